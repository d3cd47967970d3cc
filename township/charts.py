"""Charts as figures in a drawing: where each column, point and word stands. Pure; a template draws.

A drawing is WIDE units across whatever the screen, so that its words stay readable on a phone.
Every chart says its own numbers as a table (`heads`, `rows`) for whoever cannot see it. Values are
numbers of any kind, None where there is none. What belongs to which series is told by form and by
words, not by colour alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

WIDE = 360
LEFT, RIGHT, TOP, FOOT = 34, 8, 18, 24
HEIGHT = 190
LINE = 24  # height of one row of a spread
NAMES = 92  # width of its names
STEPS = (1, 2, 5)
ABOVE, BELOW = -8, 20  # where a value stands by its point
ROOM = 26  # what it takes there
LETTER = 6.7  # width of half a Chinese character at the size of the words

Number = int | float | Decimal


@dataclass(frozen=True)
class Bar:
    """One of some horizontal bars that are compared (`bar_chart`); `url` leads behind it."""

    label: str
    value: Number
    tone: str = "active"
    url: str = ""


@dataclass(frozen=True)
class Series:
    """A name and a value for each place along the chart; `form` is how it is drawn."""

    name: str
    values: Sequence[Number | None]
    form: str = "first"  # first, second or third


@dataclass(frozen=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True)
class Pillar:
    x: float
    y: float
    width: float
    height: float
    form: str
    value: str

    @property
    def half(self) -> float:
        return round(self.width / 2, 1)


@dataclass(frozen=True)
class Spot:
    """A point with its value, which stands `shift` below it (above where negative)."""

    x: float
    y: float
    value: str = ""
    shift: int = ABOVE


@dataclass(frozen=True)
class Path:
    """A line in pieces (a year without a value parts it), with its points."""

    name: str
    form: str
    pieces: tuple[str, ...]
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Stretch:
    """One row of a spread: a name, from the lowest to the highest value, each value a spot."""

    name: str
    y: float
    start: float
    end: float
    width: float
    spots: tuple[Spot, ...]
    value: str
    is_wide: bool


@dataclass(frozen=True)
class Drawing:
    """What a template draws; `kind` names its template."""

    kind: str
    title: str
    height: float
    ticks: tuple[Tick, ...]
    labels: tuple[Spot, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    names: tuple[tuple[str, str], ...] = ()  # (form, name) of the series, where there are several
    columns: tuple[Pillar, ...] = ()
    paths: tuple[Path, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    unit: str = ""
    wide: int = WIDE
    left: int = LEFT

    @property
    def foot(self) -> float:
        """Where the drawing ends and the words below it begin."""
        return self.height - FOOT


def number_told(value: Number | None) -> str:
    """A number as a page writes it; a dash where there is none."""
    if value is None:
        return "—"
    text = f"{value:f}" if isinstance(value, Decimal) else f"{value:.10g}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def scale(
    low: Number, high: Number, steps: int = 4, *, is_whole: bool = False
) -> tuple[list[float], float, float]:
    """(marks, lowest, highest) of an axis over the values: round numbers, at most `steps` + 1.

    What is counted has no halves (`is_whole`).
    """
    low, high = float(low), float(high)
    if high <= low:
        high = low + 1
    step = 1.0 if is_whole else 0.1
    while True:
        for factor in STEPS:
            size = step * factor
            start, end = int(low // size), -int(-high // size)
            if end - start <= steps:
                marks = [round(number * size, 6) for number in range(start, end + 1)]
                return marks, marks[0], marks[-1]
        step *= 10


def _given(series: Sequence[Series]) -> list[float]:
    return [float(value) for one in series for value in one.values if value is not None]


def _table(first, labels, series, unit):
    heads = (first, *(f"{one.name}（{unit}）" if unit else one.name for one in series))
    rows = tuple(
        (label, *(number_told(one.values[place]) for one in series))
        for place, label in enumerate(labels)
    )
    return heads, rows


def _axis(low, high, is_whole=False):
    """(ticks, function from a value to its height)."""
    marks, lowest, highest = scale(low, high, is_whole=is_whole)
    reach = HEIGHT - TOP - FOOT

    def at(value):
        return round(HEIGHT - FOOT - (float(value) - lowest) / (highest - lowest) * reach, 1)

    return tuple(Tick(at(mark), number_told(mark)) for mark in marks), at


def _thinned(labels: Sequence[str], places: Sequence[float]) -> tuple[Spot, ...]:
    """The words below the axis, each second or third where all of them would not fit."""
    longest = max((sum(2 if ord(one) > 255 else 1 for one in label) for label in labels), default=1)
    room = (WIDE - LEFT - RIGHT) / max(len(labels), 1)
    every = max(1, -int(-longest * LETTER // max(room, 1)))
    return tuple(
        Spot(places[place], HEIGHT - 7, label)
        for place, label in enumerate(labels)
        if place % every == 0
    )


def columns(
    title: str, labels: Sequence[str], series: Sequence[Series], *, unit: str = "", first: str = ""
) -> Drawing:
    """Columns from nought up, those of one label beside each other."""
    given = [value for one in series for value in one.values if value is not None]
    is_whole = all(isinstance(value, int) for value in given)
    ticks, at = _axis(0, max([0, *given]), is_whole)
    room = (WIDE - LEFT - RIGHT) / max(len(labels), 1)
    width = min(room * 0.76 / max(len(series), 1), 34)
    middles = [round(LEFT + room * (place + 0.5), 1) for place in range(len(labels))]
    drawn = []
    for number, one in enumerate(series):
        for place, value in enumerate(one.values):
            if value is None:
                continue
            x = middles[place] + (number - len(series) / 2) * width
            top = at(value)
            box = (round(x, 1), top, round(width - 1, 1), round(HEIGHT - FOOT - top, 1))
            drawn.append(Pillar(*box, one.form, number_told(value)))
    heads, rows = _table(first, labels, series, unit)
    names = tuple((one.form, one.name) for one in series) if len(series) > 1 else ()
    return Drawing(
        "columns", title, HEIGHT, ticks, _thinned(labels, middles), heads, rows, names,
        columns=tuple(drawn), unit=unit,
    )  # fmt: skip


def lines(
    title: str, labels: Sequence[str], series: Sequence[Series], *, unit: str = "", first: str = ""
) -> Drawing:
    """One line a series; where a value is missing the line is parted."""
    given = _given(series) or [0.0]
    ticks, at = _axis(min(given), max(given))
    room = (WIDE - LEFT - RIGHT) / max(len(labels), 1)
    middles = [round(LEFT + room * (place + 0.5), 1) for place in range(len(labels))]
    paths = []
    for one in series:
        pieces, piece, spots = [], [], []
        for place, value in enumerate(one.values):
            if value is None:
                pieces.append(piece)
                piece = []
                continue
            spot = Spot(middles[place], at(value), number_told(value))
            piece.append(f"{spot.x},{spot.y}")
            spots.append(spot)
        joined = tuple(" ".join(held) for held in [*pieces, piece] if len(held) > 1)
        paths.append(Path(one.name, one.form, joined, tuple(spots)))
    spots = [spot for path in paths for spot in path.spots]
    paths = [replace(one, spots=tuple(_clear(spot, spots) for spot in one.spots)) for one in paths]
    heads, rows = _table(first, labels, series, unit)
    names = tuple((one.form, one.name) for one in series)
    return Drawing(
        "lines", title, HEIGHT, ticks, _thinned(labels, middles), heads, rows, names,
        paths=tuple(paths), unit=unit,
    )  # fmt: skip


def _clear(spot: Spot, others: Sequence[Spot]) -> Spot:
    """With its value below where a point of another line would stand in it above."""
    apart = [other.y - spot.y for other in others if other.x == spot.x]
    is_taken = any(-ROOM < y < 0 for y in apart) and not any(0 < y < ROOM for y in apart)
    return replace(spot, shift=BELOW) if is_taken else spot


def spread(
    title: str,
    rows: Sequence[tuple[str, Sequence[Number]]],
    *,
    limit: Number | None = None,
    unit: str = "",
    first: str = "",
) -> Drawing:
    """How far apart several judgements of the same lie: (name, values), one row each.

    What lies further apart than `limit` is marked. A name without a value is left out.
    """
    shown = [(name, sorted(map(float, values))) for name, values in rows if values]
    given = [value for _, values in shown for value in values] or [0.0]
    marks, lowest, highest = scale(min(given), max(given))
    reach = WIDE - NAMES - RIGHT - 34

    def at(value):
        return round(NAMES + (value - lowest) / (highest - lowest) * reach, 1)

    drawn, told_rows = [], []
    for place, (name, values) in enumerate(shown):
        y = TOP + LINE * place + LINE / 2
        apart = Decimal(str(values[-1])) - Decimal(str(values[0]))
        is_wide = limit is not None and apart > Decimal(str(limit))
        start, end = at(values[0]), at(values[-1])
        spots = tuple(Spot(at(value), y, number_told(value)) for value in values)
        drawn.append(
            Stretch(name, y, start, end, round(end - start, 1), spots, number_told(apart), is_wide)
        )
        told_rows.append((name, *map(number_told, (values[0], values[-1], apart))))
    height = TOP + LINE * len(shown) + FOOT
    labels = tuple(Spot(at(mark), height - 7, number_told(mark)) for mark in marks)
    behind = f"（{unit}）" if unit else ""
    heads = (first, f"最低{behind}", f"最高{behind}", f"相差{behind}")
    return Drawing(
        "spread", title, height, tuple(Tick(at(mark), "") for mark in marks), labels, heads,
        tuple(told_rows), stretches=tuple(drawn), unit=unit, left=NAMES,
    )  # fmt: skip
