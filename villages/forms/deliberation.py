"""Form of 民主协商. Nobody's name is asked for."""

from django import forms

from township.crud import UserModelForm
from villages.models import Deliberation


class DeliberationForm(UserModelForm):
    past = ("on", "outcome_on")

    class Meta:
        model = Deliberation
        fields = [
            "topic",
            "form",
            "on",
            "place",
            "headcount",
            "invited",
            "result",
            "outcome",
            "outcome_on",
        ]
        widgets = {
            "result": forms.Textarea(attrs={"rows": 4}),
            "outcome": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "topic": "例如：三组机耕道怎么修。",
            "invited": "例如：镇农业办、县人大代表。",
            "result": "写协商一致的意见，不写谁说的。",
            "outcome": "落实以后再填；提交会议决定的，可以不填。",
        }
