"""Form of a commendation or sanction."""

from django import forms
from django.utils import timezone

from township.crud import UserModelForm
from township.files.fields import ManyFilesField
from villages.acts.commendation import commendation_faults
from villages.models import Commendation, TextVersion


class CommendationForm(UserModelForm):
    past = ("on",)
    files = ManyFilesField(required=False, help_text="决定书、告知书等，一次可以选多个。")

    class Meta:
        model = Commendation
        fields = [
            "kind",
            "authority",
            "on",
            "organisation",
            "number",
            "text_version",
            "basis_clause",
            "measure",
            "noticed_on",
            "notice",
            "remedy",
            "files",
        ]
        widgets = {"measure": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, given=None, **kwargs):
        if not kwargs.get("instance"):
            kwargs["instance"] = Commendation(**(given or {}))
        super().__init__(*args, given=given, **kwargs)
        words = self.instance.village.words
        told = f"例如：向{words.representatives.label}或镇政府申诉。"
        self.fields["remedy"].help_text = told
        self.fields["basis_clause"].help_text = f"例如：{words.covenant}第六条。"

    def narrow(self):
        village, today = self.instance.village_id, timezone.localdate()
        rows = TextVersion.objects.in_force_on(today).filter(text__village=village)
        return {"text_version": rows.select_related("text")}

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            names = [name for name in self.Meta.fields if name != "files"]
            row = Commendation(
                village=self.instance.village, **{name: cleaned.get(name) for name in names}
            )
            for fault in commendation_faults(row):
                self.add_error(None, fault)
        return cleaned
