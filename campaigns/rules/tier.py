"""On which tier an organ stands and of what kind it is, as far as its name tells."""

import re

from campaigns.rules.organising import LEADING, OrganKind

_SIGNS = (
    ("nation", "^(国家|全国|中央|中共中央|国务院|中华)|^[^省市县区镇乡州旗]+部$"),
    ("township", "镇|乡|街道"),
    ("district", "区|县|旗"),
    ("province", "省|自治区"),
    ("city", "市|州|盟"),
)


def tier_of(name: str) -> str:
    """The tier of an organ by its name; a name that tells none is taken for the district's.

    The smallest place named in it counts: 清江市江南区卫生健康委员会 is the district's.
    """
    for tier, sign in _SIGNS:
        if re.search(sign, name.replace("自治区", "省")):
            return tier
    return "district"


_KINDS = (
    (
        OrganKind.MASS,
        "(协会|联合会|总工会|工会|妇联|团委|共青团.*|残联|科协|文联|侨联|工商联|红十字会)$",
    ),
    (OrganKind.GOVERNMENT, "(政府|国务院)(办公室|办公厅)?$"),
    (OrganKind.PARTY, "((省|自治区|市|州|盟|区|县|旗)委(员会)?|党委|中共中央)(办公室|办公厅)?$"),
    (OrganKind.PARTY, "^中(共|国共产党)[^委]*委(员会)?(办公室|办公厅)?$"),
)


def kind_of(name: str) -> OrganKind:
    """The kind of an organ by its name; what tells none is a department, which may least.

    An office (办公室) of a Party committee or a government writes in its name.
    """
    return next((kind for kind, sign in _KINDS if re.search(sign, name)), OrganKind.DEPARTMENT)


def is_asked_by_request(name: str) -> bool:
    """Does a township ask this organ by 请示, as one asks a superior organ? A department that
    does not lead it is written to by 函 (《党政机关公文处理工作条例》第八条)."""
    return kind_of(name) in LEADING
