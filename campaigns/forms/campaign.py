"""Forms of a campaign, what it rests on and who leads it."""

from django import forms
from django.utils import timezone

from campaigns.forms.fields import LinesField, keep_upload
from campaigns.models import BasisDocument, Campaign, Decision, LeadingMember
from campaigns.rules import preset
from township.crud import UserModelForm
from township.document_number import year_faults
from township.files.fields import OneFileField

ISSUERS = (
    "一行写一个；联合发文的每个机关都写上。2022年4月起，"
    "必须有县级以上党委、政府，或者经批准的中央、省级机关。"
)
BLANK = "blank"
WANTED = {
    "document_title": "请填写依据文件的标题。没有上级依据文件，不能开展创建活动。",
    "number": "请照原件填写文号。",
    "dated": "请填写成文日期。",
    "issuers": "请填写发文机关。",
    "upload": "请上传依据文件的原件或扫描件。",
}


class CampaignForm(UserModelForm):
    """What the campaign is called, what for, and when."""

    class Meta:
        model = Campaign
        fields = [
            "name",
            "short_name",
            "purpose",
            "first_year",
            "last_year",
            "historical_name",
            "historical_purpose",
        ]
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "historical_purpose": forms.Textarea(attrs={"rows": 2}),
        }

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first_year"), cleaned.get("last_year")
        if self.instance.pk and first and last:
            for target in self.instance.targets.in_force().exclude(due_year__range=(first, last)):
                self.add_error(None, f"目标“{target}”不在这个期间内，请先调整目标。")
        return cleaned


class NewCampaignForm(CampaignForm):
    """A campaign together with the document it rests on, and a ladder to begin with."""

    past = ("dated",)
    ladder = forms.ChoiceField(
        label="级别和标准",
        help_text="选一个预设，级别、标准、档案类别就都有了，以后可以改；也可以先空着自己建。",
        error_messages={"required": "请选一个预设，或者选“先空着，自己建”。"},
    )
    document_title = forms.CharField(label="依据文件标题", max_length=120)
    number = forms.CharField(
        label="文号", max_length=60, help_text="照原件填写，例如 ×卫发〔2026〕5号。"
    )
    dated = forms.DateField(label="成文日期")
    issuers = LinesField(label="发文机关", help_text=ISSUERS)
    upload = OneFileField(label="原件或扫描件")

    class Meta(CampaignForm.Meta):
        fields = ["name", "short_name", "purpose", "first_year", "last_year"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        year = timezone.localdate().year
        self.initial.setdefault("first_year", year)
        self.initial.setdefault("last_year", year + 4)
        self.fields["ladder"].choices = [
            ("", "请选择"),
            *((name, preset.load(name).campaign.name) for name in preset.names()),
            (BLANK, "先空着，自己建"),
        ]
        for name, sentence in WANTED.items():
            self.fields[name].error_messages["required"] = sentence

    @property
    def presets(self):
        """(name, what it brings) of each preset, for whoever chooses."""
        for name in preset.names():
            found = preset.load(name)
            levels = "、".join(level.name for level in found.levels)
            told = f"{found.campaign.purpose}创建期{found.campaign.years}年，级别：{levels}。"
            yield found.campaign.name, f"{told}依据文件：{found.basis.title}。{found.basis.note}"

    def clean_ladder(self):
        chosen = self.cleaned_data["ladder"]
        return "" if chosen == BLANK else chosen

    def document(self):
        """The basis document that was filled in, not yet saved."""
        given = self.cleaned_data
        document = BasisDocument(
            title=given["document_title"],
            number=given["number"],
            dated=given["dated"],
            issuers=given["issuers"],
        )
        keep_upload(document, given["upload"])
        return document


class BasisDocumentForm(UserModelForm):
    past = ("dated",)
    issuers = LinesField(label="发文机关", help_text=ISSUERS)
    upload = OneFileField(label="原件或扫描件", required=False)

    class Meta:
        model = BasisDocument
        fields = ["title", "number", "dated", "issuers", "is_approval", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.file_name:
            self.fields["upload"].help_text = f"已有“{self.instance.file_name}”，不换就不用选。"

    def clean(self):
        cleaned = super().clean()
        keep_upload(self.instance, cleaned.get("upload"))
        for fault in year_faults(cleaned.get("number", ""), cleaned.get("dated")):
            self.add_error("number", fault)
        return cleaned


class CampaignDecisionForm(UserModelForm):
    past = ("dated",)

    class Meta:
        model = Decision
        fields = ["body", "dated", "text", "note"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dated"].required = True
        self.fields["dated"].error_messages["required"] = "请填写作出决定的日期。"


class LeadingMemberForm(UserModelForm):
    class Meta:
        model = LeadingMember
        fields = ["body", "post", "holder", "name", "since", "until", "order"]
