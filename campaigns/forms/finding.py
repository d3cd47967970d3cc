"""Forms of what follows from scoring: vetoes, objections, rectifications, visits."""

from django import forms
from django.utils import timezone

from archives.models import Record
from campaigns.models import Objection, Rectification, SiteVisit, VetoFinding
from township.crud import DayForm, UserModelForm
from villages.models import Village


def text(rows=3):
    return forms.Textarea(attrs={"rows": rows})


class VetoForm(UserModelForm):
    class Meta:
        model = VetoFinding
        fields = ["veto", "fact", "cited"]
        labels = {"cited": "依据的档案（可不选）"}
        widgets = {"fact": text()}
        help_texts = {"fact": "写清时间、地点和看到的事实，由另一人核实后才生效。"}

    def __init__(self, *args, given=None, **kwargs):
        kwargs.setdefault("instance", VetoFinding(**(given or {})))
        super().__init__(*args, given=given, **kwargs)

    def narrow(self):
        evaluation = self.instance.evaluation
        records = Record.objects.for_user(self.user, "record.view").kept()
        return {
            "veto": evaluation.standard_version.vetoes.all(),
            "cited": records.filter(village=evaluation.village_id),
        }


class ObjectionForm(UserModelForm):
    past = ("on",)
    on = forms.DateField(label="提出日期", required=False, initial=timezone.localdate)

    class Meta:
        model = Objection
        fields = ["indicator", "text"]
        labels = {"indicator": "针对哪项指标（不选则针对整个结果）"}
        widgets = {"text": text(4)}
        help_texts = {"text": "写明哪里不对、理由和依据。"}

    def __init__(self, *args, given=None, **kwargs):
        kwargs.setdefault("instance", Objection(**(given or {})))
        super().__init__(*args, given=given, **kwargs)

    def narrow(self):
        return {"indicator": self.instance.evaluation.standard_version.indicators.all()}


class FindingAnswerForm(DayForm):
    on_label = "答复日期"
    answer = forms.CharField(
        label="答复",
        max_length=1000,
        widget=text(4),
        error_messages={"required": "请写明答复。"},
    )


class RectificationForm(UserModelForm):
    """For a village at any time; in a round it is `EvaluationRectificationForm`."""

    past = ("on",)
    on = forms.DateField(label="下达日期", required=False, initial=timezone.localdate)

    class Meta:
        model = Rectification
        fields = ["village", "fact", "demand", "due_on"]
        widgets = {"fact": text(2), "demand": text(2)}

    def __init__(self, *args, given=None, **kwargs):
        kwargs.setdefault("instance", Rectification(**(given or {})))
        super().__init__(*args, given=given, **kwargs)

    def narrow(self):
        villages = Village.objects.for_user(self.user, "rectification.edit").in_use()
        return {"village": villages}

    def clean(self):
        cleaned = super().clean()
        on, due_on = cleaned.get("on") or timezone.localdate(), cleaned.get("due_on")
        if due_on and due_on < on:
            self.add_error("due_on", "整改期限不能早于下达日期。")
        return cleaned


class EvaluationRectificationForm(RectificationForm):
    """For the village of one evaluation; `evaluation` tells which indicators there are."""

    class Meta(RectificationForm.Meta):
        fields = ["indicator", "fact", "demand", "due_on"]
        labels = {"indicator": "涉及指标（可不选）"}

    def __init__(self, *args, evaluation, **kwargs):
        self.evaluation = evaluation
        super().__init__(*args, **kwargs)

    def narrow(self):
        return {"indicator": self.evaluation.standard_version.indicators.all()}


class RedraftForm(DayForm):
    """A demand that the leader sent back, to be written again."""

    on_label = "下达日期"
    wants_instance = True
    fact = forms.CharField(label="存在问题", max_length=500, widget=text(2))
    demand = forms.CharField(label="整改要求", max_length=500, widget=text(2))
    due_on = forms.DateField(label="整改期限")

    def __init__(self, *args, about, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("fact", "demand", "due_on"):
            self.fields[name].initial = getattr(about, name)


class ProofForm(DayForm):
    """How it was put right; the record that proves it is one of the village's own."""

    on_label = "报送日期"
    wants_instance = True
    note = forms.CharField(
        label="整改情况",
        max_length=500,
        widget=text(),
        error_messages={"required": "请写明怎样整改的。"},
    )
    proof = forms.ModelChoiceField(
        label="佐证档案",
        queryset=Record.objects.none(),
        help_text="先在“档案”里上传照片或文件，再在这里选择。",
        error_messages={"required": "请选择能证明整改的档案。"},
    )

    def __init__(self, *args, about, **kwargs):
        self.about = about
        super().__init__(*args, **kwargs)

    def narrow(self):
        records = Record.objects.for_user(self.user, "record.view").kept()
        return {"proof": records.filter(village=self.about.village_id)}


class FindingOpinionForm(DayForm):
    on_label = "核实日期"
    opinion = forms.CharField(label="核实意见", max_length=300, required=False, widget=text(2))


class SiteVisitForm(UserModelForm):
    past = ("visited_on",)

    class Meta:
        model = SiteVisit
        fields = [
            "visited_on",
            "visitors",
            "groups",
            "households",
            "respondents",
            "aware",
            "satisfied",
            "fairly",
            "dissatisfied",
            "remarks",
        ]
        widgets = {"remarks": text()}
