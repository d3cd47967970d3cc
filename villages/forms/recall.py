"""Forms of a demanded recall. Who signed is not asked for."""

from django import forms
from django.utils import timezone

from township.crud import UserForm, UserModelForm
from villages.models import Meeting, Recall, Term
from villages.queries.recall import meetings_for
from villages.rules.bodies import BodyKind
from villages.rules.kinds import Petitioners


class TermChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, term):
        return f"{term.person}（{term.post_name}）"


class RecallForm(UserModelForm):
    past = ("received_on",)
    term = TermChoiceField(label="要求罢免谁", queryset=Term.objects.none(), empty_label="请选择")

    class Meta:
        model = Recall
        fields = ["term", "received_on", "petitioners", "signers", "base", "reason", "defence"]
        widgets = {
            "reason": forms.Textarea(attrs={"rows": 4}),
            "defence": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "signers": "核对过的有效联名数。只登记数字，联名书原件由村（社区）保存。",
            "base": "收到时有选举权的人数、户数或者代表数，与上一项对应。",
            "reason": "照联名书写。",
            "defence": "本人有权申辩。表决前必须填写，例如：本人到会申辩，说……；本人放弃申辩。",
        }

    def __init__(self, *args, given=None, **kwargs):
        self.village = given["village"] if given else kwargs["instance"].village
        super().__init__(*args, given=given, **kwargs)
        if not self.village.is_community:
            kept = [one for one in Petitioners.choices if one[0] != Petitioners.HOUSEHOLDS]
            self.fields["petitioners"].choices = [("", "请选择"), *kept]
            self.fields["base"].help_text = "收到时有选举权的人数或者代表数，与上一项对应。"

    def narrow(self):
        rows = Term.objects.filter(body__village=self.village, body__kind=BodyKind.COMMITTEE)
        today = timezone.localdate()
        kept = rows.serving(today) | rows.filter(pk=self.instance.term_id)
        return {"term": kept.distinct().select_related("person", "body__village")}


class RecallAnswerForm(UserForm):
    """Why there is no vote."""

    past = ("on",)
    answer = forms.CharField(
        label="答复",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="例如：联名人数不够，已书面退回；联名人已撤回；本人已辞职。",
    )
    on = forms.DateField(label="答复日期", initial=timezone.localdate)

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, **kwargs)
        self.guard_reading(row.status)


class RecallPutForm(UserForm):
    """Which of the planned meetings votes on it."""

    meeting = forms.ModelChoiceField(label="会议", queryset=Meeting.objects.none())

    def __init__(self, *args, row, **kwargs):
        self.row = row
        super().__init__(*args, **kwargs)
        self.guard_reading(row.status)

    def narrow(self):
        return {"meeting": meetings_for(self.row)}
