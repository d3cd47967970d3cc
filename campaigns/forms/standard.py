"""Forms of standards: a new one, a workbook to import."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from campaigns.forms.fields import keep_upload
from campaigns.models import Indicator, Standard, StandardDocument, StandardVersion
from campaigns.rules.redline import refusal
from township.crud import UserForm, UserModelForm
from township.crud.fields import DocumentNumberField
from township.document_number import year_faults
from township.files.fields import OneFileField


class StandardForm(UserModelForm):
    class Meta:
        model = Standard
        fields = ["name"]


class VersionForm(UserModelForm):
    class Meta:
        model = StandardVersion
        fields = ["note"]


class StandardDocumentForm(UserModelForm):
    past = ("dated",)
    number = DocumentNumberField(max_length=60)
    upload = OneFileField(
        label="原件或扫描件", error_messages={"required": "请上传标准文件的原件或扫描件。"}
    )

    class Meta:
        model = StandardDocument
        fields = ["title", "number", "dated", "issuer"]

    def clean(self):
        cleaned = super().clean()
        for fault in year_faults(cleaned.get("number", ""), cleaned.get("dated")):
            self.add_error("number", fault)
        return cleaned

    def __init__(self, *args, given=None, **kwargs):
        kwargs.setdefault("instance", StandardDocument(**(given or {})))
        super().__init__(*args, given=given, **kwargs)

    def document(self):
        """The document that was filled in, not yet saved."""
        keep_upload(self.instance, self.cleaned_data["upload"])
        return self.instance


class ImportForm(UserForm):
    upload = OneFileField(
        label="标准表格",
        help_text="用“导出表格”得到的 .xlsx 填好后上传。",
        error_messages={"required": "请选择要导入的表格。"},
    )

    def clean_upload(self):
        file, name = self.cleaned_data["upload"]
        if file.extension != ".xlsx":
            raise ValidationError(f"“{name}”不是 .xlsx 表格，请另存为 .xlsx 后再传。")
        return file, name


class StandardConfirmForm(UserForm):
    """Confirms a previewed import."""


class PassMarksForm(UserForm):
    """Total and least share of every category, for each level that is judged by the standard."""

    def __init__(self, *args, version, **kwargs):
        known = {one.level_id: one for one in version.thresholds.all()}
        self.levels = list(version.standard.levels.all())
        self.base_fields = {}
        for level in self.levels:
            one = known.get(level.pk)
            self.base_fields |= {
                f"total_{level.pk}": forms.DecimalField(
                    label=f"{level}：达标总分",
                    initial=one and one.total,
                    min_value=Decimal("0.1"),
                    max_value=100,
                    max_digits=5,
                    decimal_places=1,
                ),
                f"percent_{level.pk}": forms.DecimalField(
                    label=f"{level}：每类不低于该类分值的百分之几",
                    initial=one.category_percent if one else 0,
                    min_value=0,
                    max_value=100,
                    max_digits=5,
                    decimal_places=1,
                ),
            }
        super().__init__(*args, **kwargs)
        self.guard_reading()

    @property
    def marks(self):
        """{level: (total, percent)}."""
        given = self.cleaned_data
        return {
            level: (given[f"total_{level.pk}"], given[f"percent_{level.pk}"])
            for level in self.levels
        }


class IndicatorForm(UserModelForm):
    """The words of one indicator of a draft; points and rules come by workbook as a whole."""

    class Meta:
        model = Indicator
        fields = ["name", "rule", "how_to_check", "bonus_rule"]
        widgets = {
            "rule": forms.Textarea(attrs={"rows": 3}),
            "how_to_check": forms.Textarea(attrs={"rows": 2}),
        }

    def clean(self):
        cleaned = super().clean()
        told = " ".join(str(cleaned.get(name, "")) for name in ("name", "rule", "bonus_rule"))
        refused = refusal(told)
        if refused:
            self.add_error("name", refused)
        return cleaned
