"""Forms of records and the files added to them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from archives.models import Category, Part, Record
from township.crud import UserForm, UserModelForm
from township.files.errors import UploadRefused
from township.files.names import clean_name
from township.files.storing import store


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Any number of files; each is checked and stored, the cleaned value is [(file, name)].

    A refused file is named with its reason, the others are kept for the next try by content.
    """

    widget = ManyFilesInput

    def clean(self, value, initial=None):
        files = value if isinstance(value, list | tuple) else [value]
        files = [super(ManyFilesField, self).clean(file, initial) for file in files]
        stored, refused = [], []
        for file in filter(None, files):
            try:
                name = clean_name(file.name)
                stored.append((store(file, name), name))
            except UploadRefused as error:
                refused.append(error.sentence)
        if refused:
            raise ValidationError(refused)
        return stored


class RecordForm(UserModelForm):
    """A record entered by hand: what kind, what it is called, from when, with which files."""

    files = ManyFilesField(
        label="文件",
        help_text="照片、PDF、Word、Excel、WPS 都可以，一次可选多个。",
        error_messages={"required": "请至少选一个文件。"},
    )

    class Meta:
        model = Record
        fields = ["category", "title", "on", "document_number", "note"]

    def narrow(self):
        village = self.village
        rows = Category.objects.in_use().filter(township=village.township_id)
        if not self.user.may("record.restricted"):
            rows = rows.filter(is_restricted=False)
        return {"category": rows}

    def __init__(self, *args, village, **kwargs):
        self.village = village
        super().__init__(*args, **kwargs)

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise ValidationError("日期不能在今天之后。")
        return on


class RecordEditForm(RecordForm):
    files = None

    class Meta:
        model = Record
        fields = [
            "title",
            "on",
            "responsible",
            "document_number",
            "pages",
            "secrecy",
            "note",
            "paper_box",
            "paper_number",
        ]


class AddFilesForm(UserForm):
    """More files for a record; a sealed one asks why."""

    kind = forms.ChoiceField(label="种类", choices=Part.Kind.choices, initial=Part.Kind.ATTACHMENT)
    files = ManyFilesField(label="文件", error_messages={"required": "请至少选一个文件。"})
    reason = forms.CharField(label="补充理由", max_length=200, required=False)

    def __init__(self, *args, record, **kwargs):
        self.record = record
        super().__init__(*args, **kwargs)
        if record.is_sealed:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = "档案已经归档，补充材料要写明理由。"
        else:
            del self.fields["reason"]
