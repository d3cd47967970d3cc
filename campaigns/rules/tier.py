"""On which tier an organ stands, as far as its name tells."""

import re

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
