"""Founding a campaign: with its basis document, and with a preset's ladder where one is chosen.

Serves the plan's opening clauses (3–5): no campaign without the document of organs above the
township (创建示范活动管理办法（试行） art. 4).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse

from campaigns.acts import authority as authority_acts
from campaigns.acts import preset as preset_acts
from campaigns.models import BasisDocument, Campaign, Level, Standard, StandardVersion
from campaigns.rules import preset
from township.history.chain import record, remove_row
from township.users.models import User
from township.users.settings import SETTINGS
from township.workflow import Refused


def create(campaign: Campaign, document: BasisDocument, ladder: str, *, by: User) -> Campaign:
    """Save a new campaign with its document; `ladder` names a preset or is empty."""
    with transaction.atomic():
        chosen = preset.load(ladder) if ladder else None
        campaign.preset = ladder
        if chosen:
            for field, value in preset_acts.asked(chosen).items():
                setattr(campaign, field, value)
        campaign.save()
        document.campaign = campaign
        document.save()
        authority_acts.register_issuers(document)
        if chosen:
            preset_acts.equip(campaign, chosen)
        else:
            Standard.objects.create(campaign=campaign, code="S1", name="创建标准")
        record("campaign.create", campaign, by, f"新建活动：{campaign}，依据{document}")
    return campaign


def against_removal(campaign: Campaign) -> Iterator[str]:
    """Why the campaign has to stay: it was begun, or something of it went out."""
    if not campaign.is_draft:
        yield "活动已经启动，不能删除，只能结束。"
    issued = {
        "标准": StandardVersion.objects.filter(standard__campaign=campaign),
        "活动方案": campaign.plans.all(),
    }
    for what, rows in issued.items():
        if rows.exclude(issued_on=None).exists():
            yield f"本活动的{what}已经下发，不能删除。"
    if campaign.assignments.exists() or campaign.rounds.exists():
        yield "本活动已经有年度任务或者考评，不能删除。"


@transaction.atomic
def remove(campaign: Campaign, *, by: User) -> None:
    """Delete a drafted campaign with all that was prepared for it; its categories stay."""
    campaign.reward_rules.all().delete()
    campaign.targets.all().delete()
    StandardVersion.objects.filter(standard__campaign=campaign).delete()
    Level.objects.filter(campaign=campaign).update(requires=None)
    campaign.levels.all().delete()
    told = f"删除筹备中的活动：{campaign}（{campaign.period}）"
    remove_row("campaign.remove", campaign, by, told)


@transaction.atomic
def settle_ways(campaign: Campaign, given: Mapping[str, Any], *, by: User) -> None:
    """Keep of `given` {setting: value} what differs from the township's own."""
    row = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if row.is_closed:
        raise Refused("活动已经结束，办法不能再改。")
    before = {key: row.setting(key) for key in given}
    row.own_settings = {
        key: value for key, value in given.items() if value != row.township.setting(key)
    }
    row.save(update_fields=["own_settings"])
    changes = {
        SETTINGS[key].label: [before[key], value]
        for key, value in given.items()
        if value != before[key]
    }
    if changes:
        record("campaign.edit", row, by, f"修改{row}的办法", changes)


def refuse_started(campaign: Campaign) -> None:
    """Raise Refused unless the campaign is still being prepared."""
    if not campaign.is_draft:
        raise Refused("活动已经启动，这一项不能再改。")


def refuse_gaps(campaign: Campaign, document: BasisDocument) -> None:
    """A document added to a running campaign freezes at once, so it must be complete."""
    if campaign.is_closed:
        raise Refused("活动已经结束，不能再登记依据文件。")
    if not campaign.is_draft and document.gaps:
        raise Refused(f"活动已经启动，依据文件登记后不能再改，请补齐{'、'.join(document.gaps)}。")


def steps(campaign: Campaign) -> list[dict[str, str]]:
    """What is to be done before the campaign starts, for `components/stepper.html`."""
    documents = list(campaign.documents.all())
    decision = getattr(campaign, "decision", None)
    unnamed = authority_acts.open_organs(campaign).exists()
    done = (
        ("依据文件", bool(documents) and not any(one.gaps for one in documents), "#documents"),
        ("镇里的决定", bool(decision and decision.dated), "#decision"),
        ("级别", campaign.levels.exists() and not unnamed, "#levels"),
        (
            "各村目标",
            campaign.targets.in_force().exists(),
            reverse("campaigns:targets", args=[campaign.pk]),
        ),
        ("启动活动", False, reverse("campaigns:campaign_act", args=[campaign.pk, "start"])),
    )
    current = next(place for place, (_, is_done, _) in enumerate(done) if not is_done)
    return [
        {
            "label": label,
            "url": url,
            "state": "done" if is_done else "current" if place == current else "todo",
        }
        for place, (label, is_done, url) in enumerate(done)
    ]
