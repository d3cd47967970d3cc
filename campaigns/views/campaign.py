"""Pages of campaigns: list, new with its basis document, one campaign with its matrix."""

from datetime import date
from functools import partial

from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from campaigns.acts import authority as authority_acts
from campaigns.acts import campaign as campaign_acts
from campaigns.forms.campaign import (
    BasisDocumentForm,
    CampaignDecisionForm,
    CampaignForm,
    NewCampaignForm,
)
from campaigns.forms.campaign_ways import WaysForm
from campaigns.models import BasisDocument, Campaign, Decision, Receipt
from campaigns.queries import organising, progress
from campaigns.queries.open_matters import open_in
from campaigns.sheets import progress as progress_sheets
from campaigns.views.frame import OfCampaign, campaign_tabs, file_answer
from campaigns.workflows.campaign import CAMPAIGN
from township.access import needs
from township.crud import (
    ActPage,
    Column,
    CreatePage,
    DetailPage,
    FormPage,
    KeptPage,
    ListPage,
    RemovePage,
    Toned,
    UpdatePage,
    Within,
    exporting,
)
from township.dates import cn_date
from township.history.chain import record

# What a campaign consists of: permission, icon, label, page.
LINKS = (
    ("target.view", "bullseye", "创建目标", "targets"),
    ("assignment.view", "clipboard-check", "年度任务", "assignments"),
    ("standard.view", "list-check", "标准", "standards"),
    ("campaign.view", "journal-text", "活动方案", "plans"),
    ("target.view", "clipboard-data", "差距报告", "gaps"),
    ("year_report.view", "file-earmark-text", "年度总结", "year_reports"),
    ("campaign.view", "people", "领导小组", "leading"),
    ("campaign.edit", "sliders", "本活动的办法", "ways"),
)
STARTED = "活动已经启动，依据文件和年度不能再改。"


class CampaignList(ListPage):
    permission = "campaign.view"
    model = Campaign
    title = "创建活动"
    columns = (Column("活动", "name"), Column("起止年度", "first_year"), Column("状态", "status"))
    create_label = "新建活动"
    empty = {
        "icon": "flag",
        "title": "还没有创建活动",
        "hint": "先准备好上级的依据文件，再由创建办公室新建活动。",
    }

    def get(self, request, *args, **kwargs):
        """Who only reads goes straight to the one campaign there is."""
        rows = self.get_queryset()[:2]
        if len(rows) == 1 and not request.user.may("campaign.edit"):
            return HttpResponseRedirect(rows[0].get_absolute_url())
        return super().get(request, *args, **kwargs)

    def row_of(self, item):
        return item.get_absolute_url(), [
            item.name,
            item.period,
            Toned(item.get_status_display(), item.status_tone),
        ]

    def get_create_url(self):
        if self.request.user.may("campaign.edit"):
            return reverse("campaigns:campaign_create")
        return None


class CampaignCreate(CreatePage):
    permission = "campaign.edit"
    form_class = NewCampaignForm
    title = "新建创建活动"
    template = "campaigns/campaign/new.html"
    submit_label = "建立活动"
    success_message = "活动已建立，照启动前要办的事往下办。"
    intro = "镇里只能参加县级以上党委、政府部署的创建活动，不能自己命名，所以先登记依据文件。"

    def get_given(self):
        return {"township": self.request.user.township_for(self.permission)}

    def save(self, form):
        return campaign_acts.create(
            form.instance,
            form.document(),
            form.cleaned_data["ladder"],
            by=self.request.user,
        )

    def get_success_url(self):
        if authority_acts.open_organs(self.object).exists():
            return reverse("campaigns:organ_names", args=[self.object.pk])
        return super().get_success_url()


def levels_of(campaign):
    """Its levels, each with what it was called and asked before and its rewards by date."""
    levels = list(
        campaign.levels.select_related("named_by", "standard", "requires").prefetch_related(
            "reward_rules"
        )
    )
    names = {level.pk: level.name for level in levels}
    faults = organising.naming_faults(campaign, [level.named_by for level in levels])
    for level in levels:
        level.before = [_before(one, names) for one in reversed(level.former)]
        level.naming_fault = faults[level.named_by_id]
    return levels


def _before(one, names):
    until = cn_date(date.fromisoformat(one["until"]))
    asked = f"，须先取得{names[one['requires']]}" if one["requires"] in names else ""
    return f"到{until}：{one['name']}{asked}"


class CampaignDetail(KeptPage, DetailPage):
    permission = "campaign.view"
    model = Campaign
    select = ("township",)
    workflow = CAMPAIGN
    act_url = "campaigns:campaign_act"
    template = "campaigns/campaign/detail.html"

    def get(self, request, *args, **kwargs):
        """The page, or its matrix as a workbook."""
        if request.GET.get("format") != "xlsx" or not request.user.may("target.view"):
            return super().get(request, *args, **kwargs)
        campaign = self.get_object()
        title = f"{campaign.called}各村（社区）逐年进展"
        told = progress_sheets.parts(progress.matrix(campaign, request.user))
        return exporting.answer(title, told, [f"创建活动：{campaign.name}"], request.user)

    def get_edit_url(self):
        if self.may_edit:
            return reverse("campaigns:campaign_edit", args=[self.object.pk])
        return None

    @property
    def may_edit(self):
        return self.request.user.may("campaign.edit") and self.object.is_draft

    def get_context_data(self, **context):
        campaign, user = self.object, self.request.user
        may_target = user.may("target.view")
        rows = Campaign.objects.for_user(user, self.permission).current()
        return super().get_context_data(
            campaign_tabs=campaign_tabs(rows, campaign, Campaign.get_absolute_url),
            matrix=SimpleLazyObject(
                lambda: progress.matrix(campaign, user) if may_target else None
            ),
            decision=SimpleLazyObject(Decision.objects.filter(campaign=campaign).first),
            documents=campaign.documents.all(),
            levels=SimpleLazyObject(partial(levels_of, campaign)),
            order_faults=lambda: organising.order_faults(campaign) if campaign.is_draft else (),
            is_earlier=lambda: organising.is_earlier(campaign),
            may_change_levels=user.may("campaign.edit") and campaign.is_running,
            wordings=campaign.wordings.all(),
            unnamed=self.get_unnamed,
            steps=campaign_acts.steps(campaign) if self.may_edit else None,
            may_edit=self.may_edit,
            may_add_document=user.may("campaign.edit") and not campaign.is_closed,
            may_set_targets=user.may("target.edit") and not campaign.is_closed,
            pending=self._pending(user),
            links=list(self._links(user)),
            **context,
        )

    def get_unnamed(self):
        return authority_acts.open_organs(self.object).count() if self.may_edit else 0

    def _links(self, user):
        for permission, icon, label, name in LINKS:
            if user.may(permission):
                url = reverse(f"campaigns:{name}", args=[self.object.pk])
                yield {"url": url, "label": label, "icon": icon}

    def _pending(self, user):
        """Receipts of the user's own villages that still wait for a signature."""
        if not user.may("receipt.sign"):
            return ()
        return Receipt.objects.for_user(user, "receipt.sign").pending().with_subject()


class CampaignUpdate(UpdatePage):
    permission = "campaign.edit"
    model = Campaign
    form_class = CampaignForm

    def may_edit(self, row):
        if not row.is_draft:
            yield STARTED


class CampaignRemove(Within, RemovePage):
    permission = "campaign.edit"
    within = Campaign
    within_kwarg = "pk"
    within_select = ("township",)
    against = staticmethod(campaign_acts.against_removal)
    verb = staticmethod(campaign_acts.remove)
    intro = "连同已经准备的依据文件、级别、目标和标准草稿一起删除；档案类别和机关单位保留。"

    def get_back(self):
        return reverse("campaigns:campaigns")


class CampaignWays(OfCampaign, FormPage):
    """How this campaign is evaluated, posted and rewarded, where it differs from the others."""

    permission = "campaign.edit"
    switch = "ways"
    form_class = WaysForm
    title = "本活动的办法"
    intro = "和“本镇设置”相同的，以后跟着本镇设置变；不同的，只管本活动。已经建立的考评不受影响。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"campaign": self.parent}

    def carry_out(self, form):
        campaign_acts.settle_ways(self.parent, form.given, by=self.request.user)
        return self.parent.get_absolute_url()


class CampaignAct(ActPage):
    permission = "campaign.view"
    model = Campaign
    workflow = CAMPAIGN

    def get_consequences(self):
        told = super().get_consequences()
        if self.transition.name == "close":
            told += [f"还没有办完：{sentence}。" for sentence, _ in open_in(self.object)]
        return told


class DocumentCreate(OfCampaign, CreatePage):
    permission = "campaign.edit"
    form_class = BasisDocumentForm
    title = "登记依据文件"

    def save(self, form):
        campaign_acts.refuse_gaps(self.parent, form.instance)
        with transaction.atomic():
            document = form.save()
            authority_acts.register_issuers(document)
            record("campaign.edit", self.parent, self.request.user, f"登记依据文件：{document}")
        return document


class DocumentUpdate(UpdatePage):
    permission = "campaign.edit"
    model = BasisDocument
    select = ("campaign", "file")
    form_class = BasisDocumentForm
    title = "修改依据文件"

    def may_edit(self, row):
        if not row.campaign.is_draft:
            yield STARTED

    def save(self, form):
        document = super().save(form)
        authority_acts.register_issuers(document)
        return document


class DecisionPage(OfCampaign, CreatePage):
    """The township's resolution: written once, corrected until the campaign starts."""

    permission = "campaign.edit"
    form_class = CampaignDecisionForm
    title = "登记镇里的决定"

    def get_form_kwargs(self):
        found = Decision.objects.filter(campaign=self.parent).first()
        return super().get_form_kwargs() | ({"instance": found} if found else {})

    def save(self, form):
        campaign_acts.refuse_started(self.parent)
        decision = form.save()
        record("campaign.edit", self.parent, self.request.user, f"登记决定：{decision}")
        return decision


@needs("campaign.view")
@require_safe
def document_file(request, pk):
    """The scanned basis document, through the campaign's scope."""
    rows = BasisDocument.objects.for_user(request.user, "campaign.view").select_related("file")
    return file_answer(request, get_object_or_404(rows.exclude(file=None), pk=pk))
