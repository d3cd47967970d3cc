"""Form of an activity or training."""

from django import forms

from township.crud import UserModelForm
from township.crud.suggesting import suggest
from township.files.fields import ManyFilesField
from villages.models import Activity


class ActivityForm(UserModelForm):
    past = ("on",)
    themes = forms.MultipleChoiceField(
        label="主题",
        choices=Activity.Theme.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    files = ManyFilesField(required=False, help_text="活动照片、签到表，一次可以选多张。")

    class Meta:
        model = Activity
        fields = ["kind", "title", "themes", "on", "place", "headcount", "summary", "files"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"summary": "做了什么、谁组织、有什么收获，几句话即可。"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.from_today("on")
        suggest(self, Activity.objects.filter(village=self.instance.village_id), "place")
