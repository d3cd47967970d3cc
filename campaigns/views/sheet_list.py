"""Lists of score sheets: what an evaluator has to score, what a village has to score itself."""

import django_filters
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Round, Sheet
from campaigns.views import burden
from campaigns.views.frame import CampaignFilter
from township.crud import Column, ListPage, Toned
from township.crud.filters import YearFilter
from villages.models import Village


class SheetFilter(CampaignFilter):
    campaign_path = "evaluation__round__campaign"
    village = django_filters.ModelChoiceFilter(
        field_name="evaluation__village", queryset=lambda request: Village.objects.none()
    )
    year = YearFilter("evaluation__round__year")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        villages = self.queryset.order_by().values("evaluation__village")
        self.filters["village"].queryset = Village.objects.filter(pk__in=villages)
        self.filters["village"].label = "村（社区）"

    class Meta:
        model = Sheet
        fields = ["village", "year", "status"]


class SheetRows(ListPage):
    """Sheets of a person, with how far each is; the newest year first, in it what is still open."""

    model = Sheet
    filterset_class = SheetFilter
    page_url = "campaigns:sheet"
    due, due_label = "scoring_due", "评分截止"

    def get_columns(self):
        return (
            Column("村（社区）", "evaluation__village__order"),
            Column("年度", "evaluation__round__year"),
            Column("目标级别"),
            Column("已评分", "done"),
            Column(self.due_label, f"evaluation__round__{self.due}"),
            Column("状态", "status"),
        )

    def get_queryset(self):
        rows = self.get_own().select_related(
            "evaluation__round__campaign", "evaluation__village", "evaluation__level"
        )
        # What is still open comes first: "open" stands before the other states by its letters too.
        rows = rows.order_by(
            "-evaluation__round__year", "status", "evaluation__village__order", "id"
        )
        return rows.without_details().with_progress()

    def row_of(self, sheet):
        evaluation, round = sheet.evaluation, sheet.evaluation.round
        return reverse(self.page_url, args=[sheet.pk]), [
            str(evaluation.village),
            f"{round.year}年　{round.campaign.called}",
            evaluation.level_name or "没有下达目标",
            f"{sheet.done}项，共{sheet.most}项",
            getattr(round, self.due),
            Toned(sheet.get_status_display(), sheet.status_tone),
        ]


class SheetList(SheetRows):
    """What I have to score."""

    permission = "sheet.view"
    template = "campaigns/sheet/list.html"
    title = "评分表"
    empty = {
        "icon": "clipboard-check",
        "title": "没有分给您的评分表",
        "hint": "镇创建办公室分配考评员以后，显示在这里。",
    }

    def get_own(self):
        rows = Sheet.objects.filter(scorer=self.request.user, kind=Sheet.Kind.EVALUATOR)
        return rows.current()

    def get_context_data(self, **context):
        sheets = self.get_own().filter(evaluation__round__status=Round.Status.SCORING)
        rounds = Round.objects.filter(pk__in=sheets.values("evaluation__round"))
        return super().get_context_data(rounds=rounds.select_related("campaign"), **context)


class SelfSheetList(SheetRows):
    permission = "evaluation.self"
    template = "campaigns/sheet/self_list.html"
    title = "自评"
    page_url = "campaigns:self_sheet"
    due, due_label = "self_due", "自评截止"
    empty = {
        "icon": "clipboard-check",
        "title": "还没有自评",
        "hint": "镇里建立年度考评以后，自评表显示在这里。",
    }

    def get_own(self):
        rows = Sheet.objects.for_user(self.request.user, self.permission)
        return rows.filter(kind=Sheet.Kind.SELF)

    def get_context_data(self, **context):
        year = timezone.localdate().year
        burdens = burden.gathered(burden.villages_of(self.request.user), year)
        return super().get_context_data(burdens=burdens, **context)
