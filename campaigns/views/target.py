"""Pages of targets: list of a campaign, a new one, one of them, a village's own."""

import django_filters
from django.urls import reverse

from campaigns.acts import target as target_acts
from campaigns.acts.honour import ladder
from campaigns.forms.target import TargetForm
from campaigns.models import Campaign, Receipt, Target
from campaigns.queries import progress
from campaigns.queries.prior_result import newest_result
from campaigns.views.frame import OfCampaign
from township.crud import (
    Column,
    CreatePage,
    DetailPage,
    KeptPage,
    ListPage,
    Page,
    Within,
)
from township.crud.filters import YearFilter
from villages.models import Village


class TargetFilter(django_filters.FilterSet):
    village = django_filters.CharFilter(
        field_name="village__name", lookup_expr="icontains", label="村（社区）"
    )
    due_year = YearFilter(label="完成年度")
    commitment = django_filters.ChoiceFilter(choices=Target.Commitment.choices, label="要求")

    class Meta:
        model = Target
        fields = ["village", "due_year", "commitment"]


class TargetList(KeptPage, OfCampaign, ListPage):
    """Targets of a campaign with their computed state."""

    switch = "targets"
    permission = "target.view"
    model = Target
    template = "campaigns/target/list.html"
    title = "创建目标"
    create_label = "设定目标"
    filterset_class = TargetFilter
    columns = (
        Column("村（社区）", "village__order"),
        Column("级别", "level__rank"),
        Column("完成年度", "due_year"),
        Column("要求", "commitment"),
        Column("进展"),
    )
    empty = {
        "icon": "bullseye",
        "title": "还没有目标",
        "hint": "镇创建办公室给村定下要达到的级别和年度；没有目标的村也参加创建和考评。",
    }

    def get_create_url(self):
        if self.may_edit:
            return reverse("campaigns:target_create", args=[self.parent.pk])
        return None

    @property
    def may_edit(self):
        return self.request.user.may("target.edit") and not self.parent.is_closed

    def standings_of(self, targets):
        """The standings of targets, in their order."""
        order = {target.pk: place for place, target in enumerate(targets)}
        standings = progress.standings(self.parent, Target.objects.filter(pk__in=order))
        return sorted(standings, key=lambda one: order[one.target.pk])

    def exported_rows(self, items):
        for standing in self.standings_of(items):
            target = standing.target
            yield [
                target.village,
                target.level_name,
                target.due_year,
                target.get_commitment_display(),
                "已撤销" if target.withdrawn_on else standing.label,
            ]

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        standings = self.standings_of(context["object_list"])
        is_rollable = self.may_edit and self.parent.is_running
        return context | {"standings": standings, "may_roll": is_rollable}


class TargetCreate(OfCampaign, CreatePage):
    switch = "target_create"
    permission = "target.edit"
    form_class = TargetForm
    title = "设定目标"
    submit_label = "保存目标"
    success_message = "目标已设定。"

    def get_form_kwargs(self):
        village = self.request.GET.get("village")
        initial = {"village": village} if village else {}
        return super().get_form_kwargs() | {"initial": initial}

    def save(self, form):
        return target_acts.set_target(form.instance, by=self.request.user)

    def get_success_url(self):
        return reverse("campaigns:targets", args=[self.parent.pk])


class TargetPanel(Within, Page):
    """What the village page shows of its targets; a whole page without script."""

    permission = "target.view"
    within = Village
    template = "campaigns/target/panel_page.html"
    piece = "campaigns/target/_panel.html"

    def get_title(self):
        return f"{self.parent}的创建目标"

    def get_context_data(self, **context):
        user = self.request.user
        campaigns = Campaign.objects.filter(township=self.parent.township_id).asking()
        receipts = Receipt.objects.for_user(user, "receipt.view").filter(village=self.parent)
        return super().get_context_data(
            campaigns=[self.told_of(campaign) for campaign in campaigns],
            pending=receipts.pending().count(),
            may_see_evaluation=user.may("evaluation.view"),
            **context,
        )

    def told_of(self, campaign):
        """Ladder, targets and what may be done, of one campaign."""
        steps, evaluation = ladder(campaign, self.parent)
        targets = campaign.targets.in_force().filter(village=self.parent)
        return {
            "campaign": campaign,
            "ladder": steps,
            "evaluation": evaluation,
            "prior_result": newest_result(campaign, self.parent, evaluation),
            "standings": progress.standings(campaign, targets),
            "may_set": self.request.user.may("target.edit") and not campaign.is_closed,
        }


class TargetDetail(DetailPage):
    permission = "target.view"
    model = Target
    select = ("campaign", "village", "level__named_by", "level__standard")
    template = "campaigns/target/detail.html"

    def get_fields(self):
        target = self.object
        return [
            ("村（社区）", target.village),
            ("级别", target.level_name),
            ("完成年度", f"{target.due_year}年"),
            ("要求", target.get_commitment_display()),
            ("命名机关", target.level.named_by),
            ("适用标准", target.level.standard),
            ("确定理由", target.rationale),
        ]

    def get_context_data(self, **context):
        target = self.object
        rows = Target.objects.filter(pk=target.pk)
        may_edit = self.request.user.may("target.edit") and not target.campaign.is_closed
        return super().get_context_data(
            standing=progress.standings(target.campaign, rows)[0],
            changes=target.changes.select_related("by"),
            may_edit=may_edit,
            **context,
        )
