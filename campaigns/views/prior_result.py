"""Pages of results of years before the system: entering, the list, one of them."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from campaigns.acts.prior_result import enter_past_result
from campaigns.forms.prior_result import PriorResultForm
from campaigns.models import Campaign, PriorResult
from campaigns.views.frame import CampaignFilter, OfCampaign, file_answer
from campaigns.workflows.correction import RESULT_CORRECTION
from township.access import needs
from township.corrections import Corrected, CorrectPage
from township.crud import Column, CreatePage, DetailPage, ListPage
from township.crud.filters import YearFilter


class PriorResultFilter(CampaignFilter):
    year = YearFilter()

    class Meta:
        model = PriorResult
        fields = ["year"]


class PriorResultList(ListPage):
    permission = "evaluation.view"
    model = PriorResult
    select = ("village", "level", "campaign")
    title = "往年考评结果（补录）"
    template = "campaigns/prior_result/list.html"
    filterset_class = PriorResultFilter
    columns = (
        Column("村（社区）", "village__order"),
        Column("年度", "year"),
        Column("总分", "points", is_number=True),
        Column("达到的级别", "level__rank"),
        Column("补录"),
    )
    empty = {
        "icon": "clock-history",
        "title": "没有补录的结果",
        "hint": "用系统以前各年度的总分和级别，从活动补录，历年比较和进展表会算上。",
    }

    def get_context_data(self, **context):
        campaigns = Campaign.objects.for_user(self.request.user, "campaign.view")
        may_enter = self.request.user.may("evaluation.enter_past")
        return super().get_context_data(
            campaigns=campaigns if may_enter else (),
            may_set_up=self.request.user.may("setup.edit"),
            **context,
        )

    def row_of(self, row):
        return row.get_absolute_url(), [
            row.village.name,
            f"{row.year}年　{row.campaign.called}",
            row.points,
            row.level_name or "未达标",
            row.entered_told,
        ]


class PriorResultCreate(OfCampaign, CreatePage):
    permission = "evaluation.enter_past"
    form_class = PriorResultForm
    title = "补录往年考评结果"
    submit_label = "补录"
    intro = "照当年的汇总表填写总分和级别。不补评分表和考评员，页面和档案注明是补录的。"
    success_message = "已补录，并归入档案。"

    def save(self, form):
        upload = form.cleaned_data["upload"]
        return enter_past_result(form.instance, by=self.request.user, upload=upload)


class PriorResultDetail(Corrected, DetailPage):
    permission = "evaluation.view"
    correctable = RESULT_CORRECTION
    model = PriorResult
    select = ("village__township", "level", "campaign")
    template = "campaigns/prior_result/detail.html"

    def get_fields(self):
        row = self.object
        return [
            ("活动", row.campaign),
            ("村（社区）", row.village),
            ("年度", f"{row.year}年"),
            ("总分", f"{row.points}分"),
            ("达到的级别", row.level_name or "未达标"),
            *([("说明", row.note)] if row.note else []),
            ("补录", row.entered_told),
        ]


class PriorResultCorrect(CorrectPage):
    correctable = RESULT_CORRECTION


@needs("evaluation.view")
@require_safe
def prior_result_file(request, pk):
    """The paper of the year."""
    rows = PriorResult.objects.for_user(request.user, "evaluation.view").exclude(file=None)
    return file_answer(request, get_object_or_404(rows.select_related("file"), pk=pk))
