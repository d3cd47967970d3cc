"""Who may hold a 创建示范活动 and name by it: 创建示范活动管理办法（试行）第四条, since April 2022.

Party committees and governments of county level and above; organs of the province and of the centre
once it was approved. Departments and mass organisations of city and district and townships may not.
What a document ordered before goes on as that document allows; a township never named.
"""

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

SINCE = date(2022, 4, 1)
ARTICLE = "《创建示范活动管理办法（试行）》第四条"
TOWNSHIP = "township"
# Tiers whose departments and mass organisations may, once it was approved.
ABOVE_CITY = frozenset({"province", "nation"})


class OrganKind(enum.StrEnum):
    PARTY = "party"
    GOVERNMENT = "government"
    DEPARTMENT = "department"
    MASS = "mass"


LEADING = frozenset({OrganKind.PARTY, OrganKind.GOVERNMENT})


class Standing(enum.Enum):
    MAY = 2
    WITH_APPROVAL = 1
    MAY_NOT = 0


@dataclass(frozen=True)
class Organ:
    name: str
    tier: str
    kind: str


@dataclass(frozen=True)
class Ordered:
    """A document that orders a campaign: its organs and its day."""

    title: str
    on: date | None
    organs: tuple[Organ, ...]


def standing(tier: str, kind: str, on: date | None) -> Standing:
    """Whether an organ may on a day; without a day as it is now."""
    if tier == TOWNSHIP:
        return Standing.MAY_NOT
    if (on is not None and on < SINCE) or kind in LEADING:
        return Standing.MAY
    return Standing.WITH_APPROVAL if tier in ABOVE_CITY else Standing.MAY_NOT


def of_document(document: Ordered) -> Standing:
    """The best of a joint document: with one organ that may, the others follow it."""
    ways = (standing(one.tier, one.kind, document.on) for one in document.organs)
    return max(ways, key=lambda way: way.value, default=Standing.MAY_NOT)


def against_organisers(documents: Iterable[Ordered], *, is_approved: bool) -> Iterator[str]:
    """Why none of the documents is one on which a campaign may be held; nothing where one is.

    A township's own document is no basis at all, which is told elsewhere.
    """
    told = [one for one in documents if any(organ.tier != TOWNSHIP for organ in one.organs)]
    best = max((of_document(one) for one in told), key=lambda way: way.value, default=None)
    if best is Standing.MAY_NOT:
        for one in told:
            names = "、".join(organ.name for organ in one.organs)
            yield (
                f"依据文件《{one.title}》由{names}发文。2022年4月起，市县级部门、群团机关和乡镇（街道）"
                f"不得开展创建示范活动（{ARTICLE}），须有县级以上党委、政府，或者经批准的中央、省级机关的文件。"
            )
    elif best is Standing.WITH_APPROVAL and not is_approved:
        names = "、".join(
            dict.fromkeys(
                organ.name
                for one in told
                for organ in one.organs
                if standing(organ.tier, organ.kind, one.on) is Standing.WITH_APPROVAL
            )
        )
        yield (
            f"{names}开展创建示范活动须经批准（{ARTICLE}），"
            "请登记批准文件，文号、成文日期、扫描件都要有。"
        )


def against_naming(organ: Organ, on: date | None, *, is_approved: bool) -> str:
    """Why an organ may not name on a day; "" when it may."""
    if organ.tier == TOWNSHIP:
        return f"{organ.name}是镇里的机关，不能命名"
    way = standing(organ.tier, organ.kind, on)
    if way is Standing.MAY_NOT:
        return (
            f"{organ.name}是市县级部门或群团机关，2022年4月起不得命名（{ARTICLE}），"
            "命名的应当是县级以上党委、政府"
        )
    if way is Standing.WITH_APPROVAL and not is_approved:
        return f"{organ.name}开展创建示范活动须经批准（{ARTICLE}），请先登记批准文件"
    return ""
