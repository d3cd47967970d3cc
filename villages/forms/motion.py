"""Forms of motions and counts."""

from crispy_forms.layout import HTML, Layout
from django import forms

from township.crud import UserModelForm
from villages.models import Motion, Tally, TextVersion
from villages.queries.verdict import counts_from, roll_of
from villages.rules.kinds import Matter, VotingMethod
from villages.rules.tally import count_problems

RARE = ("override_basis", "override_article", "override_quote", "is_recorded_anyway")
FOLD = (
    '<details class="fold"{% if form.errors %} open{% endif %}>'
    "<summary>会议无权表决时的特别情况（一般不用填）</summary>"
)


class MotionForm(UserModelForm):
    """What is put to the vote. Choosing a text tells what it is about."""

    is_recorded_anyway = forms.BooleanField(
        label="会议已经这样表决过，如实登记（表决结果不能生效）", required=False
    )

    class Meta:
        model = Motion
        fields = [
            "text_version",
            "about",
            "title",
            "method",
            "supervisor",
            "override_basis",
            "override_article",
            "override_quote",
        ]
        widgets = {"override_quote": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "text_version": "只列出已定稿、等待表决的文本。",
            "about": "不表决文本时必须选；表决文本时不用选。",
            "title": "不表决文本时必须填；表决文本时可以不填。",
            "override_basis": "只有本地法规明文允许由代表会议表决时才填，三项都要写全。",
        }

    def __init__(self, *args, meeting, **kwargs):
        self.meeting = meeting
        super().__init__(*args, **kwargs)
        has_texts = self.fields["text_version"].queryset.exists()
        self.fields["about"].required = self.fields["title"].required = not has_texts
        if has_texts:
            self.fields["text_version"].empty_label = "不表决文本，另写议题"
        else:
            del self.fields["text_version"]
            self.fields["about"].help_text = self.fields["title"].help_text = ""
        # A recall comes from its demand alone.
        about = [one for one in Matter.choices if one[0] != Matter.RECALL]
        self.fields["about"].choices = [("", "—"), *about]
        if not meeting.is_of_representatives:
            self.fields["method"].choices = [
                choice for choice in VotingMethod.choices if choice[0] != VotingMethod.ROLL_CALL
            ]
            for name in ("override_basis", "override_article", "override_quote"):
                del self.fields[name]
        if not meeting.is_over:
            del self.fields["is_recorded_anyway"]
        self.helper.layout = self._layout()

    def _layout(self):
        """What is hardly ever needed is folded away, unless something in it is wrong."""
        rare = [name for name in RARE if name in self.fields]
        usual = [name for name in self.fields if name not in rare]
        if not rare:
            return Layout(*usual)
        return Layout(*usual, HTML(FOLD), *rare, HTML("</details>"))

    def narrow(self):
        rows = TextVersion.objects.filter(
            text__village=self.meeting.village_id, status=TextVersion.Status.FINAL
        )
        return {"text_version": rows.select_related("text")}

    def clean(self):
        cleaned = super().clean()
        version = cleaned.get("text_version")
        if version:
            cleaned["about"] = version.text.kind
            cleaned["title"] = cleaned.get("title") or f"表决《{version.text}》"
            return cleaned
        if not cleaned.get("about"):
            self.add_error("about", "请选择表决什么。")
        if not cleaned.get("title"):
            self.add_error("title", "请写明议题。")
        return cleaned


class TallyForm(UserModelForm):
    """One count. `motion` says whether ballots were given out."""

    class Meta:
        model = Tally
        fields = ["issued", "returned", "yes", "no", "abstain", "invalid"]

    def __init__(self, *args, motion, **kwargs):
        self.motion = motion
        super().__init__(*args, **kwargs)
        self.guard_reading()
        if motion.is_secret:
            self.fields["issued"].required = self.fields["returned"].required = True
        else:
            for name in ("issued", "returned", "invalid"):
                del self.fields[name]

    def clean(self):
        cleaned = super().clean()
        if self.errors or not self.motion.meeting.has_attendance:
            return cleaned
        counts = counts_from(Tally(**self.counts), self.motion.method)
        for sentence in count_problems(counts, roll_of(self.motion.meeting)):
            self.add_error(None, f"{sentence}。")
        return cleaned

    @property
    def counts(self):
        return {
            name: self.cleaned_data[name] or 0 for name in self.Meta.fields if name in self.fields
        }


class MotionNotesForm(UserModelForm):
    class Meta:
        model = Motion
        fields = ["discussion", "recusal", "supervisor"]
        widgets = {"discussion": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "discussion": "写进会议记录。只写内容，不写是谁说的。",
            "recusal": "谁回避、为什么，例如：李某因承包人是其近亲属，没有参加讨论和表决。"
            "法律没有规定从应到人数里扣除，人数照常登记。",
        }
