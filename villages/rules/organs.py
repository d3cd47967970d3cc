"""What the organ of a township is called (地方组织法 articles 2 and 85).

A 镇 or 乡 has a people's government; a 街道 has none, its organ is the district's 办事处.
"""

from villages.rules.kinds import FilingAuthority


def kind_of(name: str) -> FilingAuthority:
    """Whether the place of this name has a 人民政府 or a 办事处."""
    return FilingAuthority.STREET if name.endswith("街道") else FilingAuthority.TOWNSHIP


def usual_name(name: str) -> str:
    """清河镇人民政府, 锦绣街道办事处."""
    return f"{name}办事处" if kind_of(name) == FilingAuthority.STREET else f"{name}人民政府"


def own_word(name: str) -> str:
    """How the place of this name speaks of itself in a letter: 我镇, 我乡, 我街道."""
    kind = next((one for one in ("街道", "镇", "乡") if name.endswith(one)), "单位")
    return f"我{kind}"


def founding_law(is_community: bool) -> str:
    """Who sets up, dissolves and adjusts a committee: 村民委员会组织法 (2025) art. 3,
    城市居民委员会组织法 (2025) art. 3."""
    if is_community:
        return (
            "居民委员会的设立、撤销、规模调整，由街道办事处提出，报不设区的市、市辖区政府批准"
            "（城市居民委员会组织法第三条）。"
        )
    return (
        "村民委员会的设立、撤销、范围调整，由镇政府提出，经村民会议讨论同意，报县级政府批准"
        "（村民委员会组织法第三条）。"
    )
