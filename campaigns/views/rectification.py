"""整改: the office asks, the village proves, the office closes."""

import django_filters
from django.urls import reverse

from campaigns.forms.finding import (
    EvaluationRectificationForm,
    FindingOpinionForm,
    ProofForm,
    RectificationForm,
    RedraftForm,
)
from campaigns.models import Rectification
from campaigns.papers import round as round_papers
from campaigns.views.frame import CampaignFilter
from campaigns.views.within_evaluation import OfEvaluation
from campaigns.workflows.rectification import RECTIFICATION, demand
from township.crud import (
    ActPage,
    Column,
    CreatePage,
    DetailPage,
    ListPage,
    ReasonForm,
    SignOffForm,
    Toned,
)
from township.crud.trails import trail_of
from township.dates import cn_date
from township.papers import send
from township.papers.issued import printed

SELECT = ("village__township", "round", "indicator", "proof", "closed_by")


class RectificationFilter(CampaignFilter):
    campaign_path = "round__campaign"
    status = django_filters.ChoiceFilter(choices=Rectification.Status.choices, label="状态")

    class Meta:
        model = Rectification
        fields = ["status"]


class RectificationList(ListPage):
    permission = "rectification.view"
    model = Rectification
    select = SELECT
    filterset_class = RectificationFilter
    title = "整改"
    create_label = "下达整改"
    columns = (
        Column("村（社区）", "village__order"),
        Column("存在问题"),
        Column("期限", "due_on"),
        Column("状态", "status"),
    )
    empty = {"icon": "tools", "title": "没有整改事项", "hint": "考评和检查中发现的问题在这里跟踪。"}

    def get_create_url(self):
        if self.request.user.may("rectification.edit"):
            return reverse("campaigns:rectification_create")
        return None

    def row_of(self, row):
        state = "逾期未报" if row.is_overdue else row.get_status_display()
        values = [str(row.village), row.fact, row.due_on, Toned(state, row.status_tone)]
        return row.get_absolute_url(), values


class RectificationCreate(CreatePage):
    permission = "rectification.edit"
    form_class = RectificationForm
    title = "下达整改"
    submit_label = "下达"

    @property
    def success_message(self):
        if self.made.is_out:
            return "整改已下达，村（社区）能看到要求和期限。"
        return "整改通知书已送领导签发，签发后村（社区）才能看到。"

    def save(self, form):
        self.made = demand(form.instance, by=self.request.user, on=form.cleaned_data["on"])
        return self.made


class EvaluationRectificationCreate(OfEvaluation, RectificationCreate):
    form_class = EvaluationRectificationForm

    def get_title(self):
        return f"{self.parent.village}：下达整改"

    def get_given(self):
        return {"village": self.parent.village, "round": self.parent.round}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"evaluation": self.parent}


class RectificationDetail(DetailPage):
    permission = "rectification.view"
    model = Rectification
    select = SELECT
    workflow = RECTIFICATION
    act_url = "campaigns:rectification_act"
    template = "campaigns/rectification/detail.html"

    def get_title(self):
        return f"{self.object.village}整改"

    def get_fields(self):
        row = self.object
        return [
            ("村（社区）", row.village),
            ("发现途径", row.round or "日常检查"),
            ("涉及指标", row.indicator),
            ("存在问题", row.fact),
            ("整改要求", row.demand),
            ("下达日期", row.made_on),
            ("整改期限", row.due_on),
            ("整改情况", row.proof_note),
            ("报送日期", row.proved_on),
            ("核实意见", row.opinion),
            ("核实人", row.closed_by),
            ("办结日期", row.closed_on),
            *row.sign_off_rows,
        ]


class RectificationAct(ActPage):
    permission = "rectification.view"
    model = Rectification
    select = SELECT
    workflow = RECTIFICATION
    forms = {
        "demand": RedraftForm,
        "sign_demand": SignOffForm,
        "return_demand": ReasonForm,
        "prove": ProofForm,
        "close": FindingOpinionForm,
        "drop": ReasonForm,
        "return": ReasonForm,
        "withdraw": ReasonForm,
    }

    def get_consequences(self):
        row, told = self.object, super().get_consequences()
        if self.kwargs["act"] != "sign_demand":
            return told
        due = cn_date(row.due_on)
        return [f"要签发的是整改通知书，发给{row.village}，{due}以前整改到位。", *told]

    def get_drafted(self):
        if self.kwargs["act"] != "sign_demand":
            return []
        url = reverse("campaigns:rectification_paper", args=[self.object.pk])
        return [{"label": "整改通知书", "url": url}]


class RectificationPaper(DetailPage):
    """整改通知书."""

    permission = "rectification.view"
    model = Rectification
    select = SELECT

    def get(self, request, *args, **kwargs):
        row = self.get_object()
        paper = printed(
            "rectification",
            row,
            round_papers.rectification,
            row.village.township,
            is_out=row.is_out,
        )
        return send(request, paper, breadcrumbs=[*trail_of(row), ("通知书", None)])
