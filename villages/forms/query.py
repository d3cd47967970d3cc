"""Forms of villagers' questions. Nobody's name is asked for."""

from django import forms
from django.utils import timezone

from township.crud import UserForm, UserModelForm
from villages.models import Posting, Query
from villages.models.village import PHONE

NO_THIRD = "只写事情，不写别人的名字和家里的事。"


class QueryForm(UserModelForm):
    past = ("asked_on",)

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
        ways = self.fields["way"].choices
        self.fields["way"].choices = [one for one in ways if one[0] != Query.Way.PAGE]

    def narrow(self):
        return {"posting": Posting.objects.filter(village=self.village)}


class QueryAnswerForm(UserForm):
    past = ("on",)
    answer = forms.CharField(
        label="答复", max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
    on = forms.DateField(label="答复日期", initial=timezone.localdate)
    is_public = forms.BooleanField(
        label="在公开页面上公布询问和答复",
        required=False,
        help_text="不写是谁问的。里面写了别人的名字、家里的事的，不要公布。",
    )


class AskForm(UserForm):
    """What anybody may ask, or object to, without an account."""

    # Nobody can say here that a number is an office's.
    asks_about_phones = False
    telephones = ("phone",)
    target = forms.ChoiceField(label="针对什么", required=False)
    kind = forms.ChoiceField(label="您要", choices=(), widget=forms.RadioSelect)
    content = forms.CharField(
        label="写清楚事情",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=f"最多1000字。{NO_THIRD}",
    )
    name = forms.CharField(label="您的姓名", max_length=20, required=False, help_text="可以不填。")
    phone = forms.CharField(
        label="您的电话",
        max_length=20,
        required=False,
        validators=[PHONE],
        help_text="可以不填。姓名和电话只有村（社区）干部和镇创建办公室看得到，办完以后删去。",
    )
    # No person sees it; what fills in every field is a program.
    website = forms.CharField(label="这一格请空着", required=False)

    def __init__(self, *args, targets, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            (Query.Kind.QUESTION, "问一件事"),
            (Query.Kind.OBJECTION, "有不同意见（异议）"),
        ]
        self.fields["target"].choices = [("", "不针对某一份"), *targets]
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise forms.ValidationError("没有发出。这一格要空着，请清空后再发。")
        return ""


class SetAsideForm(UserForm):
    reason = forms.CharField(
        label="原因", max_length=200, help_text="提的人凭查询码看得到。例如：和村（居）事务无关。"
    )
