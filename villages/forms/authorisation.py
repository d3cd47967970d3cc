"""Forms of 授权 records."""

from django import forms

from township.crud import UserModelForm
from township.files.fields import OneFileField
from villages.models import Authorisation, Meeting
from villages.options import local_rules
from villages.rules.competence import lendable
from villages.rules.kinds import ASSEMBLIES, PlaceKind


class AuthorisationForm(UserModelForm):
    past = ("granted_on", "posted_on", "filed_on")
    matters = forms.MultipleChoiceField(
        label="授权事项",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请勾选授权了哪些事项。"},
    )
    picture = OneFileField(
        label="授权决议照片或扫描件", required=False, accept="image/*,application/pdf"
    )

    class Meta:
        model = Authorisation
        fields = [
            "meeting",
            "granted_on",
            "matters",
            "scope",
            "since",
            "until",
            "posted_on",
            "filed_on",
        ]

    def __init__(self, *args, given=None, **kwargs):
        self.village = given["village"] if given else kwargs["instance"].village
        super().__init__(*args, given=given, **kwargs)
        self.fields["matters"].choices = lendable(PlaceKind(self.village.kind))
        self.fields["meeting"].empty_label = "以前的会议，没有在系统登记"
        local = local_rules(self.village)
        if local.needs_posted_delegation:
            cited = local.cite("needs_posted_delegation")
            asked = {"scope": "写明", "posted_on": "向村民公告", "filed_on": "报镇备案"}
            for name, what in asked.items():
                self.fields[name].help_text = f"应当{what}（{cited}）。"

    def narrow(self):
        rows = Meeting.objects.closed().filter(village=self.village, kind__in=ASSEMBLIES)
        return {"meeting": rows}

    def clean(self):
        cleaned = super().clean()
        granted_on, since = cleaned.get("granted_on"), cleaned.get("since")
        meeting = cleaned.get("meeting")
        if meeting and granted_on and meeting.held_on != granted_on:
            self.add_error("granted_on", "授权日期和所选会议的日期不同，请检查。")
        if granted_on and since and since < granted_on:
            self.add_error("since", "期限不能从授权以前开始。")
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if kept := self.cleaned_data.get("picture"):
            self.instance.file, self.instance.file_name = kept
