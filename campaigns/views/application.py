"""Pages of applications: who may apply, one application, its acts."""

import django_filters
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy

from campaigns.applying import proposals, reasons_against
from campaigns.forms.application import (
    ApplicationForm,
    ApproveForm,
    DecisionForm,
    EnteredDecisionForm,
)
from campaigns.models import Application, Campaign, Evaluation
from campaigns.views.framing import OfCampaign
from campaigns.workflows.application import APPLICATION
from township.access import Role
from township.crud import (
    ActPage,
    Column,
    CreatePage,
    DetailPage,
    ListPage,
    Page,
    ReasonForm,
    UpdatePage,
)
from township.history.chain import record

CRUMB = ("申报", reverse_lazy("campaigns:applications"))


class ApplicationFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(choices=Application.Status.choices, label="状态")

    class Meta:
        model = Application
        fields = ["status"]


class ApplicationList(ListPage):
    permission = "application.view"
    model = Application
    select = ("village", "level", "evaluation__round")
    title = "申报"
    filterset_class = ApplicationFilter
    columns = (
        Column("村（居）", "village__order"),
        Column("申报级别", "level__rank"),
        Column("年度", "evaluation__round__year"),
        Column("考评得分", "evaluation__points"),
        Column("状态", "status"),
    )
    create_label = "看哪些村可以申报"
    empty = {
        "icon": "send",
        "title": "还没有申报",
        "hint": "考评定稿、公示期满后，达到标准的村可以申报。",
    }

    def row_of(self, item):
        return {
            "url": item.get_absolute_url(),
            "cells": [
                {"label": "村（居）", "value": item.village.name},
                {"label": "申报级别", "value": item.level_name},
                {"label": "年度", "value": str(item.evaluation.round.year)},
                {"label": "考评得分", "value": item.evaluation.points, "is_number": True},
                {"label": "状态", "value": item.get_status_display(), "tone": item.status_tone},
            ],
        }

    def get_create_url(self):
        if not self.request.user.may("application.edit"):
            return None
        rows = Campaign.objects.for_user(self.request.user, "campaign.view")
        campaign = rows.current().first()
        return campaign and reverse("campaigns:proposals", args=[campaign.pk])


class Proposals(OfCampaign, Page):
    """Which village may be applied for at which level, and why others may not."""

    permission = "application.edit"
    title = "哪些村可以申报"
    template = "campaigns/application/proposals.html"

    def get_crumbs(self):
        return [*super().get_crumbs(), CRUMB]

    def get_context_data(self, **context):
        rounds = self.parent.rounds.order_by("-year")
        years = list(rounds.values_list("year", flat=True))
        wanted = self.request.GET.get("year", "")
        year = int(wanted) if wanted.isdigit() and int(wanted) in years else None
        year = year or (years[0] if years else None)
        villages = Evaluation.objects.for_user(self.request.user, self.permission)
        reachable = set(villages.values_list("village_id", flat=True))
        rows = proposals(self.parent, year) if year else []
        return super().get_context_data(
            years=years,
            year=year,
            rows=[row for row in rows if row.village.pk in reachable],
            **context,
        )


class ApplicationCreate(OfCampaign, CreatePage):
    permission = "application.edit"
    form_class = ApplicationForm
    template = "campaigns/application/form.html"
    submit_label = "保存申报"

    def get_title(self):
        return f"{self.proposal.village}申报{self.proposal.level.name_for(self.proposal.village)}"

    def get_crumbs(self):
        url = reverse("campaigns:proposals", args=[self.parent.pk])
        return [*super().get_crumbs(), ("哪些村可以申报", url)]

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


class ApplicationDetail(DetailPage):
    """The district reads the frozen submission; everybody else the row as it is."""

    permission = "application.view"
    model = Application
    select = ("village__township", "level__named_by", "evaluation__round", "campaign")
    workflow = APPLICATION
    act_url = "campaigns:application_act"
    template = "campaigns/application/detail.html"
    crumbs = (CRUMB,)

    def is_district(self):
        return self.request.user.roles == {Role.DISTRICT}

    def get_fields(self):
        if self.is_district():
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
            ("文种", row.get_document_kind_display()),
            ("文号", row.document_number),
        ]

    def get_edit_url(self):
        rows = Application.objects.for_user(self.request.user, "application.edit")
        may = self.request.user.may("application.edit") and (
            self.object.is_editable
            or (self.object.status == "office" and Role.OFFICE in self.request.user.roles)
        )
        if may and rows.filter(pk=self.object.pk).exists():
            return reverse("campaigns:application_edit", args=[self.object.pk])
        return None

    def get_context_data(self, **context):
        row = self.object
        submission = row.submissions.first()
        context = super().get_context_data(
            submission=submission,
            acceptances=row.acceptances.select_related("entered_by"),
            honour=getattr(row, "honour", None),
            is_district=self.is_district(),
            may_award=row.status == "accepted" and self.request.user.may("honour.edit"),
            **context,
        )
        if self.is_district():
            context["history"] = []
        else:
            context["steps"] = row.steps.select_related("by")
            if row.is_editable:
                context["hindrances"] = reasons_against(row)
        return context


class ApplicationUpdate(UpdatePage):
    permission = "application.edit"
    model = Application
    select = ("village__township", "level", "evaluation__round")
    form_class = ApplicationForm
    template = "campaigns/application/form.html"

    def may_edit(self, row):
        by_office = row.status == "office" and Role.OFFICE in self.request.user.roles
        if not row.is_editable and not by_office:
            yield f"申报现在是“{row.get_status_display()}”，不能修改。"

    def get_crumbs(self):
        return [CRUMB, (str(self.object), self.object.get_absolute_url())]


class ApplicationAct(ActPage):
    permission = "application.view"
    model = Application
    select = ("village__township", "level", "evaluation__round")
    workflow = APPLICATION
    forms = {
        "return_by_office": ReasonForm,
        "return_by_leader": ReasonForm,
        "approve": ApproveForm,
        "accept": DecisionForm,
        "return_by_district": DecisionForm,
        "refuse": DecisionForm,
        "enter_accept": EnteredDecisionForm,
        "enter_return_by_district": EnteredDecisionForm,
        "enter_refuse": EnteredDecisionForm,
        "withdraw": ReasonForm,
    }

    def get_crumbs(self):
        return [CRUMB, (str(self.object), self.object.get_absolute_url())]
