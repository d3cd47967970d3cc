"""A preset becomes rows: places, villages, campaign, ladder, targets, standards and the rest.

Serves `manage.py load_plan`. Each part is one function and may be run again: what exists stays as
the township has edited it, what is missing is added. Nothing is started, issued or approved here;
that is for people, through the workflows.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from archives.acts.category import load_categories
from campaigns.models import (
    Authority,
    BasisDocument,
    Campaign,
    Decision,
    FormerName,
    LeadingMember,
    Level,
    RewardRule,
    Standard,
    StandardVersion,
    Target,
    WordingNote,
)
from campaigns.queries import standard as standard_queries
from campaigns.rules.preset import Preset
from township.history.chain import record
from township.users.models import District, Township
from township.users.settings import SETTINGS
from villages.models import Figures, Group, Village
from villages.options import organ_of

# District offices took their present names in the reform of 2018; the exact day is local.
REFORM = date(2018, 12, 31)
REFORM_NOTE = "按2018年机构改革推定，请照当地文件核对。"
LEADING = {"leading_group": "group", "leading_office": "office"}
NUMERALS = "一二三四五六七八九十"


@transaction.atomic
def load(preset: Preset, *, start: int, township_code: str) -> Campaign:
    """Load everything a preset says; `start` is the campaign's first year."""
    township = load_place(preset, township_code)
    load_settings(township, preset)
    villages = load_villages(township, preset, start)
    campaign = load_campaign(township, preset, start)
    load_basis(campaign, preset)
    equip(campaign, preset)
    load_targets(campaign, preset, villages)
    return campaign


def equip(campaign: Campaign, preset: Preset) -> None:
    """Everything of a preset that does not depend on the township's own villages."""
    load_categories(campaign.township, preset.archive_categories)
    authorities = load_authorities(campaign.township, preset)
    load_leading_group(campaign, preset)
    load_wordings(campaign, preset)
    load_levels(campaign, preset, authorities)
    load_standards(campaign, preset)
    load_rewards(campaign, preset)


def load_place(preset: Preset, code: str) -> Township:
    """The township with this code; a new one is named as the preset says."""
    found = Township.objects.filter(code=code).first()
    if found:
        return found
    district, _ = District.objects.get_or_create(name=preset.place.district_name)
    return Township.objects.create(district=district, name=preset.place.township_name, code=code)


def load_settings(township: Township, preset: Preset) -> None:
    """The preset's numbers, for settings that are declared and not yet chosen."""
    chosen = {
        key: value if isinstance(value, bool | int | str) else str(value)
        for key, value in vars(preset.settings).items()
        if key in SETTINGS
    }
    township.settings = chosen | township.settings
    township.save(update_fields=["settings"])


def load_villages(township: Township, preset: Preset, year: int) -> dict[str, Village]:
    """{preset code: Village}; groups and figures come with a new village only."""
    villages = {}
    for order, facts in enumerate(preset.villages, 1):
        village, is_new = Village.objects.get_or_create(
            township=township,
            name=facts.name,
            defaults={
                "kind": facts.kind.lower(),
                "fonds_code": facts.fonds_code,
                "order": order,
            },
        )
        if is_new:
            _load_groups(village, facts)
            Figures.objects.create(
                village=village,
                year=year,
                population=facts.population,
                households=facts.households,
                adults=facts.adults,
            )
        villages[facts.code] = village
    return villages


def _load_groups(village, facts):
    households, adults = (
        _shares(facts.households, facts.groups),
        _shares(facts.adults, facts.groups),
    )
    Group.objects.bulk_create(
        Group(
            village=village,
            name=f"{NUMERALS[place]}组" if place < len(NUMERALS) else f"{place + 1}组",
            order=place + 1,
            households=households[place],
            adults=adults[place],
        )
        for place in range(facts.groups)
    )


def _shares(total, parts):
    """`total` in `parts` whole numbers that differ by one at the most."""
    return [total // parts + (place < total % parts) for place in range(parts)]


def load_authorities(township: Township, preset: Preset) -> dict[str, Authority]:
    """{preset code: Authority}, with the names borne before the reform of institutions."""
    found = {}
    for facts in preset.organisations:
        authority, is_new = Authority.objects.get_or_create(
            township=township,
            name=facts.name,
            defaults={"code": facts.code, "tier": facts.tier.lower()},
        )
        if is_new and facts.historical_name:
            FormerName.objects.create(
                authority=authority, name=facts.historical_name, until=REFORM, note=REFORM_NOTE
            )
        found[facts.code] = authority
    return found


def load_campaign(township: Township, preset: Preset, start: int) -> Campaign:
    facts = preset.campaign
    campaign, is_new = Campaign.objects.get_or_create(
        township=township,
        name=facts.name,
        first_year=start,
        defaults={
            "short_name": facts.short_name,
            "preset": preset.code,
            "purpose": facts.purpose,
            "texts_needed": texts_needed(preset),
            "historical_name": facts.historical_name,
            "historical_purpose": facts.historical_purpose,
            "last_year": start + facts.years - 1,
        },
    )
    if is_new:
        record("campaign.create", campaign, None, f"由预设方案建立：{campaign}")
    return campaign


def texts_needed(preset: Preset) -> Any:
    """{kind of text: how many of it a village needs in force}."""
    return {need.code: need.least for need in preset.text_kinds}


def load_basis(campaign: Campaign, preset: Preset) -> None:
    """Basis document and decision, as far as the preset knows them."""
    if campaign.is_draft and not campaign.documents.exists():
        names = {one.code: one.historical_name or one.name for one in preset.organisations}
        today = {one.code: one.name for one in preset.organisations}
        chosen = names if campaign.first_year <= REFORM.year else today
        BasisDocument.objects.create(
            campaign=campaign,
            title=preset.basis.title,
            number=preset.basis.number,
            issuers=[chosen[code] for code in preset.basis.issuers],
            note=preset.basis.note,
        )
    Decision.objects.get_or_create(
        campaign=campaign,
        defaults={
            "body": preset.decision.by,
            "text": preset.decision.summary,
            "note": preset.decision.note,
        },
    )


def load_leading_group(campaign: Campaign, preset: Preset) -> None:
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
    for standard in preset.standards:
        row = rows[standard.code]
        if not row.versions.exists():
            version = StandardVersion.objects.create(standard=row, number=1)
            standard_queries.write(version, standard)


def load_targets(campaign: Campaign, preset: Preset, villages: Mapping[str, Village]) -> None:
    levels = {level.code: level for level in campaign.levels.all()}
    there = set(campaign.targets.values_list("village", "level"))
    Target.objects.bulk_create(
        Target(
            campaign=campaign,
            village=villages[facts.village],
            level=levels[facts.level],
            due_year=preset.year(campaign.first_year, facts.due),
            commitment=facts.commitment.lower(),
            rationale=facts.rationale,
        )
        for facts in preset.targets
        if (villages[facts.village].pk, levels[facts.level].pk) not in there
    )


def load_rewards(campaign: Campaign, preset: Preset) -> None:
    levels = {level.code: level for level in campaign.levels.all()}
    there = set(campaign.reward_rules.values_list("level", "since"))
    for facts in preset.rewards:
        level = levels[facts.level]
        since = date(preset.year(campaign.first_year, facts.from_year), 1, 1)
        if (level.pk, since) not in there:
            RewardRule.objects.create(
                campaign=campaign,
                level=level,
                since=since,
                amount=facts.amount,
                payer=facts.payer.lower(),
                payer_name=facts.payer_name or organ_of(campaign.township),
            )
