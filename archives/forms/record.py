"""Forms of records and the files added to them."""

from django import forms

from archives.forms.fields import ArchiveFilesField
from archives.models import Category, Part, Record
from township.crud import UserForm, UserModelForm
from township.document_number import year_faults
from township.files.kinds import WELCOME


class RecordForm(UserModelForm):
    """A record entered by hand: what kind, what it is called, from when, with which files."""

    past = ("on",)
    files = ArchiveFilesField(
        label="文件",
        help_text=f"{WELCOME}都可以，一次可选多个。信号不好时断了会接着传。",
        error_messages={"required": "请至少选一个文件。"},
    )

    requirement = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    class Meta:
        model = Record
        fields = ["category", "title", "on", "document_number", "note", "requirement"]

    def narrow(self):
        rows = Category.objects.in_use().filter(township=self.village.township_id)
        return {"category": rows.open_to(self.user)}

    def __init__(self, *args, village, **kwargs):
        self.village = village
        super().__init__(*args, **kwargs)
        if "files" in self.fields:
            self.fields["files"].bind(village, is_looked_at=True)

    def clean(self):
        cleaned = super().clean()
        for fault in year_faults(cleaned.get("document_number", ""), cleaned.get("on")):
            self.add_error("document_number", fault)
        return cleaned

    def clean_requirement(self):
        """What the chosen category asks, else nothing: the category may have been changed."""
        category, key = self.cleaned_data.get("category"), self.cleaned_data["requirement"]
        if category and category.requirements.filter(key=key).exists():
            return key
        return ""


class RecordEditForm(RecordForm):
    """All fields of the catalogue, and the items that the category asks for."""

    past = ("on",)
    files = requirement = None

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
        help_texts = {"pages": "PDF和照片的页数系统已数好；有Word等文件时请填总页数。"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for entry in self.instance.category.metadata:
            self.fields[f"item_{entry['key']}"] = forms.CharField(
                label=entry["name"],
                required=False,
                max_length=200,
                initial=self.instance.metadata.get(entry["key"], ""),
            )

    def clean(self):
        fields = super().clean()
        own = {
            name.removeprefix("item_"): value.strip()
            for name, value in fields.items()
            if name.startswith("item_")
        }
        self.instance.metadata = self.instance.metadata | own
        return fields


class AddFilesForm(UserForm):
    """More files for a record; a sealed one asks why."""

    kind = forms.ChoiceField(label="种类", choices=Part.Kind.choices, initial=Part.Kind.ATTACHMENT)
    files = ArchiveFilesField(label="文件", error_messages={"required": "请至少选一个文件。"})
    reason = forms.CharField(label="补充理由", max_length=200, required=False)

    def __init__(self, *args, record, **kwargs):
        self.record = record
        super().__init__(*args, **kwargs)
        self.fields["files"].bind(record.village)
        if record.is_sealed:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = "档案已经归档，补充材料要写明理由。"
        else:
            del self.fields["reason"]
