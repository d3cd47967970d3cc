"""A preset becomes rows: campaign, ladder, standards, categories and the rest.

Serves `manage.py load_plan` and the founding of a campaign. Each part may be run again: what exists
stays as the township has edited it or another campaign uses it, what is missing is added. Nothing
is started, issued or approved here, and nobody is named: that is for people.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction

from archives.acts.category import load_categories
from archives.models import Category, Requirement
from campaigns.models import (
    Authority,
    Campaign,
    FormerName,
    LeadingMember,
    Level,
    Standard,
    StandardVersion,
    WordingNote,
)
from campaigns.queries import standard as standard_queries
from campaigns.rules.preset import Preset
from township.history.chain import record
from township.users.models import Township
from township.users.settings import SETTINGS

# District offices took their present names in the reform of 2018; the exact day is local.
REFORM = date(2018, 12, 31)
REFORM_NOTE = "按2018年机构改革推定，请照当地文件核对。"
LEADING = {"leading_group": "group", "leading_office": "office"}


@transaction.atomic
def load(preset: Preset, township: Township, *, start: int) -> Campaign:
    """Load everything a preset says into a township; `start` is the campaign's first year."""
    campaign, is_new = load_campaign(township, preset, start)
    equip(campaign, preset)
    told = "由预设方案建立" if is_new else "由预设方案补充"
    record("campaign.create" if is_new else "campaign.edit", campaign, None, f"{told}：{campaign}")
    return campaign


def foreseen(preset: Preset, township: Township, *, start: int) -> dict[str, list[str]]:
    """{what: names} of all that `load` would add; nothing is kept of the trial."""
    with transaction.atomic():
        before = _names(township)
        load(preset, township, start=start)
        after = _names(township)
        transaction.set_rollback(True)
    added = {
        what: [name for pk, name in rows.items() if pk not in before[what]]
        for what, rows in after.items()
    }
    return {what: names for what, names in added.items() if names}


def _names(township):
    """{what: names} of everything that a preset may add to, in the order in which it is told."""
    campaigns = Campaign.objects.filter(township=township)
    rows = {
        "创建活动": campaigns,
        "机关单位": Authority.objects.filter(township=township),
        "级别": Level.objects.filter(campaign__in=campaigns),
        "标准": Standard.objects.filter(campaign__in=campaigns),
        "档案类别": Category.objects.filter(township=township),
        "归档要求": Requirement.objects.filter(category__township=township),
        "领导小组岗位": LeadingMember.objects.filter(campaign__in=campaigns),
    }
    return {what: {row.pk: str(row) for row in found} for what, found in rows.items()}


def equip(campaign: Campaign, preset: Preset) -> None:
    """The campaign's ladder, standards, categories and wording, as its preset has them."""
    load_categories(campaign.township, preset.archive_categories, asked_by=preset.code)
    authorities = load_authorities(campaign.township, preset)
    load_leading_group(campaign, preset)
    load_wordings(campaign, preset)
    load_levels(campaign, preset, authorities)
    load_standards(campaign, preset)


def asked(preset: Preset) -> dict[str, Any]:
    """{field of Campaign: value}: what the campaign asks of villages, and its own ways.

    What the preset leaves at the usual stays with the township's settings.
    """
    return {
        "texts_needed": {need.code: need.least for need in preset.text_kinds},
        "bodies_asked": list(preset.village_bodies),
        "topics_asked": [topic.code for topic in preset.charter_topics],
        "review_questions": [asdict(row) for row in preset.review_questions],
        "own_settings": {
            key: value for key, value in _settings(preset) if value != SETTINGS[key].default
        },
    }


def _settings(preset):
    for key, value in vars(preset.settings).items():
        yield key, value if isinstance(value, bool | int | str) else str(value)


def load_authorities(township: Township, preset: Preset) -> dict[str, Authority]:
    """{preset code: Authority} of those that name a level, by name where the preset may know it.

    Who issues comes with the document that the township registers.
    """
    naming = {level.named_by for level in preset.levels}
    found = {}
    for facts in preset.organisations:
        if facts.code not in naming:
            continue
        known = {"name": facts.name} if facts.name else {"role": facts.role}
        authority = Authority.objects.filter(township=township, **known).first()
        if authority is None:
            authority = Authority.objects.create(
                township=township,
                role=facts.role,
                name=facts.name,
                tier=facts.tier,
                kind=facts.kind,
            )
            if facts.historical_name:
                keep_former(authority, facts.historical_name)
        found[facts.code] = authority
    return found


def keep_former(authority: Authority, name: str, note: str = REFORM_NOTE) -> None:
    """The name it bore before the reform of institutions, or before what `note` tells."""
    FormerName.objects.create(authority=authority, name=name, until=REFORM, note=note)


def load_campaign(township: Township, preset: Preset, start: int) -> tuple[Campaign, bool]:
    """(campaign, was it made now?)"""
    facts = preset.campaign
    return Campaign.objects.get_or_create(
        township=township,
        name=facts.name,
        first_year=start,
        defaults={
            "short_name": facts.short_name,
            "preset": preset.code,
            "purpose": facts.purpose,
            "historical_name": facts.historical_name,
            "historical_purpose": facts.historical_purpose,
            "last_year": start + facts.years - 1,
        }
        | asked(preset),
    )


def load_leading_group(campaign: Campaign, preset: Preset) -> None:
    """Write the leading posts as the plan names them, unless members are there."""
    if campaign.members.exists():
        return
    LeadingMember.objects.bulk_create(
        LeadingMember(
            campaign=campaign, body=LEADING[body.code], post=post.name, holder=post.holder, order=n
        )
        for body in preset.bodies
        if body.code in LEADING
        for n, post in enumerate(body.posts, 1)
    )


def load_wordings(campaign: Campaign, preset: Preset) -> None:
    """Write how the plan's words of its time are read today; what is there stays."""
    there = set(campaign.wordings.values_list("then", flat=True))
    WordingNote.objects.bulk_create(
        WordingNote(
            campaign=campaign,
            then=topic.historical_name,
            now=topic.name,
            reading=topic.reading,
            warning=topic.warning,
        )
        for topic in preset.charter_topics
        if topic.historical_name not in there
    )


def load_levels(
    campaign: Campaign, preset: Preset, authorities: Mapping[str, Authority]
) -> dict[str, Level]:
    """Write levels with their standards; returns {code of the preset: level}."""
    standards = {
        issued.code: Standard.objects.get_or_create(
            campaign=campaign, code=issued.code, defaults={"name": issued.name}
        )[0]
        for issued in preset.issued_standards
    }
    levels = {}
    for facts in sorted(preset.levels, key=lambda one: one.rank):
        levels[facts.code], _ = Level.objects.get_or_create(
            campaign=campaign,
            code=facts.code,
            defaults={
                "name": facts.name,
                "community_name": facts.community_name,
                "rank": facts.rank,
                "named_by": authorities[facts.named_by],
                "standard": standards[facts.standard],
                "requires": levels.get(facts.requires),
            },
        )
    return levels


def load_standards(campaign: Campaign, preset: Preset) -> None:
    """A first drafted version for each standard that has none."""
    rows = {row.code: row for row in campaign.standards.all()}
    proposed = {one.code for one in preset.issued_standards if one.is_proposal}
    for standard in preset.standards:
        row = rows[standard.code]
        if not row.versions.exists():
            version = StandardVersion.objects.create(
                standard=row, number=1, is_proposal=standard.code in proposed
            )
            standard_queries.write(version, standard)
