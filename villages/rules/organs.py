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
