"""Forms of texts: beginning one, pasting it, changing a clause, dating a step."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from township.crud import UserForm, UserModelForm
from township.files.fields import OneFileField
from villages.acts.text import LONGEST
from villages.models import Clause, Text, TextVersion
from villages.rules.kinds import ClauseKind, TextKind, Topic
from villages.sheets.word_file import text_of

WORD = ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FULL_TEXT = "从 Word 里全选、复制，粘贴到这里。系统按“第…条”自动分开。"


class FullTextMixin(forms.Form):
    """The whole text, pasted or as a Word file; `full_text` after cleaning."""

    body = forms.CharField(
        label="全文",
        required=False,
        max_length=LONGEST,
        help_text=FULL_TEXT,
        widget=forms.Textarea(attrs={"rows": 16}),
    )
    word = OneFileField(
        label="或上传 Word 文件",
        required=False,
        accept=WORD,
        help_text="选.docx文件，代替上面的全文。",
    )
    is_text_required = False

    def clean(self):
        cleaned = super().clean()
        body, word = cleaned.get("body", "").strip(), cleaned.get("word")
        self.full_text = body
        if body and word and not self._is_untouched(body):
            raise ValidationError("粘贴和上传只选一种，请清空其中一个。")
        if word:
            try:
                self.full_text = text_of(word[0])
            except ValueError as error:
                self.add_error("word", f"{error}。")
        elif self.is_text_required and not body and not self.errors:
            self.add_error("body", "请粘贴全文，或上传 Word 文件。")
        return cleaned

    def written(self):
        yield from super().written()
        if self.cleaned_data.get("word"):
            yield "word", self.full_text

    def _is_untouched(self, body):
        """Is this the text that the form was shown with? Then the file stands for it."""
        shown = self.get_initial_for_field(self.fields["body"], "body") or ""
        return body.split() == shown.split()


class TextForm(FullTextMixin, UserModelForm):
    """A new text."""

    is_begun = False

    class Meta:
        model = Text
        fields = ["kind", "title"]

    def __init__(self, *args, given, **kwargs):
        super().__init__(*args, given=given, **kwargs)
        village = given["village"]
        words = village.words
        self.fields["kind"].choices = [
            ("", "请选择"),
            *((kind.value, words.text_kind(kind)) for kind in TextKind),
        ]
        self.fields["title"].required = False
        self.fields[
            "title"
        ].help_text = f"自治制度要写，例如：{village}{words.people}议事制度；其他不填的按类别定名。"

    def clean(self):
        """A village has one charter, which is called by its kind; rules are told apart by names."""
        cleaned = super().clean()
        kind, village = cleaned.get("kind"), self.instance.village
        if kind and "title" not in self.errors and not cleaned.get("title"):
            if kind == TextKind.RULE:
                self.add_error("title", "请写明是什么制度。")
            else:
                cleaned["title"] = f"{village}{village.words.text_kind(kind)}"
        if version := self._begun(kind, cleaned.get("title")):
            told = f"“{version.text}”已经在起草，现在是{version.get_status_display()}"
            self.add_error(None, f"{told}。请打开它接着办，不用另外起草。")
            self.is_begun = True
        return cleaned

    def _get_validation_exclusions(self):
        """What the constraints would say leads to a new version, which there cannot be yet."""
        left_out = super()._get_validation_exclusions()
        return left_out | {"kind", "title"} if self.is_begun else left_out

    def _begun(self, kind, title):
        """What is still open of the text that this one would be the second of."""
        same = Q(text__title=title)
        if kind == TextKind.CHARTER:
            same |= Q(text__kind=kind)
        rows = TextVersion.objects.filter(same, text__village=self.instance.village_id)
        return rows.filter(status__in=TextVersion.OPEN).select_related("text__village").first()


class WriteForm(FullTextMixin, UserForm):
    """The whole text of a version anew."""

    is_text_required = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.guard_reading()


class BasisForm(UserModelForm):
    """The charter version that a text rests on."""

    class Meta:
        model = TextVersion
        fields = ["based_on"]

    def narrow(self):
        village = self.instance.text.village_id
        rows = TextVersion.objects.filter(
            text__village=village, text__kind="charter", status__in=TextVersion.IN_FORCE
        )
        return {"based_on": rows}


class ClauseForm(UserModelForm):
    """One clause of a text that is still being written. `topics` are the contents asked."""

    topics = forms.MultipleChoiceField(
        label="写到了章程的哪些内容",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="章程应写明这些方面，缺哪一方面页面上会提示。",
    )

    class Meta:
        model = Clause
        fields = ["kind", "label", "text", "topics"]
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}
        help_texts = {"label": "例如：第五条、第二章。前言不填。"}

    def __init__(self, *args, topics, **kwargs):
        super().__init__(*args, **kwargs)
        tagged = self.instance.topics
        choices = [(one.value, one.label) for one in Topic if one in topics or one.value in tagged]
        self.fields["topics"].choices = choices
        if not choices:
            del self.fields["topics"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") != ClauseKind.PREAMBLE and not cleaned.get("label", "").strip():
            self.add_error("label", "请填写条号。")
        if cleaned.get("kind") == ClauseKind.ARTICLE and not cleaned.get("text", "").strip():
            self.add_error("text", "条款内容不能空着。")
        return cleaned
