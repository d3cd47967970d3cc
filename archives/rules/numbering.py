"""档号: how a record is numbered, read back and checked for gaps.

DA/T 22-2015 and DA/T 13-2022: 全宗号-档案门类·年度-保管期限-机构(问题)-件号, for example
J012-WS·2026-Y-ZCH-0003. “-” stands between levels, “·” inside one; 全宗号 and 件号 have four
characters; the 机构(问题) code has three and may be left out. 件号 runs without gaps in each
series (village, category, year, retention, subject).
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

RETENTIONS = {"Y": "永久", "D30": "30年", "D10": "10年"}
FIRST_YEAR, LAST_YEAR = 1949, 2999
LAST_NUMBER = 9999
DASHES = dict.fromkeys(map(ord, "－—–‐‑−﹣"), "-")
DOTS = dict.fromkeys(map(ord, "•・．‧∙⋅."), "·")
SHAPE = re.compile(
    r"(?P<fonds>[^-·]+)-(?P<category>[^-·]+)·(?P<year>[0-9]+)-(?P<retention>[^-·]+)"
    r"(?:-(?P<issue>[^-·]+))?-(?P<number>[0-9]+)"
)


@dataclass(frozen=True, order=True)
class Reference:
    """One 档号. Sorts as a catalogue does: by series, then number. ValueError when not allowed."""

    fonds: str
    category: str
    year: int
    retention: str
    issue: str
    number: int

    def __post_init__(self):
        _demand(re.fullmatch(r"[A-Z0-9]{4}", self.fonds), f"全宗号“{self.fonds}”应为4位字母或数字")
        _demand(
            re.fullmatch(r"[A-Z]{2}", self.category), f"档案门类“{self.category}”应为2位大写字母"
        )
        _demand(
            FIRST_YEAR <= self.year <= LAST_YEAR,
            f"年度“{self.year}”应为{FIRST_YEAR}年以后的4位年份",
        )
        _demand(
            self.retention in RETENTIONS,
            f"保管期限“{self.retention}”应为Y（永久）、D30（30年）或D10（10年）",
        )
        _demand(
            re.fullmatch(r"([A-Z0-9]{3})?", self.issue),
            f"机构（问题）代码“{self.issue}”应为3位大写字母或数字",
        )
        _demand(1 <= self.number <= LAST_NUMBER, f"件号“{self.number}”应在1到{LAST_NUMBER}之间")

    def __str__(self):
        issue = f"-{self.issue}" if self.issue else ""
        return f"{self.series}{issue}-{self.number:04d}"

    @property
    def series(self) -> str:
        """The part before the subject: J012-WS·2026-Y."""
        return f"{self.fonds}-{self.category}·{self.year}-{self.retention}"


def reference_code(
    fonds: str, category: str, year: int, retention: str, issue: str, number: int
) -> str:
    """The 档号 as text; `issue` may be "". Raises ValueError with a Chinese sentence."""
    return str(Reference(fonds, category, year, retention, issue, number))


def parse_reference(text: str) -> Reference:
    """Reference read from text, also with full-width characters or other dots and dashes."""
    plain = unicodedata.normalize("NFKC", text.translate(DASHES).translate(DOTS))
    plain = "".join(plain.split()).upper()
    found = SHAPE.fullmatch(plain)
    if found is None:
        raise ValueError(f"“{text.strip()}”不是档号，档号形如J012-WS·2026-Y-ZCH-0003")
    return Reference(
        found["fonds"],
        found["category"],
        int(found["year"]),
        found["retention"],
        found["issue"] or "",
        int(found["number"]),
    )


def ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Runs without a hole: {1, 2, 3, 5} → [(1, 3), (5, 5)]."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def gaps(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """What is missing below the highest number, counted from 1: {2, 5} → [(1, 1), (3, 4)]."""
    runs = [(0, 0), *ranges(numbers)]
    return [(end + 1, start - 1) for (_, end), (start, _) in pairwise(runs) if start > end + 1]


def duplicates(numbers: Iterable[int]) -> list[int]:
    """Numbers given more than once, ascending."""
    seen: set[int] = set()
    twice: set[int] = set()
    for number in numbers:
        (twice if number in seen else seen).add(number)
    return sorted(twice)


def range_text(runs: Iterable[tuple[int, int]]) -> str:
    """[(1, 4), (6, 6)] → 0001—0004、0006."""
    return "、".join(
        f"{first:04d}" if first == last else f"{first:04d}—{last:04d}" for first, last in runs
    )


def series_findings(references: Iterable[Reference]) -> list[str]:
    """A sentence for each gap and each duplicate, by series; empty when the numbers run through."""
    by_series = defaultdict(list)
    for reference in references:
        name = f"{reference.series}-{reference.issue}" if reference.issue else reference.series
        by_series[name].append(reference.number)
    findings = []
    for name, numbers in sorted(by_series.items()):
        if missing := gaps(numbers):
            findings.append(f"{name}缺{range_text(missing)}号。")
        if twice := duplicates(numbers):
            findings.append(f"{name}重复{range_text((n, n) for n in twice)}号。")
    return findings


def _demand(is_met, sentence):
    if not is_met:
        raise ValueError(f"{sentence}。")
