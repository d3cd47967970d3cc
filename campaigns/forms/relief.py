"""Who cannot go on scoring, who goes on, and why."""

from django import forms

from campaigns.acts.round import possible_evaluators
from campaigns.models import Sheet
from township.crud import ReasonForm
from township.users.models import User

SAME = "接手的和换下的是同一个人。"


class ReliefForm(ReasonForm):
    evaluator = forms.ModelChoiceField(label="换下哪位考评员", queryset=User.objects.none())
    to = forms.ModelChoiceField(
        label="由谁接手",
        queryset=User.objects.none(),
        required=False,
        empty_label="没有人接手，评分表停用",
        help_text="接手的人逐项确认或改过以后，另行签字提交。他已经有评分表的村，停用原来那一张。",
    )
    field_order = ["evaluator", "to", "reason"]

    def __init__(self, *args, round, **kwargs):
        self.round = round
        super().__init__(*args, **kwargs)

    def narrow(self):
        there = Sheet.objects.left_in(self.round).values("scorer")
        return {
            "evaluator": User.objects.filter(pk__in=there).order_by("full_name", "pk"),
            "to": possible_evaluators(self.round.campaign.township_id),
        }

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("to") and cleaned["to"] == cleaned.get("evaluator"):
            self.add_error("to", SAME)
        return cleaned
