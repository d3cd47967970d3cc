"""既有荣誉: what villages were named before the system came, by the document of that time."""

from django.urls import reverse

from campaigns.acts.prior_honour import (
    enter_past_honour,
    issuer_faults,
    level_faults,
    term_faults,
)
from campaigns.models import Authority, Honour
from township.dates import cn_date
from township.document_number import tidy, year_faults
from township.setup.columns import BookColumn, CellRefused, SetupPart, amount, past_day, text
from township.setup.parts.files import file_column, named_file
from township.setup.parts.levels import (
    CAMPAIGN,
    LEVEL,
    campaign_called,
    campaigns_of,
    level_called,
    level_names,
)
from township.setup.parts.village_names import VILLAGE, village_called, villages_of
from township.setup.parts.villages import village_name
from township.shorttext import even, place_name
from township.workflow import Refused
from villages.rules.written_days import read_day

ON, NUMBER, DOCUMENT, PLAQUE = "命名日期", "命名文号", "命名文件标题", "牌匾编号"
ISSUER, UNTIL, PAID, HOW = "命名机关", "有效期至", "已发奖励（元）", "奖励怎样发的"
ON_PAGE = "请在荣誉的页面上更正"


def document_number(cell):
    return tidy(text(NUMBER, 40)(cell) or "") or None


def plaque_number(cell):
    return text(PLAQUE, 40)(place_name(cell))


class HonoursPart(SetupPart):
    name = "既有荣誉"
    takes_files = True
    main = VILLAGE
    note = (
        "一行一个用系统以前已经命名的称号，照命名文件填。先建好创建活动、设好级别。"
        "命名机关和级别规定的一样的不填，名称不同的照文件写；有效期至不填的按本镇设置的年限算；"
        "当年发过奖励的写明多少钱、怎样发的，系统里不再发。"
    )
    columns = (
        BookColumn(VILLAGE, 20, "示例：青山村", village_name, True, ("村名",)),
        BookColumn(LEVEL, 20, "合格村", text(LEVEL, 40), True, ("荣誉", "荣誉名称", "称号")),
        BookColumn(ON, 14, "2024-12-20", past_day(ON), True, ("日期",)),
        BookColumn(NUMBER, 24, "清卫发〔2024〕16号", document_number, True, ("文号",)),
        BookColumn(DOCUMENT, 30, "", text(DOCUMENT, 120)),
        BookColumn(PLAQUE, 16, "2024-03", plaque_number),
        BookColumn(ISSUER, 24, "", text(ISSUER, 60)),
        BookColumn(UNTIL, 14, "", lambda cell: read_day(cell, UNTIL), aliases=("复审日期",)),
        BookColumn(PAID, 14, "10000", amount(PAID, 10_000_000, 2), aliases=("已发奖励",)),
        BookColumn(HOW, 30, "2025年1月发放，凭证号记-0112", text(HOW, 120)),
        BookColumn(CAMPAIGN, 24, "", text(CAMPAIGN, 80), aliases=("创建活动",)),
        file_column("命名通知.pdf"),
    )

    def begin(self):
        self.villages = villages_of(self.township)
        self.campaigns = campaigns_of(self.township)
        rows = Honour.objects.filter(village__township=self.township).prefetch_related("reviews")
        self.honours = {(row.village_id, row.level_id, row.document_number): row for row in rows}
        organs = Authority.objects.filter(township=self.township).exclude(name="")
        self.organs = {even(organ.name): organ for organ in organs}

    def choices(self):
        return {
            LEVEL: level_names(self.campaigns),
            CAMPAIGN: [campaign.name for campaign in self.campaigns],
        }

    def take(self, values, number):
        village = village_called(self, values[VILLAGE])
        level = level_called(
            campaign_called(self, values[CAMPAIGN], values[LEVEL]), values[LEVEL], village
        )
        key = (village.pk, level.pk, values[NUMBER])
        self.once((village.pk, level.pk), number, LEVEL, f"{village}的“{values[LEVEL]}”写了两次")
        upload = named_file(self, values)
        if known := self.honours.get(key):
            return self._compare(known, values, upload)
        honour = Honour(
            village=village,
            level=level,
            awarded_on=values[ON],
            document_number=values[NUMBER],
            document_title=values[DOCUMENT] or "",
            plaque_number=values[PLAQUE] or "",
            issuer=self.organs.get(even(values[ISSUER] or ""), level.named_by),
            issuer_name=values[ISSUER] or "",
            review_on=values[UNTIL],
            past_reward=values[PAID],
            past_reward_note=values[HOW] or "",
        )
        try:
            self.honours[key] = enter_past_honour(honour, by=self.by, upload=upload)
        except Refused:
            self._place(honour)
            raise
        return "new"

    def _place(self, honour):
        """Say of which cell it is what the verb has refused."""
        for sentence in year_faults(honour.document_number, honour.awarded_on):
            raise CellRefused(NUMBER, sentence)
        for sentence in term_faults(honour):
            raise CellRefused(UNTIL, sentence)
        for sentence in issuer_faults(honour):
            raise CellRefused(ISSUER, sentence, _to_name(honour))
        for sentence in level_faults(honour):
            raise CellRefused(LEVEL, sentence)
        same = Honour.objects.filter(issuer=honour.issuer, plaque_number=honour.plaque_number)
        other = same.select_related("village", "level").first() if honour.plaque_number else None
        if other:
            raise CellRefused(PLAQUE, f"这个牌匾编号已经是{other}的。")

    def _compare(self, honour, values, upload):
        known = {
            ON: honour.awarded_on,
            DOCUMENT: honour.document_title,
            PLAQUE: honour.plaque_number,
            ISSUER: honour.issuer_name,
            # A review moves the term on.
            UNTIL: values[UNTIL] if honour.reviews.all() else honour.review_on,
            PAID: honour.past_reward,
            HOW: honour.past_reward_note,
        }
        titles = {ON: cn_date, UNTIL: cn_date}
        titles |= dict.fromkeys((DOCUMENT, PLAQUE, ISSUER, PAID, HOW), str)
        self.refuse_other(titles, known, values, ON_PAGE)
        if upload and upload[0].pk != honour.file_id:
            self.remarks.append("荣誉已经补录，文件没有换。")
        return "same"


def _to_name(honour):
    """Where the organ is named, unless it or the document's wording is."""
    if honour.issuer_name or honour.issuer.name:
        return None
    return "填写机关名称", reverse("campaigns:organ_names", args=[honour.level.campaign_id])
