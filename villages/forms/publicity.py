"""Form of a publicity event or slogan."""

from django import forms

from township.crud import RowsField, UserModelForm
from township.crud.suggesting import suggest
from township.files.fields import ManyFilesField
from villages.acts.publicity import publicity_faults
from villages.models import Group, Publicity


class PublicityForm(UserModelForm):
    past = ("on",)
    contents = forms.MultipleChoiceField(
        label="宣传内容",
        choices=Publicity.Content.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少勾选一项宣传内容。"},
    )
    groups = RowsField(
        label="到达的小组",
        queryset=Group.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请勾选到达了哪些小组。"},
    )
    files = ManyFilesField(required=False, help_text="会场照片、标语照片，一次可以选多张。")

    class Meta:
        model = Publicity
        fields = [
            "channel",
            "contents",
            "groups",
            "on",
            "place",
            "headcount",
            "slogan",
            "note",
            "files",
        ]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "slogan": "渠道选“标语”时填写标语的原文。",
            "place": "标语填书写或悬挂的位置。",
        }

    def narrow(self):
        return {"groups": Group.objects.filter(village=self.instance.village_id)}

    def __init__(self, *args, given=None, **kwargs):
        if not kwargs.get("instance"):
            kwargs["instance"] = Publicity(**(given or {}))
        super().__init__(*args, given=given, **kwargs)
        if not self.instance.pk:
            self.from_today("on")
        else:
            self.initial["groups"] = list(self.instance.groups.all())
        suggest(self, Publicity.objects.filter(village=self.instance.village_id), "place")

    def clean(self):
        cleaned = super().clean()
        needed = ("channel", "contents", "on", "place", "groups")
        if all(cleaned.get(name) for name in needed):
            row = Publicity(
                village=self.instance.village,
                slogan=cleaned.get("slogan", ""),
                **{name: cleaned[name] for name in needed[:-1]},
            )
            for fault in publicity_faults(row, list(cleaned["groups"])):
                self.add_error(None, fault)
        return cleaned
