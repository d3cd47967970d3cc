"""应到 beside what is registered: adults, households or seats of the place on the day of a meeting.

A quorum is a share of those entitled (村民委员会组织法第二十六条、第三十条, 城市居民委员会组织法
第二十七条、第二十九条), so a figure below the register needs its ground.
"""

from villages.rules.kinds import Mode
from villages.rules.tally import Roll

# Below this the difference passes for births, deaths and moves since the register was kept.
REGISTER_PERCENT = 5
# What is registered for each way of counting, and its unit.
WHAT = {
    Mode.PERSON: ("18周岁以上人数", "人"),
    Mode.HOUSEHOLD: ("户数", "户"),
    Mode.MEMBER: ("组成人员", "人"),
}


def is_much_smaller(roll: Roll, percent: int = REGISTER_PERCENT) -> bool:
    """Does 应到 fall short of the register by more than `percent` of it?"""
    if roll.registered is None or roll.total is None:
        return False
    return (roll.registered - roll.total) * 100 > percent * roll.registered


def deviation_told(roll: Roll) -> str:
    """One sentence without full stop on a difference and its ground; "" where there is none."""
    if roll.registered is None or roll.total is None or roll.total == roll.registered:
        return ""
    what, unit = WHAT[Mode(roll.mode)]
    by = abs(roll.registered - roll.total)
    differs = f"{'少' if roll.total < roll.registered else '多'}{by}{unit}"
    ground = f"依据：{roll.ground.strip()}" if roll.ground.strip() else "没有写明依据"
    return f"应到{roll.total}{unit}，比登记的{what}{roll.registered}{unit}{differs}，{ground}"
