"""往年考评结果: what each village came to in years before the system, as the papers tell it."""

from django.utils import timezone

from campaigns.acts.prior_result import enter_past_result, year_faults
from campaigns.models import PriorResult
from township.setup.columns import BookColumn, CellRefused, SetupPart, amount, text
from township.setup.parts.files import file_column, named_file
from township.setup.parts.levels import (
    CAMPAIGN,
    campaign_called,
    campaigns_of,
    level_called,
    level_names,
)
from township.setup.parts.village_names import VILLAGE, village_called, villages_of
from township.setup.parts.villages import village_name
from township.shorttext import even
from township.workflow import Refused
from villages.sheets.place import read_year

YEAR, POINTS, REACHED, NOTE = "年度", "总分", "达到的级别", "说明"
NONE = "未达标"
NOT_REACHED = dict.fromkeys((NONE, "不达标", "没有达标", "无"), "")
ON_PAGE = "请在那一年结果的页面上更正"


class ResultsPart(SetupPart):
    name = "往年考评结果"
    takes_files = True
    main = VILLAGE
    note = (
        "一行是一个村（居）一个年度的结果，照当年的汇总表填。先建好创建活动、设好级别。"
        "总分按百分制；没有达到级别的填“未达标”或者空着。今年的在系统里考评，不填。"
    )
    columns = (
        BookColumn(VILLAGE, 20, "示例：青山村", village_name, True, ("村名",)),
        BookColumn(YEAR, 10, "2025", read_year, True, ("考评年度", "年份")),
        BookColumn(POINTS, 8, "87.5", amount(POINTS, 100, 1), True, ("得分", "考评得分")),
        BookColumn(REACHED, 20, "合格村", text(REACHED, 40), aliases=("级别", "等次")),
        BookColumn(NOTE, 36, "汇总表存镇档案室2025年卷", text(NOTE, 200), aliases=("备注",)),
        BookColumn(CAMPAIGN, 24, "", text(CAMPAIGN, 80), aliases=("创建活动",)),
        file_column(""),
    )

    def begin(self):
        self.villages = villages_of(self.township)
        self.campaigns = campaigns_of(self.township)
        rows = PriorResult.objects.filter(campaign__in=self.campaigns)
        rows = rows.select_related("village", "level")
        self.results = {(row.campaign_id, row.village_id, row.year): row for row in rows}

    def choices(self):
        before = timezone.localdate().year
        years = {year for campaign in self.campaigns for year in campaign.years if year < before}
        return {
            YEAR: [str(year) for year in sorted(years)],
            REACHED: [*level_names(self.campaigns), NONE],
            CAMPAIGN: [campaign.name for campaign in self.campaigns],
        }

    def take(self, values, number):
        village = village_called(self, values[VILLAGE])
        campaign = campaign_called(self, values[CAMPAIGN], values[REACHED])
        key = (campaign.pk, village.pk, values[YEAR])
        self.once(key, number, YEAR, f"{village}{values[YEAR]}年度写了两次")
        level = self._level(campaign, values[REACHED], village)
        upload = named_file(self, values)
        if known := self.results.get(key):
            return self._compare(known, values, level, upload)
        row = PriorResult(
            campaign=campaign,
            village=village,
            year=values[YEAR],
            points=values[POINTS],
            level=level,
            note=values[NOTE] or "",
        )
        try:
            self.results[key] = enter_past_result(row, by=self.by, upload=upload)
        except Refused:
            for sentence in year_faults(row):
                raise CellRefused(YEAR, sentence) from None
            raise
        return "new"

    def _level(self, campaign, name, village):
        name = NOT_REACHED.get(even(name or ""), name)
        if not name:
            return None
        return level_called(campaign, name, village, REACHED)

    def _compare(self, row, values, level, upload):
        if row.level != level:
            told = f"系统里已经有了，是{row.level_name or NONE}。要改的，{ON_PAGE}。"
            raise CellRefused(REACHED, told)
        known = {POINTS: row.points, NOTE: row.note}
        self.refuse_other({POINTS: str, NOTE: str}, known, values, ON_PAGE)
        if upload and upload[0].pk != row.file_id:
            self.remarks.append("这一年的结果已经补录，文件没有换。")
        return "same"
