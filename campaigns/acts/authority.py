"""Organs and their names: filled in, put right while nothing rests on them, changed by a date.

Serves the rule that a campaign names nobody by itself (创建示范活动管理办法（试行） art. 4): a
preset tells roles, the township says who they are.
"""

import datetime
from collections.abc import Iterator, Mapping

from django.db import transaction
from django.db.models import QuerySet

from campaigns.models import Authority, BasisDocument, Campaign, FormerName, Honour, Level
from campaigns.rules.tier import kind_of, tier_of
from township.dates import cn_date
from township.history.chain import record, remove_row
from township.users.models import User
from township.workflow import Refused


def open_organs(campaign: Campaign) -> QuerySet[Authority]:
    """The naming organs of a campaign whose names are still to be filled in."""
    return Authority.objects.unnamed().filter(levels__campaign=campaign).distinct()


def against_editing(authority: Authority) -> Iterator[str]:
    """Why the name is no longer put right but changed by a date."""
    if authority.name and is_used(authority):
        yield f"已经启动的活动或登记的荣誉用到{authority}，改名要办“更名”，写明从哪天起用。"


def is_used(authority: Authority) -> bool:
    """Does it name levels of a campaign that began, or has it named anybody?"""
    levels = Level.objects.filter(named_by=authority).exclude(
        campaign__status=Campaign.Status.DRAFT
    )
    return levels.exists() or Honour.objects.filter(issuer=authority).exists()


@transaction.atomic
def fill_in(campaign: Campaign, names: Mapping[int, str], *, by: User) -> None:
    """Name the campaign's organs: {id of an unnamed organ: its name}.

    Where an organ of that name is registered already, the campaign's levels take that one.
    """
    for organ in open_organs(campaign):
        name = names.get(organ.pk, "")
        if not name:
            continue
        known = Authority.objects.filter(township=organ.township_id, name=name).first()
        if known:
            Level.objects.filter(campaign__status=Campaign.Status.DRAFT, named_by=organ).update(
                named_by=known
            )
            _stand_for(known, organ, by)
        else:
            organ.name, organ.kind = name, kind_of(name)
            organ.save(update_fields=["name", "kind"])
        record("campaign.edit", campaign, by, f"填写{organ.role}的名称：{name}")


def _stand_for(known, organ, by):
    """An organ that was registered under its name takes the role that a preset knows it by; the row
    without a name goes, where nothing else rests on it."""
    if organ.levels.exists() or organ.former_names.exists() or is_used(organ):
        return
    role = organ.role
    remove_row("campaign.edit", organ, by, f"{role}就是{known}，不再单列")
    if not known.role:
        known.role = role
        known.save(update_fields=["role"])


@transaction.atomic
def rename(
    authority: Authority, name: str, *, on: datetime.date, by: User, note: str = ""
) -> Authority:
    """A reform gives an organ a new name from `on` on; the old one is kept."""
    if Authority.objects.filter(township=authority.township_id, name=name).exists():
        raise Refused("已经有叫这个名称的机关单位。")
    last = authority.former_names.last()
    since = last.until + datetime.timedelta(days=1) if last else None
    if last and since and on <= since:
        raise Refused(
            f"“{last}”用到{cn_date(last.until)}，“{authority}”从{cn_date(since)}起用，"
            "新名称至少要晚一天起用。"
        )
    FormerName.objects.create(
        authority=authority,
        name=authority.name,
        since=since,
        until=on - datetime.timedelta(days=1),
        note=note,
    )
    old, authority.name = authority.name, name
    authority.save(update_fields=["name"])
    record("campaign.edit", authority, by, f"{old}更名为{authority}")
    return authority


def collision(former: FormerName) -> str:
    """The sentence about another former name that was borne on the same days; "" for none."""
    for other in FormerName.objects.filter(authority=former.authority_id).exclude(pk=former.pk):
        starts_before = former.since is None or former.since <= other.until
        ends_after = other.since is None or other.since <= former.until
        if starts_before and ends_after and not _is_open_before(former, other):
            begin = f"{cn_date(other.since)}至" if other.since else "用到"
            return f"和“{other}”（{begin}{cn_date(other.until)}）的日期重叠，请核对起止日期。"
    return ""


def _is_open_before(one, other):
    """Both begin on an unknown day: the one that ends first was borne first."""
    return one.since is None and other.since is None and one.until != other.until


def register_issuers(document: BasisDocument) -> None:
    """The organs that issued a document, among the township's organs."""
    township = document.campaign.township
    known = set(Authority.objects.filter(township=township).values_list("name", flat=True))
    Authority.objects.bulk_create(
        Authority(township=township, name=name, tier=tier_of(name), kind=kind_of(name))
        for name in document.issuers
        if name not in known
    )
