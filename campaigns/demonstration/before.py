"""The years before the township had the system: entered from their papers, as an office does that
moves in with a campaign on its way. What happened then stands in `years.py`."""

import datetime
from decimal import Decimal

from campaigns.acts.prior_honour import enter_past_honour
from campaigns.acts.prior_result import enter_past_result
from campaigns.demonstration.place import example
from campaigns.demonstration.self_governance import OTHERS, wording
from campaigns.demonstration.years import HONOURS, SHORT
from campaigns.models import Honour, Level, PriorResult, RewardRule
from campaigns.rules import preset
from township.workflow import at_once
from villages.acts.prior_adoption import enter_past_text
from villages.models import PriorAdoption
from villages.rules.kinds import MeetingKind, Mode, TextKind, VotingMethod

TOTALS = {level.code: level.total for level in preset.load(example().preset).levels}
# In which of the campaign's years a village voted on its first charter; 合作村 has none.
CHARTERS = {"万顺村": 1, "治华村": 1, "三水村": 2, "龙泉村": 2, "新场社区": 2}
# What else was adopted in the same meeting.
BESIDE = {"治华村": OTHERS}


@at_once()
def enter_year(campaign, cast, nth):
    """Totals, levels and honours of the campaign's `nth` year, and the charters voted on in it."""
    year = campaign.years[nth - 1]
    for name, named_in in CHARTERS.items():
        if named_in == nth:
            enter_text(cast, name, year, TextKind.CHARTER, "自治章程", "charter")
            for text in BESIDE.get(name, ()):
                enter_text(cast, name, year, *text)
    levels = Level.objects.filter(campaign=campaign).order_by("rank")
    for name, short in SHORT[nth].items():
        enter_result(campaign, cast, name, nth, Decimal(100) - Decimal(str(short)), levels)
    for number, (name, code) in enumerate(HONOURS[nth].items(), 1):
        enter_honour(campaign, cast, name, nth, levels.get(code=code), number)


def enter_text(cast, name, year, kind, title, words):
    """Words, counts and receipt from the village's folder of that year."""
    village, office = cast.village(name), cast["office"]
    is_community = village.is_community
    figures = village.figures.earliest("year")
    total = figures.households if is_community else figures.adults
    present = total * 68 // 100
    yes = present * 88 // 100
    prior = PriorAdoption(
        on=datetime.date(year, 6, 12),
        meeting_kind=MeetingKind.RESIDENTS if is_community else MeetingKind.VILLAGERS,
        mode=Mode.HOUSEHOLD if is_community else Mode.PERSON,
        method=VotingMethod.SHOW_OF_HANDS,
        total=total,
        present=present,
        yes=yes,
        no=present - yes - 12,
        abstain=12,
        filed_on=datetime.date(year, 6, 22),
        receipt_no=f"备字〔{year}〕{PriorAdoption.objects.count() + 1}号",
        proof="会议记录、签到册和备案回执原件在镇档案室。",
    )
    title = f"{village}{title}".format(openness=village.words.openness)
    words = wording(words, village)
    return enter_past_text(village, kind, title, prior, by=office, words=words)


def enter_result(campaign, cast, name, nth, points, levels):
    """With the level that the village was named, in this year or before, where it still holds."""
    named = [HONOURS[year][name] for year in range(1, nth + 1) if name in HONOURS[year]]
    level = levels.get(code=named[-1]) if named else None
    if level and points < TOTALS[level.code]:
        level = None
    row = PriorResult(
        campaign=campaign,
        village=cast.village(name),
        year=campaign.years[nth - 1],
        points=points,
        level=level,
        note="照当年的考评结果通报录入。",
    )
    return enter_past_result(row, by=cast["office"])


def enter_honour(campaign, cast, name, nth, level, number):
    year = campaign.years[nth - 1]
    amount = RewardRule.objects.filter(level=level).values_list("amount", flat=True).first()
    row = Honour(
        village=cast.village(name),
        level=level,
        issuer=level.named_by,
        awarded_on=datetime.date(year, 12, 28),
        plaque_number=f"示区{year}-{number:02d}",
        document_title=f"关于命名{year}年度自治创建村（社区）的决定",
        document_number=f"示区府发〔{year}〕6{number}号",
        past_reward=amount,
        past_reward_note=f"{year + 1}年1月由镇财政发放" if amount else "",
    )
    return enter_past_honour(row, by=cast["office"])
