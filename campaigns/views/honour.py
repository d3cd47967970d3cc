"""Pages of honours: the ladder villages have climbed, and what an acceptance led to."""

import datetime

import django_filters
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from campaigns.acts.honour import (
    NOTHING_LEFT_OUT,
    award,
    draw_up_reward,
    rule_left_out,
)
from campaigns.forms.honour import AwardForm, HonourNoticeForm, ReviewForm, TakeAwayForm
from campaigns.models import Application, Campaign, Honour, Review
from campaigns.papers import honour as honour_papers
from campaigns.views.frame import AcrossTownships, CampaignFilter, TownshipFilter, file_answer
from campaigns.workflows.correction import HONOUR_CORRECTION, REVIEW_CORRECTION
from campaigns.workflows.honour import HONOUR
from township.access import needs
from township.corrections import Corrected, CorrectPage
from township.crud import (
    ActPage,
    Column,
    DetailPage,
    FormPage,
    KeptPage,
    ListPage,
    ReasonForm,
    Toned,
    UserForm,
    Within,
)
from township.crud.filters import YearFilter
from township.crud.trails import above
from township.dates import cn_date
from township.papers import compose, send
from township.workflow import Refused

SOON = datetime.timedelta(days=90)


class HonourFilter(CampaignFilter):
    campaign_path = "level__campaign"
    status = django_filters.ChoiceFilter(
        choices=Honour.Status.choices, label="状态", empty_label="全部状态"
    )
    year = YearFilter("awarded_on", "year", label="命名年份")

    class Meta:
        model = Honour
        fields = ["status"]


class DistrictHonourFilter(TownshipFilter, HonourFilter):
    pass


class HonourList(AcrossTownships, KeptPage, ListPage):
    permission = "honour.view"
    model = Honour
    select = ("village__township", "level")
    title = "荣誉"
    template = "campaigns/honour/list.html"
    own_filter, district_filter = HonourFilter, DistrictHonourFilter
    columns = (
        Column("村（居）", "village__order"),
        Column("级别", "level__rank"),
        Column("命名机关", "issuer_name"),
        Column("牌匾编号", "plaque_number"),
        Column("命名日期", "awarded_on"),
        Column("复审日期", "review_on"),
        Column("状态", "status"),
    )
    empty = {
        "icon": "award",
        "title": "还没有荣誉",
        "hint": "申报验收合格、收到命名文件后，在申报页登记荣誉；用系统以前得的，在这里补录。",
    }
    create_label = "补录既有荣誉"

    def get_create_url(self):
        may_enter = self.request.user.may("honour.enter_past")
        return reverse("campaigns:prior_honour_create") if may_enter else None

    def row_of(self, item):
        later = "（补录）" if item.is_entered_later else ""
        return item.get_absolute_url(), [
            item.village.name,
            *self.for_district(str(item.village.township)),
            f"{item.level_name}{later}",
            item.issuer_name,
            item.plaque_number,
            item.awarded_on,
            item.review_on,
            Toned(item.get_status_display(), item.status_tone),
        ]

    def get_context_data(self, **context):
        rows = self.get_queryset()
        found = rows.earned_here().values_list("level__campaign", "year").order_by()
        may_print = self.request.user.may("honour.edit")
        papers = [
            {"year": year, "url": reverse("campaigns:commendation_paper", args=[campaign, year])}
            for campaign, year in sorted(set(found), key=lambda one: -one[1])
        ]
        due = rows.due_for_review(timezone.localdate() + SOON)
        return super().get_context_data(
            papers=papers if may_print else [], due=due.count(), **context
        )


class ReviewDueList(HonourList):
    """Whose term ends within three months, or has ended: the naming authority reviews them."""

    title = "到期复审"
    filterset_class = None
    template = "crud/list.html"
    beside = Honour
    empty = {
        "icon": "award",
        "title": "近三个月没有到期复审的荣誉",
        "hint": "命名满规定年限以后，由命名机关复审：保留、撤销或者摘牌。",
    }

    def get_queryset(self):
        rows = super().get_queryset()
        return rows.due_for_review(timezone.localdate() + SOON).order_by("review_on", "pk")


class HonourDetail(Corrected, DetailPage):
    permission = "honour.view"
    correctable = HONOUR_CORRECTION
    model = Honour
    select = ("village__township", "level", "application")
    workflow = HONOUR
    act_url = "campaigns:honour_act"
    template = "campaigns/honour/detail.html"

    def get_fields(self):
        row = self.object
        return [
            ("村（居）", row.village),
            ("级别", row.level_name),
            ("命名机关", row.issuer_name),
            ("命名文件", row.document_title),
            ("命名文号", row.document_number),
            ("牌匾编号", row.plaque_number),
            ("命名日期", row.awarded_on),
            ("创建年度", f"{row.year}年"),
            ("复审日期", row.review_on),
            *([("补录", row.entered_told)] if row.is_entered_later else []),
        ]

    def get_transitions(self):
        """What came of an application was not entered later."""
        found = super().get_transitions()
        is_past = self.object.is_entered_later
        return [one for one in found if is_past or one["name"] != "void_past"]

    def get_corrected(self):
        return [self.object, *self.object.reviews.all()]

    def get_context_data(self, **context):
        may_see_reward = self.request.user.may("reward.view")
        return super().get_context_data(
            reviews=self.object.reviews.all(),
            may_correct=self.request.user.may("honour.correct"),
            of_several=True,
            reward=getattr(self.object, "reward", None) if may_see_reward else None,
            may_see_reward=may_see_reward,
            left_out=rule_left_out(self.object) if may_see_reward else None,
            may_draw_up=self.request.user.may("reward.edit"),
            **context,
        )


class HonourCorrect(CorrectPage):
    correctable = HONOUR_CORRECTION


class ReviewCorrect(CorrectPage):
    correctable = REVIEW_CORRECTION


class HonourCreate(Within, FormPage):
    """Register what the naming document says of an accepted application."""

    makes_new = True
    permission = "honour.edit"
    within = Application
    within_select = ("village", "level")
    form_class = AwardForm
    title = "登记荣誉"
    success_message = "荣誉已登记。"

    @property
    def intro(self):
        told = "照命名文件填写。登记后要改，只能由领导核准更正；"
        if self.parent.level.reward_rules.exists():
            return f"{told}奖励按奖励标准自动列为应发。"
        return f"{told}{self.parent.level}还没有奖励标准，不列奖励；要发的，先在“奖励”里新增。"

    def carry_out(self, form):
        given = {k: v for k, v in form.cleaned_data.items() if k != "form_key"}
        return award(self.parent, by=self.request.user, **given).get_absolute_url()


class HonourReward(Within, FormPage):
    """The reward of an honour that was registered before its rule."""

    permission = "reward.edit"
    within = Honour
    within_kwarg = "pk"
    within_select = ("village__township", "level__campaign")
    form_class = UserForm
    title = "列入应发奖励"
    submit_label = "确定列入"
    success_message = "奖励已列入，等领导审批。"

    @property
    def intro(self):
        rule = rule_left_out(self.parent)
        if rule is None:
            raise Refused(NOTHING_LEFT_OUT)
        day = cn_date(self.parent.awarded_on)
        return (
            f"{self.parent}{day}命名，登记时还没有奖励标准。按现在登记的标准，那一天的奖励是"
            f"{rule.amount:.2f}元。列入后由领导审批，同意了再发。"
        )

    def carry_out(self, form):
        return draw_up_reward(self.parent, by=self.request.user).get_absolute_url()


class HonourAct(ActPage):
    permission = "honour.view"
    model = Honour
    select = ("village__township", "level")
    workflow = HONOUR
    forms = {
        "keep": ReviewForm,
        "revoke": TakeAwayForm,
        "remove": TakeAwayForm,
        "void_past": ReasonForm,
    }


@needs("honour.view")
def honour_file(request, pk):
    """The naming document."""
    rows = Honour.objects.for_user(request.user, "honour.view").exclude(file=None)
    return file_answer(request, get_object_or_404(rows.select_related("file"), pk=pk))


@needs("honour.view")
def review_file(request, pk):
    """The document of a review."""
    rows = Review.objects.for_user(request.user, "honour.view").exclude(file=None)
    return file_answer(request, get_object_or_404(rows.select_related("file"), pk=pk))


@needs("honour.edit")
@require_safe
def commendation(request, campaign, year):
    """表彰通报 on what a year's evaluation led to; ?number= puts it on headed paper."""
    campaigns = Campaign.objects.for_user(request.user, "honour.edit").select_related("township")
    campaign = get_object_or_404(campaigns, pk=campaign)
    rows = Honour.objects.for_user(request.user, "honour.edit").earned_here()
    rows = rows.filter(level__campaign=campaign, year=year)
    honours = list(rows.select_related("village", "level", "reward").order_by("-level__rank"))
    if not honours:
        raise Refused(f"{year}年度的考评还没有登记荣誉，没有可以通报的内容。")
    for one in honours:
        if hasattr(one, "reward"):
            one.reward.honour = one
    form = HonourNoticeForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    number, on = given.get("number", ""), given.get("on")
    values = honour_papers.commendation(campaign.township, campaign, year, honours, number, on)
    paper = compose("commendation", values, township=campaign.township)
    return send(
        request,
        paper,
        breadcrumbs=[*above(Honour()), ("表彰通报", None)],
        number_form=form,
    )
