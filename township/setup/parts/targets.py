"""创建目标: which village reaches which level by which year, and why."""

from campaigns.acts.target import set_target
from campaigns.models import Campaign, Target
from township.setup.columns import BookColumn, CellRefused, SetupPart, one_of, text
from township.setup.parts.village_names import VILLAGE, village_called, villages_of
from township.setup.parts.villages import village_name
from township.shorttext import even
from villages.sheets.place import read_year

LEVEL, YEAR, COMMITMENT, WHY, CAMPAIGN = "级别", "完成年度", "要求", "确定理由", "活动"
COMMITMENTS = dict(zip(Target.Commitment.labels, Target.Commitment, strict=True))


class TargetsPart(SetupPart):
    name = "创建目标"
    main = VILLAGE
    note = (
        "一行一个目标。先建好创建活动、设好级别。要求不填的是必达。"
        "本镇同时有几个活动的，在“活动”里写明是哪一个。"
    )
    columns = (
        BookColumn(VILLAGE, 20, "示例：青山村", village_name, True, ("村名",)),
        BookColumn(LEVEL, 20, "先进村", text(LEVEL, 40), True),
        BookColumn(YEAR, 10, "2027", read_year, True, ("年度", "年份")),
        BookColumn(COMMITMENT, 8, "必达", one_of(COMMITMENT, COMMITMENTS)),
        BookColumn(WHY, 44, "班子齐、有章程，群众愿意", text(WHY, 300), True, ("理由",)),
        BookColumn(CAMPAIGN, 24, "", text(CAMPAIGN, 80), aliases=("创建活动",)),
    )

    def begin(self):
        self.villages = villages_of(self.township)
        rows = Campaign.objects.filter(township=self.township)
        rows = rows.exclude(status=Campaign.Status.CLOSED).prefetch_related("levels")
        self.campaigns = list(rows.select_related("township"))
        there = Target.objects.filter(campaign__in=self.campaigns)
        self.targets = {(row.campaign_id, row.village_id, row.level_id): row for row in there}

    def choices(self):
        levels = [level for campaign in self.campaigns for level in campaign.levels.all()]
        names = [name for one in levels for name in (one.name, one.community_name) if name]
        years = [str(year) for campaign in self.campaigns for year in campaign.years]
        return {
            LEVEL: list(dict.fromkeys(names)),
            YEAR: sorted(set(years)),
            COMMITMENT: list(COMMITMENTS),
            CAMPAIGN: [campaign.name for campaign in self.campaigns],
        }

    def take(self, values, number):
        village = village_called(self, values[VILLAGE])
        campaign = self._campaign(values[CAMPAIGN])
        level = self._level(campaign, values[LEVEL], village)
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

    def _campaign(self, name):
        if not self.campaigns:
            raise CellRefused(VILLAGE, "还没有创建活动。请先新建活动、设好级别，再填目标。")
        fitting = [one for one in self.campaigns if not name or even(one.name) == even(name)]
        if len(fitting) != 1:
            known = "、".join(one.name for one in self.campaigns)
            raise CellRefused(CAMPAIGN, f"请写明是哪个活动的目标：{known}。")
        return fitting[0]

    def _level(self, campaign, name, village):
        for level in campaign.levels.all():
            if even(name) in {even(level.name), even(level.community_name)}:
                return level
        known = "、".join(level.name_for(village) for level in campaign.levels.all())
        raise CellRefused(
            LEVEL, f"{campaign}没有“{name[:20]}”这个级别，有：{known or '还没有设'}。"
        )
