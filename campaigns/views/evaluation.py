"""A village's result: what its sheets add up to, which levels it reaches and why."""

import django_filters
from django.db.models import Exists, OuterRef, Prefetch, Q

from campaigns.forms.round import SpreadNoteForm
from campaigns.models import Evaluation, PriorResult, Sheet, SiteVisit, VetoFinding
from campaigns.papers import evaluation as evaluation_papers
from campaigns.views.frame import CampaignFilter, villages_of
from campaigns.workflows.evaluation import EVALUATION
from campaigns.workflows.objection import against_objecting
from township.access import Reach, is_within_reach
from township.access.interest import against_deciding
from township.crud import ActPage, Column, DetailPage, KeptPage, ListPage, Toned, UpdatePage
from township.crud.filters import YearFilter
from township.crud.trails import trail_of
from township.papers import compose, send

SELECT = (
    "round__campaign",
    "village__township",
    "standard_version__standard",
    "level",
)


class EvaluationFilter(CampaignFilter):
    campaign_path = "round__campaign"
    village = django_filters.ModelChoiceFilter(
        queryset=villages_of("evaluation.view"), label="村（社区）"
    )
    year = YearFilter("round__year")

    class Meta:
        model = Evaluation
        fields = ["village", "year"]


class EvaluationList(KeptPage, ListPage):
    """A cadre's own results over the years; the office's, all of them."""

    permission = "evaluation.view"
    model = Evaluation
    select = SELECT
    title = "考评结果"
    filterset_class = EvaluationFilter
    columns = (
        Column("村（社区）", "village__order"),
        Column("年度", "round__year"),
        Column("目标级别"),
        Column("总分", "points"),
        Column("达标"),
        Column("状态", "status"),
    )
    empty = {
        "icon": "clipboard-data",
        "title": "还没有考评结果",
        "hint": "结果公示后显示在这里。",
    }

    def get_queryset(self):
        rows = super().get_queryset().current().without_grounds()
        return rows.order_by("-round__year", "village__order", "id")

    template = "campaigns/evaluation/list.html"

    def get_context_data(self, **context):
        before = PriorResult.objects.for_user(self.request.user, self.permission)
        return super().get_context_data(
            entered=before.count(),
            may_enter_past=self.request.user.may("evaluation.enter_past"),
            **context,
        )

    def row_of(self, evaluation):
        return evaluation.get_absolute_url(), [
            str(evaluation.village),
            f"{evaluation.round.year}年　{evaluation.round.campaign.called}",
            evaluation.level_name or "没有下达目标",
            evaluation.points,
            "、".join(evaluation.reached) or ("未达标" if evaluation.points else "—"),
            Toned(evaluation.get_status_display(), evaluation.status_tone),
        ]


class EvaluationDetail(DetailPage):
    permission = "evaluation.view"
    model = Evaluation
    select = SELECT
    workflow = EVALUATION
    act_url = "campaigns:evaluation_act"
    template = "campaigns/evaluation/detail.html"

    def get_queryset(self):
        """With its sheets, each saying whether this person may see it."""
        user, rows = self.request.user, super().get_queryset()
        if not user.may("sheet.view"):
            return rows
        seen = Sheet.objects.for_user(user, "sheet.view").filter(pk=OuterRef("pk"))
        sheets = Sheet.objects.select_related("scorer", "taken_from__scorer").annotate(
            is_shown=Exists(seen)
        )
        return rows.prefetch_related(Prefetch("sheets", sheets))

    def get_fields(self):
        one = self.object
        return [
            ("总分", None if one.points is None else f"{one.points}分"),
            ("自评分", one.result.get("self_total")),
            ("目标级别", one.level_name or "没有下达目标"),
            ("适用标准", one.standard_version),
            ("汇总办法", one.result.get("method")),
            ("公示", one.round.announced_span),
        ]

    def get_context_data(self, **context):
        one, user = self.object, self.request.user
        sees_sheets = self.sees_sheets(one)
        sheets = one.sheets.all() if sees_sheets else ()
        return super().get_context_data(
            evaluation=one,
            sections=sections_of(one),
            gains=one.result.get("gains", [])[:3],
            sheets=[sheet for sheet in sheets if sheet.is_shown],
            sees_sheets=sees_sheets,
            findings=self._findings(),
            may_note=one.status == Evaluation.Status.SETTLED and self.may("evaluation.edit"),
            may_object=self.may("objection.make") and not list(against_objecting(one)),
            objections=one.objections.select_related("indicator"),
            may_rectify=self.may("rectification.edit"),
            may_visit=self.may("site_visit.edit") and not one.round.is_final,
            visits=SiteVisit.objects.for_user(user, "site_visit.view").filter(evaluation=one),
            **context,
        )

    def _findings(self):
        """A village is told what has been confirmed, not what is still being looked into."""
        seen = VetoFinding.objects.condition_for(self.request.user, "veto.view")
        confirmed = Q(status=VetoFinding.Status.CONFIRMED)
        return self.object.findings.filter(confirmed | seen).select_related("veto")

    def may(self, permission):
        """Does this person hold the permission on this result?"""
        return is_within_reach(self.object, self.request.user, permission, self.permission)

    def sees_sheets(self, evaluation):
        """Are all evaluators' points this person's to read: not for an evaluator's own sheet."""
        township = evaluation.village.township
        return bool(self.request.user.reaches_in("sheet.view", township) - {Reach.OWN})


def sections_of(evaluation):
    """[{category, lines}] of a settled result."""
    lines = {}
    for line in evaluation.result.get("lines", ()):
        lines.setdefault(line["category"], []).append(line)
    return [
        {"category": one, "lines": lines.get(one["code"], [])}
        for one in evaluation.result.get("categories", ())
    ]


class EvaluationAct(ActPage):
    permission = "evaluation.view"
    model = Evaluation
    select = SELECT
    workflow = EVALUATION

    def get_queryset(self):
        """With the sheets and their scorers, whom the refusals name."""
        return super().get_queryset().prefetch_related("sheets__scorer")


class SpreadNote(UpdatePage):
    permission = "evaluation.edit"
    model = Evaluation
    select = SELECT
    form_class = SpreadNoteForm

    def get_title(self):
        return f"{self.object}：分差复核意见"

    def may_edit(self, evaluation):
        yield from against_deciding(evaluation.village, self.request.user)
        if evaluation.status != Evaluation.Status.SETTLED:
            yield "汇总以后、定稿以前才能写复核意见。"


class EvaluationPaper(DetailPage):
    """考评表 on paper."""

    permission = "evaluation.view"
    model = Evaluation
    select = SELECT

    def get(self, request, *args, **kwargs):
        one = self.get_object()
        paper = compose(
            "evaluation_sheet",
            evaluation_papers.sheet_to_sign(one),
            township=one.village.township,
        )
        return send(request, paper, breadcrumbs=[*trail_of(one), ("考评表", None)])
