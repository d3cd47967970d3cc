"""异议: what villages say against announced results, and the office's answers."""

import django_filters
from django.urls import reverse

from campaigns.forms.finding import FindingAnswerForm, ObjectionForm
from campaigns.models import Objection
from campaigns.views.frame import CampaignFilter
from campaigns.views.within_evaluation import OfEvaluation
from campaigns.workflows.objection import OBJECTION, against_objecting, make
from township.crud import ActPage, Column, CreatePage, DetailPage, ListPage, Toned
from township.crud.filters import YearFilter

SELECT = (
    "evaluation__round__campaign",
    "evaluation__village__township",
    "indicator",
    "made_by",
    "answered_by",
)


class ObjectionFilter(CampaignFilter):
    campaign_path = "evaluation__round__campaign"
    year = YearFilter("evaluation__round__year")
    status = django_filters.ChoiceFilter(choices=Objection.Status.choices, label="状态")

    class Meta:
        model = Objection
        fields = ["year", "status"]


class ObjectionList(ListPage):
    permission = "objection.view"
    model = Objection
    select = SELECT
    filterset_class = ObjectionFilter
    title = "异议"
    columns = (
        Column("村（社区）", "evaluation__village__order"),
        Column("年度", "evaluation__round__year"),
        Column("针对"),
        Column("提出日期", "made_on"),
        Column("状态", "status"),
    )
    empty = {
        "icon": "chat-left-text",
        "title": "没有异议",
        "hint": "公示期间，村（社区）可以在自己的考评结果页提出异议。",
    }

    def row_of(self, objection):
        return objection.get_absolute_url(), [
            str(objection.evaluation.village),
            f"{objection.evaluation.round.year}年　{objection.evaluation.round.campaign.called}",
            str(objection.indicator or "整个结果"),
            objection.made_on,
            Toned(objection.get_status_display(), objection.status_tone),
        ]


class ObjectionCreate(OfEvaluation, CreatePage):
    permission = "objection.make"
    form_class = ObjectionForm
    submit_label = "提出异议"
    success_message = "异议已提出，镇创建办公室会答复。"

    def get_title(self):
        return f"对{self.parent}提出异议"

    def get_crumbs(self):
        """Over the village's results: who objects does not see the rounds."""
        return [
            ("考评结果", reverse("campaigns:evaluations")),
            (str(self.parent), self.parent.get_absolute_url()),
        ]

    def prepare(self):
        self.reasons = list(against_objecting(self.parent))

    def get_context_data(self, **context):
        return super().get_context_data(**({"lead": "".join(self.reasons)} | context))

    def save(self, form):
        return make(form.instance, by=self.request.user, on=form.cleaned_data["on"])


class ObjectionDetail(DetailPage):
    permission = "objection.view"
    model = Objection
    select = SELECT
    workflow = OBJECTION
    act_url = "campaigns:objection_act"

    def get_fields(self):
        one = self.object
        fields = [
            ("村（社区）", one.evaluation.village),
            ("考评", one.evaluation.round),
            ("针对", one.indicator or "整个结果"),
            ("异议内容", one.text),
            ("提出人", one.made_by),
            ("提出日期", one.made_on),
        ]
        if one.answer:
            fields += [
                ("答复", one.answer),
                ("答复人", one.answered_by),
                ("答复日期", one.answered_on),
            ]
        return fields


class ObjectionAct(ActPage):
    permission = "objection.view"
    model = Objection
    select = SELECT
    workflow = OBJECTION
    forms = {"uphold": FindingAnswerForm, "reject": FindingAnswerForm}
