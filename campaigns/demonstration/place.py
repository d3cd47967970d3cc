"""The place of the demonstration: a township with its villages, organs, targets and rewards.

All of it is invented and stands in `place.toml`; nothing of it ever comes into a real township. The
campaign itself is the preset's.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from campaigns.acts import preset as preset_acts
from campaigns.models import (
    Authority,
    BasisDocument,
    Campaign,
    Decision,
    RewardRule,
    Target,
)
from campaigns.rules import preset
from campaigns.rules.preset_reading import build, read_tables
from township.users.models import District, Township
from villages.models import Figures, Group, Village
from villages.options import organ_of

FILE = Path(__file__).with_name("place.toml")
TOWNSHIP_CODE = "shili"
# Whom papers name; invented, like everything here.
CONTACT = {"office_contact": "孙立", "office_phone": "028-60000001"}
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class ExampleOrgan:
    """`code` is the preset's; the preset knows the role, the demonstration a name for it."""

    code: str
    name: str
    historical_name: str = ""


@dataclass(frozen=True)
class ExampleVillage:
    code: str
    name: str
    kind: str
    fonds_code: str
    groups: int
    households: int
    population: int
    adults: int
    committee: int
    representatives: int
    women_representatives: int


@dataclass(frozen=True)
class ExampleTarget:
    """`due` counts the campaign's years from 1."""

    village: str
    level: str
    due: int
    commitment: str
    rationale: str


@dataclass(frozen=True)
class ExampleReward:
    """`payer_name` is empty where the township itself pays."""

    level: str
    amount: Decimal
    payer: str
    payer_name: str = ""


@dataclass(frozen=True)
class ExamplePlace:
    preset: str
    district_name: str
    township_name: str
    number: str
    decided_by: str
    organs: tuple[ExampleOrgan, ...]
    villages: tuple[ExampleVillage, ...]
    targets: tuple[ExampleTarget, ...]
    rewards: tuple[ExampleReward, ...]


def example() -> ExamplePlace:
    return build(ExamplePlace, read_tables(FILE), FILE.name, "")


@transaction.atomic
def settle(*, start: int, township_code: str) -> Campaign:
    """The demonstration's place, its campaign drafted; a township that is there keeps its name."""
    place = example()
    plan = preset.load(place.preset)
    township = _township(place, township_code)
    villages = {facts.code: _village(township, facts, order, start)
                for order, facts in enumerate(place.villages, 1)}  # fmt: skip
    campaign = preset_acts.load(plan, township, start=start)
    organs = _name(campaign, plan, place)
    _found(campaign, plan, place, organs)
    _aim(campaign, place, villages)
    return campaign


def _township(place, code):
    found = Township.objects.filter(code=code).first()
    if found:
        return found
    district, _ = District.objects.get_or_create(name=place.district_name)
    return Township.objects.create(
        district=district, name=place.township_name, code=code, settings=dict(CONTACT)
    )


def _village(township, facts, order, year):
    village = Village.objects.create(
        township=township,
        name=facts.name,
        kind=facts.kind,
        fonds_code=facts.fonds_code,
        order=order,
    )
    households = shares(facts.households, facts.groups)
    adults = shares(facts.adults, facts.groups)
    Group.objects.bulk_create(
        Group(
            village=village,
            name=f"{NUMERALS[place]}组",
            order=place + 1,
            households=households[place],
            adults=adults[place],
        )
        for place in range(facts.groups)
    )
    Figures.objects.create(
        village=village,
        year=year,
        population=facts.population,
        households=facts.households,
        adults=facts.adults,
    )
    return village


def shares(total: int, parts: int) -> list[int]:
    """`total` in `parts` whole numbers that differ by one at the most."""
    return [total // parts + (place < total % parts) for place in range(parts)]


def _name(campaign, plan, place):
    """{preset code: Authority} under the demonstration's names."""
    facts = {one.code: one for one in plan.organisations}
    named = {}
    for organ in place.organs:
        row, _ = Authority.objects.update_or_create(
            township=campaign.township,
            role=facts[organ.code].role,
            defaults={"name": organ.name},
            create_defaults={
                "name": organ.name,
                "tier": facts[organ.code].tier,
                "kind": facts[organ.code].kind,
            },
        )
        if organ.historical_name:
            preset_acts.keep_former(row, organ.historical_name, "撤县设区")
        named[organ.code] = row
    return named


def _found(campaign, plan, place, organs):
    """Document and decision as the plan tells them: a number without its year, no day."""
    BasisDocument.objects.create(
        campaign=campaign,
        title=f"{campaign.historical_name}实施方案",
        number=place.number,
        issuers=[
            organs[code].name_on(date(campaign.first_year, 1, 1)) for code in plan.basis.issuers
        ],
        note="区委、区政府联合下发；方案所载文号缺年份，须照原件补齐并上传扫描件。",
    )
    Decision.objects.create(
        campaign=campaign,
        body=place.decided_by,
        text="决定在全镇开展创建活动",
        note="方案未载明会议日期，须补录决定日期和会议记录。",
    )


def _aim(campaign, place, villages):
    levels = {level.code: level for level in campaign.levels.all()}
    Target.objects.bulk_create(
        Target(
            campaign=campaign,
            village=villages[facts.village],
            level=levels[facts.level],
            due_year=campaign.first_year + facts.due - 1,
            commitment=facts.commitment,
            rationale=facts.rationale,
        )
        for facts in place.targets
    )
    RewardRule.objects.bulk_create(
        RewardRule(
            campaign=campaign,
            level=levels[facts.level],
            since=date(campaign.first_year, 1, 1),
            amount=facts.amount,
            payer=facts.payer,
            payer_name=facts.payer_name or organ_of(campaign.township),
        )
        for facts in place.rewards
    )
