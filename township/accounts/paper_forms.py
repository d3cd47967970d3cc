"""A township's own template of a paper: a file of any editor, or the text on the page."""

from pathlib import Path

from django import forms

from township.crud import UserForm
from township.papers import sources
from township.papers.errors import PaperTemplateError
from township.papers.vetting import vet


class TemplateForm(UserForm):
    file = forms.FileField(
        label="改好的模板文件",
        required=False,
        help_text="下载的文件改好后上传，编码不要改，不超过2万字。选了文件的，以文件为准。",
        widget=forms.FileInput(attrs={"accept": ".md,.txt"}),
    )
    text = forms.CharField(
        label="模板全文",
        required=False,
        strip=False,
        help_text="也可以直接在这里改。两行“+++”之间是说明部分，写着这种文书有哪些值可以用。",
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
    )

    def __init__(self, *args, name, **kwargs):
        super().__init__(*args, **kwargs)
        self.name, self.source = name, None
        self.guard_reading()

    def clean(self):
        """The text is looked through here: what is wrong is told at the form, with its line."""
        cleaned = super().clean()
        try:
            if file := cleaned.get("file"):
                self._take(file)
            text = self.cleaned_data.get("text", "").replace("\r\n", "\n")
            self.source = vet(self.name, text)
        except PaperTemplateError as error:
            self.add_error("file" if cleaned.get("file") else "text", error.sentence)
        else:
            cleaned["text"] = text
        return cleaned

    def _take(self, file):
        """What stands in the file is on the page too, when the page is shown again."""
        content = file.read(sources.LARGEST + 1)
        self.cleaned_data["text"] = sources.decoded(Path(f"{self.name}.md"), content)
        self.data = self.data.copy()
        self.data["text"] = self.cleaned_data["text"]
