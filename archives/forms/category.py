"""Forms of what a township keeps and asks: categories and their requirements."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError

from archives.models import Category, Requirement
from township.crud import UserModelForm
from township.sensitivewords import refused_columns
from villages.rules.kinds import TextKind

STAGES = [("", "—"), ("draft", "草稿"), ("consultation", "征求意见稿"), ("final", "定稿")]


def key_of(name, taken):
    """A key for a name that is not taken: what it is stored under never changes with the name."""
    number = 1
    while f"own{number}" in taken:
        number += 1
    return f"own{number}"


class MetadataFormField(forms.CharField):
    """One item a line; items that are there already keep their key."""

    widget = forms.Textarea

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=1000, **kwargs)

    def prepare_value(self, value):
        if isinstance(value, list):
            return "\n".join(entry["name"] for entry in value)
        return value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


class CategoryForm(UserModelForm):
    metadata = MetadataFormField(
        label="须填的项目",
        help_text="每行一项，例如：到会人数。归档前要把这些项目填齐。",
    )

    class Meta:
        model = Category
        fields = ["code", "name", "retention", "is_restricted", "metadata", "order", "is_active"]
        help_texts = {
            "is_restricted": "只有村（居）、创建办公室和领导小组能看，例如表彰惩处。",
            "is_active": "停用后不再新增，已有档案不变。",
            "order": "数字小的排在前面。",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.records.exists():
            self.fields["code"].disabled = True
            self.fields["code"].help_text = "已有档案用了这个代码，不能再改。"

    def clean_code(self):
        code = unicodedata.normalize("NFKC", self.cleaned_data["code"]).strip().upper()
        if not re.fullmatch(r"[A-Z]{3}", code):
            raise ValidationError("代码是3个大写字母，例如HYJ。")
        return code

    def clean_metadata(self):
        known = {entry["name"]: entry["key"] for entry in self.instance.metadata}
        names = [line.strip() for line in self.cleaned_data["metadata"].splitlines()]
        entries = []
        for name in names:
            if len(name) > 40:
                raise ValidationError(f"“{name}”有{len(name)}个字，每项最多40个字。")
        for name, why in refused_columns(name for name in names if name not in known):
            raise ValidationError(f"“{name}”不能作为须填的项目：{why}。")
        for name in dict.fromkeys(filter(None, names)):
            taken = {*known.values(), *(entry["key"] for entry in entries)}
            entries.append({"key": known.get(name) or key_of(name, taken), "name": name})
        return entries

    def save(self, commit=True):
        self.instance.is_default = False
        return super().save(commit)


class RequirementForm(UserModelForm):
    stage = forms.ChoiceField(label="稿次", choices=STAGES, required=False)
    text_kind = forms.ChoiceField(
        label="文本", choices=[("", "—"), *TextKind.choices], required=False
    )

    class Meta:
        model = Requirement
        fields = ["name", "per", "count", "holds", "text_kind", "stage"]
        help_texts = {"count": "每一期要有几件。"}

    def clean_count(self):
        count = self.cleaned_data["count"]
        if not 1 <= count <= 99:
            raise ValidationError("份数要在1到99之间。")
        return count

    def clean(self):
        fields = super().clean()
        is_text = fields.get("per") == Requirement.Per.TEXT
        if is_text and not (fields.get("stage") and fields.get("text_kind")):
            raise ValidationError("“每个文本”的要求要选文本和稿次。")
        if not is_text:
            fields["stage"] = fields["text_kind"] = ""
        return fields

    def save(self, commit=True):
        if not self.instance.key:
            taken = set(self.instance.category.requirements.values_list("key", flat=True))
            self.instance.key = key_of(self.instance.name, taken)
        return super().save(commit)
