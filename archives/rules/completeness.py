"""What a village's archive has, lacks, or need not have yet.

Serves the plan's task four (每一步都要留存归档) and the completeness check of 四性检测
(DA/T 70-2018). Pure: requirements (a township's own rules) and facts go in, cells come out.
A gap only counts once its day has passed: a quarter's or the year's last day, an event's day
plus the days of grace, the end of the first campaign year for texts.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from archives.rules.requirements import (
    ArchiveCell,
    ArchiveCounts,
    ArchiveEvent,
    ArchivePiece,
    ArchiveRequirement,
    ArchiveState,
    Filed,
    Per,
    TextRow,
    YearSpan,
    listed,
)
from township.dates import cn_date

QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
GRACE_DAYS = 10


def assess(
    requirements: Iterable[ArchiveRequirement],
    filed: Iterable[Filed],
    events: Iterable[ArchiveEvent],
    *,
    year: int,
    today: date,
    campaign: YearSpan | None = None,
    term: YearSpan | None = None,
    grace_days: int = GRACE_DAYS,
) -> list[ArchiveCell]:
    """A cell for every requirement, in the given order, for one village.

    `filed` holds the records of all years: texts and terms look back.
    """
    by_category: dict[str, list[Filed]] = defaultdict(list)
    for one in filed:
        by_category[one.category].append(one)
    events = tuple(events)
    whole = YearSpan(date(year, 1, 1), date(year, 12, 31))
    window = _overlap(whole, campaign)
    cells = []
    for requirement in requirements:
        own = [one for one in by_category[requirement.category] if _serves(one, requirement)]
        if window is None:
            cells.append(ArchiveCell(requirement, (), today, is_outside=True))
            continue
        looks_back = {Per.TEXT: campaign, Per.TERM: term, Per.CAMPAIGN: campaign}
        if requirement.per in looks_back:
            pieces = _lasting(requirement, own, whole, looks_back[requirement.per])
        else:
            of_year = [one for one in own if one.year == year]
            pieces = _yearly(requirement, of_year, own, events, window, grace_days)
        cells.append(ArchiveCell(requirement, tuple(pieces), today))
    return cells


def of_place(
    requirements: Iterable[ArchiveRequirement], publicity_months: int | None
) -> list[ArchiveRequirement]:
    """The requirements as they ask of a place whose law has it publish so often: each quarter in a
    village (村民委员会组织法第三十五条第三款); where the law names no interval, once a year shows
    that it was done."""
    is_quarterly = publicity_months is not None and publicity_months <= 3
    per = Per.QUARTER if is_quarterly else Per.YEAR
    return [replace(one, per=per) if one.per == Per.PUBLICITY else one for one in requirements]


def summary(cells: Iterable[ArchiveCell]) -> ArchiveCounts:
    """How many cells stand in each state."""
    count = Counter(cell.state for cell in cells)
    return ArchiveCounts(*(count[state] for state in ArchiveState))


def text_matrix(cells: Iterable[ArchiveCell]) -> list[TextRow]:
    """The plan's twelve cells: a row for each text, a cell for each stage."""
    rows: dict[str, list[ArchiveCell]] = {}
    for cell in cells:
        if cell.requirement.per == Per.TEXT:
            rows.setdefault(cell.requirement.category, []).append(cell)
    return [TextRow(category, tuple(row)) for category, row in rows.items()]


def urgent_gaps(cells: Iterable[ArchiveCell], limit: int = 3) -> list[ArchiveCell]:
    """What to do first: longest overdue before less, missing before partial, one a category."""
    order = {ArchiveState.MISSING: 0, ArchiveState.PARTIAL: 1}
    chosen: dict[str, ArchiveCell] = {}
    with_gaps = (cell for cell in cells if cell.gaps)
    for cell in sorted(with_gaps, key=lambda cell: (cell.due_on, order[cell.state])):
        chosen.setdefault(cell.requirement.category, cell)
    return list(chosen.values())[:limit]


def urgent_sentence(cells: Sequence[ArchiveCell], limit: int = 3) -> str:
    """One sentence for the village's page and the township's list."""
    if urgent := urgent_gaps(cells, limit):
        wanted = "；".join(f"{cell.requirement.name}缺{listed(cell.gaps)}" for cell in urgent)
        return f"最急的{len(urgent)}项：{wanted}。" if len(urgent) > 1 else f"最急的是{wanted}。"
    waiting = [(cell.due_on, cell) for cell in cells if cell.waiting and cell.due_on]
    if waiting:
        due, following = min(waiting, key=lambda pair: pair[0])
        name, day = following.requirement.name, cn_date(due)
        return f"已到期的都齐了，下一项是{name}（{day}到期）。"
    if any(cell.state == ArchiveState.PRESENT for cell in cells):
        return "应归档的都齐了。"
    return "还没有要归档的内容。"


def _serves(one, requirement):
    return not one.keys or requirement.key in one.keys


def _overlap(whole, campaign):
    if campaign is None:
        return whole
    start, end = max(whole.start, campaign.start), min(whole.end, campaign.end)
    return YearSpan(start, end) if start <= end else None


def _lasting(requirement, own, whole, span):
    """Texts and what is asked once a term or campaign: done once, it holds in later years."""
    start = span.start if span else date.min
    if requirement.per == Per.CAMPAIGN and span:
        due_on = span.end
    else:
        due_on = date(span.start.year, 12, 31) if span else whole.end
    if requirement.per == Per.TEXT:
        found = [
            one for one in own if requirement.stage in one.stages and one.year <= whole.end.year
        ]
    else:
        found = [one for one in own if start <= one.on <= whole.end]
    yield _piece("", found, requirement, requirement.count, due_on)


def _piece(name, found, requirement, need, due_on):
    """`found` records against `need`: only those count that hold what is asked of each."""
    holds = requirement.holds
    bare = [one for one in found if holds and holds not in one.held]
    have = len(found) - len(bare)
    if bare and have < need <= len(found):
        return ArchivePiece(name, have, need, due_on, holds, bare[0].record)
    return ArchivePiece(name, have, need, due_on)


def _yearly(requirement, of_year, own, events, window, grace_days):
    if requirement.per == Per.YEAR:
        return [_piece("", of_year, requirement, requirement.count, window.end)]
    if requirement.per == Per.QUARTER:
        return _quarters(requirement, of_year, window)
    if requirement.per == Per.EVENT:
        return _events(requirement, own, events, window, grace_days)
    return _fields(requirement, of_year)


def _quarters(requirement, of_year, window):
    by_quarter = defaultdict(list)
    for one in of_year:
        by_quarter[(one.on.month - 1) // 3].append(one)
    for number, name in enumerate(QUARTERS):
        start = date(window.end.year, number * 3 + 1, 1)
        end = quarter_end(window.end.year, number + 1)
        if end >= window.start and start <= window.end:
            due_on = min(end, window.end)
            yield _piece(name, by_quarter[number], requirement, requirement.count, due_on)


def _events(requirement, own, events, window, grace_days):
    """Known facts, each with its record or without; then records of facts kept elsewhere."""
    filed = {one.source: one for one in own}
    known = [one for one in events if one.category == requirement.category]
    for event in known:
        if window.start <= event.on <= window.end:
            due_on = event.on + timedelta(days=grace_days)
            found = [filed[event.source]] if event.source in filed else []
            yield _piece(f"“{event.title}”", found, requirement, 1, due_on)
    sources = {event.source for event in known}
    for one in own:
        if window.start <= one.on <= window.end and one.source not in sources:
            yield _piece(f"“{one.title}”", [one], requirement, 1, one.filed_on)


def _fields(requirement, of_year):
    for one in of_year:
        empty = [name for key, name in requirement.fields if key not in one.filled]
        named = f"“{one.title}”的{'、'.join(empty)}" if empty else one.title
        yield ArchivePiece(named, int(not empty), 1, one.filed_on)


def quarter_end(year: int, quarter: int) -> date:
    """Last day of quarter 1 to 4."""
    return date(year, quarter * 3, 30 if quarter in (2, 3) else 31)
