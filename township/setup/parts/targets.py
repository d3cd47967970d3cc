"""创建目标: which village reaches which level by which year, and why."""

from campaigns.acts.target import set_target
from campaigns.models import Target
from township.setup.columns import BookColumn, CellRefused, SetupPart, one_of, text
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
from villages.sheets.place import read_year

YEAR, COMMITMENT, WHY = "完成年度", "要求", "确定理由"
COMMITMENTS = dict(zip(Target.Commitment.labels, Target.Commitment, strict=True))
# What books handed out before say, and what people write.
OTHERS = {word: Target.Commitment.FIRM for word in ("必达", "约束性", "必须完成")}


class TargetsPart(SetupPart):
    name = "创建目标"
    main = VILLAGE
    note = (
        "一行一个目标。先建好创建活动、设好级别。要求不填的是约束性（必须完成）。"
        "级别的名称几个活动都有的，在“活动”里写明是哪一个。"
    )
    columns = (
        BookColumn(VILLAGE, 20, "示例：青山村", village_name, True, ("村名",)),
        BookColumn(LEVEL, 20, "先进村", text(LEVEL, 40), True),
        BookColumn(YEAR, 10, "2027", read_year, True, ("年度", "年份")),
        BookColumn(COMMITMENT, 18, "约束性（必须完成）", one_of(COMMITMENT, COMMITMENTS, OTHERS)),
        BookColumn(WHY, 44, "班子齐、有章程，群众愿意", text(WHY, 300), True, ("理由",)),
        BookColumn(CAMPAIGN, 24, "", text(CAMPAIGN, 80), aliases=("创建活动",)),
    )

    def begin(self):
        self.villages = villages_of(self.township)
        self.campaigns = [one for one in campaigns_of(self.township) if not one.is_closed]
        there = Target.objects.filter(campaign__in=self.campaigns)
        self.targets = {(row.campaign_id, row.village_id, row.level_id): row for row in there}

    def choices(self):
        years = [str(year) for campaign in self.campaigns for year in campaign.years]
        return {
            LEVEL: level_names(self.campaigns),
            YEAR: sorted(set(years)),
            COMMITMENT: list(COMMITMENTS),
            CAMPAIGN: [campaign.name for campaign in self.campaigns],
        }

    def take(self, values, number):
        village = village_called(self, values[VILLAGE])
        campaign = campaign_called(self, values[CAMPAIGN], values[LEVEL])
        level = level_called(campaign, values[LEVEL], village)
        key = (campaign.pk, village.pk, level.pk)
        self.once(key, number, LEVEL, f"{village}的“{values[LEVEL]}”写了两次")
        if values[YEAR] not in campaign.years:
            raise CellRefused(YEAR, f"完成年度要在{campaign.period}之间。")
        wanted = {
            "due_year": values[YEAR],
            "commitment": values[COMMITMENT] or Target.Commitment.FIRM,
            "rationale": values[WHY],
        }
        found = self.targets.get(key)
        if found is None:
            target = Target(campaign=campaign, village=village, level=level, **wanted)
            self.targets[key] = set_target(target, by=self.by)
            return "new"
        if any(getattr(found, name) != value for name, value in wanted.items()):
            told = f"{found.due_year}年，{found.get_commitment_display()}，{found.rationale}"
            raise CellRefused(LEVEL, f"这个目标已经有了（{told}）。要改的，请在目标的页面上调整。")
        return "same"
