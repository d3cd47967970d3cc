"""Pages of applications: who may apply, one application, its acts."""

import django_filters
from django.db.models import Max
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from campaigns.acts import notice as notice_acts
from campaigns.acts.submission import FIGURE_NAMES
from campaigns.forms.application import (
    ApplicationDecisionForm,
    ApplicationForm,
    ApproveForm,
    CheckDayForm,
    EnteredDecisionForm,
    SubmitDayForm,
)
from campaigns.models import AcceptanceCheck, Application, Campaign, Evaluation
from campaigns.queries import notice as notice_queries
from campaigns.queries.application import proposals, reasons_against
from campaigns.views.acceptance import may_decide
from campaigns.views.frame import (
    AcrossTownships,
    CampaignFilter,
    OfCampaign,
    TownshipFilter,
    is_district,
)
from campaigns.workflows.application import APPLICATION, may_change
from township import asked
from township.access import is_within_reach
from township.corrections import Correction
from township.crud import (
    ActPage,
    Column,
    CreatePage,
    DetailPage,
    ListPage,
    Page,
    ReasonForm,
    Toned,
    UpdatePage,
)
from township.crud.filters import YearFilter
from township.crud.trails import above, trail_of
from township.history.chain import record
from township.remarks import Remarked


class ApplicationFilter(CampaignFilter):
    status = django_filters.ChoiceFilter(
        choices=Application.Status.choices, label="状态", empty_label="全部状态"
    )
    year = YearFilter("evaluation__round__year")


class DistrictFilter(TownshipFilter, ApplicationFilter):
    pass


class ApplicationList(AcrossTownships, ListPage):
    permission = "application.view"
    model = Application
    select = ("village__township", "level", "evaluation__round")
    title = "申报"
    own_filter, district_filter = ApplicationFilter, DistrictFilter
    columns = (
        Column("村（居）", "village__order"),
        Column("申报级别", "level__rank"),
        Column("年度", "evaluation__round__year"),
        Column("考评得分", "evaluation__points", is_number=True),
        Column("状态", "status"),
    )
    create_label = "看哪些村（社区）可以申报"
    empty = {
        "icon": "send",
        "title": "还没有申报",
        "hint": "考评定稿、公示期满后，达到标准的可以申报。",
    }

    def row_of(self, item):
        return item.get_absolute_url(), [
            item.village.name,
            *self.for_district(str(item.village.township)),
            item.level_name,
            str(item.evaluation.round.year),
            item.evaluation.points,
            Toned(item.get_status_display(), item.status_tone),
        ]

    def get_create_url(self):
        if not self.request.user.may("application.edit"):
            return None
        rows = Campaign.objects.for_user(self.request.user, "campaign.view")
        campaign = rows.current().first()
        return campaign and reverse("campaigns:proposals", args=[campaign.pk])


class Proposals(OfCampaign, Page):
    """Which village may be applied for at which level, and why others may not."""

    switch = "proposals"
    permission = "application.edit"
    title = "哪些村（社区）可以申报"
    template = "campaigns/application/proposals.html"

    def get_crumbs(self):
        """Below its campaign and on the way to an application."""
        return [*super().get_crumbs(), *above(Application())]

    def get_context_data(self, **context):
        rounds = self.parent.rounds.order_by("-year")
        years = list(rounds.values_list("year", flat=True))
        wanted = asked.year(self.request.GET.get("year"))
        year = wanted if wanted in years else self.newest_judged(years)
        villages = Evaluation.objects.for_user(self.request.user, self.permission)
        reachable = set(villages.values_list("village_id", flat=True))
        rows = proposals(self.parent, year) if year else []
        rows = [row for row in rows if row.village.pk in reachable]
        return super().get_context_data(years=years, year=year, rows=worth_showing(rows), **context)

    def newest_judged(self, years):
        """The newest year that has results; without any the newest at all, None of none."""
        told = Evaluation.objects.filter(
            round__campaign=self.parent, points__isnull=False
        ).current()
        newest = told.aggregate(newest=Max("round__year"))["newest"]
        return newest or next(iter(years), None)


def worth_showing(rows):
    """Without levels that nobody aims at and whose rung below the village has not reached yet."""
    held = {(row.village.pk, row.level.pk) for row in rows if row.is_held}
    return [
        row
        for row in rows
        if row.target
        or row.is_held
        or row.eligibility.is_eligible
        or row.level.requires_id is None
        or (row.village.pk, row.level.requires_id) in held
    ]


class ApplicationCreate(OfCampaign, CreatePage):
    permission = "application.edit"
    form_class = ApplicationForm
    template = "campaigns/application/form.html"
    submit_label = "保存申报"

    def get_title(self):
        return f"{self.proposal.village}申报{self.proposal.level.name_for(self.proposal.village)}"

    def get_crumbs(self):
        """Back to the proposals, from where it was chosen."""
        url = reverse("campaigns:proposals", args=[self.parent.pk])
        return [*trail_of(self.parent), ("哪些村（社区）可以申报", url)]

    def prepare(self):
        evaluations = Evaluation.objects.for_user(self.request.user, self.permission)
        evaluation = get_object_or_404(
            evaluations.filter(round__campaign=self.parent).select_related("village", "round"),
            pk=self.kwargs["evaluation"],
        )
        rows = proposals(self.parent, evaluation.round.year, village=evaluation.village)
        for row in rows:
            if row.level.pk == self.kwargs["level"] and row.eligibility.is_eligible:
                self.proposal = row
                return
        raise Http404

    def get_given(self):
        return {
            "campaign": self.parent,
            "village": self.proposal.village,
            "level": self.proposal.level,
            "evaluation": self.proposal.evaluation,
            "created_by": self.request.user,
        }

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Application(**self.get_given())}

    def save(self, form):
        row = form.save()
        record("application.create", row, self.request.user, f"填写申报：{row}")
        return row


class ApplicationDetail(Remarked, DetailPage):
    """The district reads the frozen submission; everybody else the row as it is."""

    permission = "application.view"
    model = Application
    select = ("village__township", "level__named_by", "evaluation__round", "campaign")
    workflow = APPLICATION
    act_url = "campaigns:application_act"
    template = "campaigns/application/detail.html"

    def get_fields(self):
        if is_district(self.request.user, self.object.village.township):
            return []
        row = self.object
        return [
            ("村（居）", row.village),
            ("申报级别", row.level_name),
            ("命名机关", row.level.named_by),
            ("考评年度", str(row.evaluation.round.year)),
            ("考评得分", row.evaluation.points),
            ("村（居）意见", row.village_opinion),
            ("镇意见", row.office_opinion),
            ("文种", row.genre.label),
            ("文号", row.document_number),
            ("主送机关", row.sent_to),
        ]

    def get_edit_url(self):
        row, user = self.object, self.request.user
        if is_within_reach(row, user, "application.edit") and may_change(row, user):
            return reverse("campaigns:application_edit", args=[self.object.pk])
        return None

    def get_context_data(self, **context):
        row, user = self.object, self.request.user
        submission = row.submissions.first()
        acceptances = row.acceptances.select_related("entered_by", "submission").order_by("id")
        context = super().get_context_data(
            submission=submission,
            figures=figures_in(submission),
            earlier=list(row.submissions.all()[1:]),
            acceptances=acceptances,
            checks=checks_of(submission, user) if submission else [],
            may_check=row.is_at_district and may_decide(user, row),
            honour=row.honours.standing().first(),
            is_district=is_district(user, row.village.township),
            may_correct=user.may("acceptance.correct"),
            may_award=row.is_accepted and user.may("honour.edit"),
            **context,
        )
        if is_district(user, row.village.township):
            context["history"] = []
        else:
            context |= self._inside()
        return context

    def _inside(self):
        """What the township sees besides: steps, announcement, what still stands in the way."""
        row, today = self.object, timezone.localdate()
        notice = row.notices.first()
        may_post = row.status in notice_acts.POSTABLE and self.request.user.may("application.check")
        on_the_way = row.status in notice_acts.POSTABLE
        acceptances = row.acceptances.all()
        return {
            "of_several": True,
            "corrections": list(Correction.objects.about(*acceptances)),
            "steps": row.steps.select_related("by"),
            "hindrances": reasons_against(row) if row.is_editable else [],
            "notice": notice,
            "objections": notice.objections.all() if notice else [],
            "notice_reasons": list(notice_queries.reasons_against(row, today))
            if on_the_way
            else [],
            "may_post": may_post,
            "may_read_objections": bool(
                self.request.user.reaches_in("notice_objection.view", row.village.township)
            ),
        }


def figures_in(submission):
    """[(name, value)] of the figures that were sent."""
    sent = submission.snapshot["figures"] if submission else {}
    return [(name, sent[key]) for key, name in FIGURE_NAMES.items() if key in sent]


def checks_of(submission, user):
    rows = AcceptanceCheck.objects.for_user(user, "application.view")
    return rows.filter(submission=submission)


class ApplicationUpdate(UpdatePage):
    permission = "application.edit"
    model = Application
    select = ("village__township", "level", "evaluation__round")
    form_class = ApplicationForm
    template = "campaigns/application/form.html"

    def may_edit(self, row):
        if not may_change(row, self.request.user):
            yield f"申报现在是“{row.get_status_display()}”，不能修改。"


class ApplicationAct(ActPage):
    permission = "application.view"
    model = Application
    select = ("village__township", "level", "evaluation__round")
    workflow = APPLICATION
    forms = {
        "return_by_office": ReasonForm,
        "return_by_leader": ReasonForm,
        "submit": SubmitDayForm,
        "check": CheckDayForm,
        "approve": ApproveForm,
        "accept": ApplicationDecisionForm,
        "return_by_district": ApplicationDecisionForm,
        "refuse": ApplicationDecisionForm,
        "enter_accept": EnteredDecisionForm,
        "enter_return_by_district": EnteredDecisionForm,
        "enter_refuse": EnteredDecisionForm,
        "withdraw": ReasonForm,
    }
