"""Forms of villagers' questions. Nobody's name is asked for."""

from django import forms
from django.utils import timezone

from township.crud import UserForm, UserModelForm
from villages.models import Posting, Query


class QueryForm(UserModelForm):
    class Meta:
        model = Query
        fields = ["content", "way", "asked_on", "posting"]
        widgets = {"content": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "content": "只写问的事情，不写是谁问的。",
            "posting": "问的是已张贴的内容时选择。",
        }

    def __init__(self, *args, given=None, **kwargs):
        self.village = given["village"] if given else kwargs["instance"].village
        super().__init__(*args, given=given, **kwargs)
        self.fields["posting"].empty_label = "不针对某份公示"

    def narrow(self):
        return {"posting": Posting.objects.filter(village=self.village)}


class QueryAnswerForm(UserForm):
    answer = forms.CharField(
        label="答复", max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
    on = forms.DateField(label="答复日期", initial=timezone.localdate)
