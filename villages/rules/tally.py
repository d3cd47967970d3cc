"""The figures of a vote and whether they can be true.

Attendance and count must agree before a verdict is asked for: sign-in sheet, people present and
ballots issued are one number, what was returned is not more, and the votes add up to it. Secret
ballots are entered twice, independently, and compared. Every refusal names the sum that is off.
"""

from dataclasses import dataclass

from villages.rules.kinds import Mode, VotingMethod


@dataclass(frozen=True)
class Roll:
    """Who should come and who came, in the unit of `mode`.

    total: adults of eighteen and over, households, delegates, or 组成人员 (committee members and
        representatives, a person in both counted once).
    signed_in: lines on the sign-in sheet; None when it was not counted apart.
    excluded: villagers away and left out of the total (Chongqing); counts only where local rules
        allow it. is_exclusion_announced: their number was told to the meeting.
    reps, women_reps, women_reps_present: for meetings of representatives.
    women_present: None when it was not counted. population: for the fewest representatives.
    registered: what the register of that day gives for `total`; None where it gives nothing.
    ground: why `total` is not that number.
    """

    mode: Mode
    total: int | None
    present: int | None
    signed_in: int | None = None
    excluded: int = 0
    is_exclusion_announced: bool = False
    reps: int = 0
    women_reps: int = 0
    women_reps_present: int = 0
    women_present: int | None = None
    population: int | None = None
    registered: int | None = None
    ground: str = ""


@dataclass(frozen=True)
class VoteCounts:
    """The result of one motion. `issued`, `returned` and `invalid` belong to secret ballots."""

    method: VotingMethod
    yes: int
    no: int
    abstain: int
    invalid: int = 0
    issued: int | None = None
    returned: int | None = None


def roll_problems(roll: Roll, may_exclude: bool = False) -> list[str]:
    """Contradictions inside the attendance figures; what is not known yet contradicts nothing.

    may_exclude: villagers away leave the total, so who came cannot be more than the rest.
    """
    found = _negatives(
        应到=roll.total,
        实到=roll.present,
        签到=roll.signed_in,
        外出不计入=roll.excluded,
        代表=roll.reps,
        妇女代表=roll.women_reps,
        到会妇女代表=roll.women_reps_present,
        到会妇女=roll.women_present,
    )
    if found:
        return found
    found = _exceeding(
        ("实到", roll.present, "应到", roll.total),
        ("外出不计入", roll.excluded, "应到", roll.total),
        ("代表", roll.reps, "应到", roll.total),
        ("妇女代表", roll.women_reps, "代表", roll.reps),
        ("到会妇女代表", roll.women_reps_present, "妇女代表", roll.women_reps),
        ("到会妇女代表", roll.women_reps_present, "实到", roll.present),
        ("到会妇女", roll.women_present, "实到", roll.present),
        ("到会妇女代表", roll.women_reps_present, "到会妇女", roll.women_present),
    )
    if roll.total == 0:
        found.append("应到人数不能是0")
    if may_exclude and not found and roll.total is not None:
        base = roll.total - (roll.excluded or 0)
        found += _exceeding(("实到", roll.present, "扣除外出人员后的应到", base))
    if roll.signed_in is not None and roll.signed_in != roll.present:
        found.append(f"签到{roll.signed_in}人与实到{roll.present}人不一致")
    return found


def count_problems(counts: VoteCounts, roll: Roll) -> list[str]:
    """Contradictions inside the figures of one count; each names the sum that is off."""
    found = _negatives(
        赞成=counts.yes,
        反对=counts.no,
        弃权=counts.abstain,
        废票=counts.invalid,
        发出票=counts.issued,
        收回票=counts.returned,
    )
    if found:
        return found
    votes = counts.yes + counts.no + counts.abstain
    shown = f"赞成{counts.yes}+反对{counts.no}+弃权{counts.abstain}"
    if counts.method != VotingMethod.SECRET:
        if counts.invalid or counts.issued or counts.returned:
            found.append(
                f"{VotingMethod(counts.method).label}没有选票，不应填写发出票、收回票或废票"
            )
        if votes != roll.present:
            found.append(f"{shown}={votes}，与实到{roll.present}人不相等")
        return found
    if counts.issued is None or counts.returned is None:
        return [*found, "无记名投票应填写发出票数和收回票数"]
    if counts.issued != roll.present:
        found.append(f"发出票{counts.issued}张与实到{roll.present}人不相等")
    found += _exceeding(("收回票", counts.returned, "发出票", counts.issued))
    cast = votes + counts.invalid
    if cast != counts.returned:
        found.append(f"{shown}+废票{counts.invalid}={cast}，与收回票{counts.returned}张不相等")
    return found


def compare_tallies(first: VoteCounts, second: VoteCounts) -> list[str]:
    """Differences between two independent entries of one secret ballot; empty when they agree."""
    names = {
        "issued": "发出票",
        "returned": "收回票",
        "yes": "赞成",
        "no": "反对",
        "abstain": "弃权",
        "invalid": "废票",
    }
    return [
        f"{name}：第一次录入{getattr(first, key)}，第二次录入{getattr(second, key)}"
        for key, name in names.items()
        if getattr(first, key) != getattr(second, key)
    ]


def _negatives(**figures: int | None) -> list[str]:
    return [f"{name}数不能是负数" for name, n in figures.items() if n is not None and n < 0]


def _exceeding(*pairs: tuple[str, int | None, str, int | None]) -> list[str]:
    return [
        f"{part}数{n}大于{whole}数{limit}"
        for part, n, whole, limit in pairs
        if n is not None and limit is not None and n > limit
    ]
