"""Forms of an application and of the acts on its way."""

from django import forms
from django.core.exceptions import ValidationError

from campaigns.models import Application
from township.access import is_within_reach
from township.crud import DayForm, UserForm, UserModelForm
from township.crud.fields import DocumentNumberField
from township.document_number import is_of_letter
from township.files.fields import OneFileField
from township.namefields import SpelledField
from township.personname import read_names


class ApplicationForm(UserModelForm):
    """Deeds and opinions; the township's own fields only for the township."""

    document_number = DocumentNumberField(
        is_own=True,
        required=False,
        help_text=Application._meta.get_field("document_number").help_text,
    )

    class Meta:
        model = Application
        fields = [
            "deeds",
            "village_opinion",
            "office_opinion",
            "document_kind",
            "document_number",
            "recipient",
        ]
        widgets = {
            "deeds": forms.Textarea(attrs={"rows": 12}),
            "village_opinion": forms.Textarea(attrs={"rows": 2}),
            "office_opinion": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_within_reach(self.instance.village, self.user, "application.check"):
            for name in ("office_opinion", "document_kind", "document_number", "recipient"):
                del self.fields[name]
        else:
            kinds = Application.DocumentKind.choices
            self.fields["document_kind"].choices = [("", "按主送机关"), *kinds]
        self.most = self.instance.campaign.setting("deeds_max_chars")
        self.fields["deeds"].help_text = f"写清做法和成效，不超过{self.most}字。"

    def clean(self):
        given = super().clean()
        self.instance.document_kind = given.get("document_kind", self.instance.document_kind)
        self.instance.recipient = given.get("recipient", self.instance.recipient)
        if self.instance.is_request and is_of_letter(given.get("document_number") or ""):
            said = "请示的文号不带“函”字：请改文号，或在文种里选函。"
            self.add_error("document_number", said)
        return given

    def clean_deeds(self):
        deeds = self.cleaned_data["deeds"]
        if len(deeds) > self.most:
            raise ValidationError(f"主要事迹有{len(deeds)}字，超过{self.most}字，请精简。")
        return deeds


class SubmitDayForm(DayForm):
    on_label = "提交日期"


class CheckDayForm(DayForm):
    on_label = "审核日期"


class ApproveForm(DayForm):
    on_label = "审批日期"
    opinion = forms.CharField(
        label="审批意见", max_length=500, initial="同意申报。", widget=forms.Textarea({"rows": 2})
    )
    stands_in_for = forms.CharField(
        label="代谁审批",
        max_length=30,
        required=False,
        help_text="受委托代批时填写，本人审批不填。",
    )


class ApplicationDecisionForm(UserForm):
    """验收: when, who, what was found."""

    past = ("visited_on",)
    visited_on = forms.DateField(label="验收日期")
    team = SpelledField(
        label="验收组成员", max_length=200, spell=read_names, help_text="姓名之间用顿号隔开。"
    )
    opinion = forms.CharField(
        label="验收意见", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    problems = forms.CharField(
        label="存在问题", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    rectify_by = forms.DateField(label="整改期限", required=False)
    document_number = DocumentNumberField(label="区级文号", required=False)


class EnteredDecisionForm(ApplicationDecisionForm):
    """The district's written decision, entered by the office with its scan."""

    upload = OneFileField(
        label="区级文件扫描件", error_messages={"required": "请上传区级书面结论的扫描件。"}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        number = self.fields["document_number"]
        number.required, number.error_messages["required"] = True, "请填写区级文号。"
