"""Forms of the 监督委员会: what was checked of its members, and its opinions."""

from django import forms
from django.utils import timezone

from township.crud import UserForm, UserModelForm
from villages.models import Meeting, OversightOpinion, Posting


class OversightCheckForm(UserForm):
    """Nobody's relatives are written down: only that somebody looked."""

    past = ("on",)
    is_kin_free = forms.BooleanField(label="成员不是委员会成员的近亲属", required=False)
    is_skilled = forms.BooleanField(label="其中有具备财会、管理知识的人员", required=False)
    on = forms.DateField(label="核对日期", initial=timezone.localdate)
    note = forms.CharField(
        label="说明",
        max_length=200,
        required=False,
        help_text="例如：其中一人当过会计。不写谁和谁是亲属。",
    )

    def __init__(self, *args, is_community, shown, **kwargs):
        """`shown` is who sits there, as text: whoever came since was not looked at."""
        super().__init__(*args, **kwargs)
        if is_community:
            del self.fields["is_skilled"]
        self.guard_reading(*shown)


class OversightOpinionForm(UserModelForm):
    past = ("on",)

    class Meta:
        model = OversightOpinion
        fields = ["posting", "meeting", "about", "content", "person", "on"]
        widgets = {"content": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "about": "不是针对某份公示、某次会议的才填，例如：第三季度财务收支。",
            "content": "一句话，例如：账目与票据核对一致，同意公开。",
        }

    def __init__(self, *args, given=None, **kwargs):
        self.village = given["village"] if given else kwargs["instance"].village
        super().__init__(*args, given=given, **kwargs)
        self.fields["posting"].empty_label = "不针对某份公示"
        self.fields["meeting"].empty_label = "不针对某次会议"
        self.fields["on"].initial = timezone.localdate()

    def narrow(self):
        return {
            "posting": Posting.objects.filter(village=self.village),
            "meeting": Meeting.objects.filter(village=self.village).exclude(
                status=Meeting.Status.CANCELLED
            ),
        }
