"""Who has heard what: contents × groups × channels, and which charter topics are written down.

Serves the plan's demand that five contents reach every group through five channels (clauses 40,
41) and that a charter speaks of five topics (clause 19). Two topics read differently today:
避孕节育 is informed choice (人口与计划生育法第二十条), 流动人口管理 is equal service.
"""

import re
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass

from villages.rules.kinds import Topic


@dataclass(frozen=True)
class PublicityEvent:
    """One act of publicity: what was told, where, by which channel. groups: keys of `matrix`."""

    channel: str
    contents: Collection[str]
    groups: Collection[Hashable]


@dataclass(frozen=True)
class CoverageCell:
    """What one group heard of one content: channels in the given order, times."""

    channels: tuple[str, ...] = ()
    times: int = 0

    @property
    def is_heard(self) -> bool:
        return self.times > 0


@dataclass(frozen=True)
class Row:
    """One content across all groups, in their order."""

    content: str
    label: str
    cells: tuple[CoverageCell, ...]

    @property
    def heard(self) -> int:
        return sum(cell.is_heard for cell in self.cells)


@dataclass(frozen=True)
class Matrix:
    """rows: one a content; groups: their names in column order; used, unused: channel names."""

    groups: tuple[str, ...]
    rows: tuple[Row, ...]
    used: tuple[str, ...]
    unused: tuple[str, ...]

    @property
    def heard(self) -> int:
        return sum(row.heard for row in self.rows)

    @property
    def total(self) -> int:
        """Cells in all; the share told is `heard` of `total`."""
        return len(self.rows) * len(self.groups)

    @property
    def is_complete(self) -> bool:
        """Every content reached every group, and there is somebody to reach."""
        return self.heard == self.total > 0

    @property
    def missing(self) -> list[str]:
        """A sentence a group with gaps, and one for channels not used."""
        sentences = []
        for at, group in enumerate(self.groups):
            gaps = [row.label for row in self.rows if not row.cells[at].is_heard]
            if gaps:
                sentences.append(f"{group}还没有宣传到：{'、'.join(gaps)}")
        if self.unused:
            sentences.append(f"还没有用过的宣传渠道：{'、'.join(self.unused)}")
        return sentences


def matrix(
    events: Iterable[PublicityEvent],
    groups: Mapping[Hashable, str],
    contents: Mapping[str, str],
    channels: Mapping[str, str],
) -> Matrix:
    """Count events into content × group.

    groups, contents, channels: key → name on screen, in the order to show; `channels` are those
    expected. An event by another channel counts as heard; unknown groups and contents do not.
    """
    events = list(events)
    used = {event.channel for event in events}
    rows = []
    for content, label in contents.items():
        about = [event for event in events if content in event.contents]
        cells = tuple(_cell([e for e in about if group in e.groups], channels) for group in groups)
        rows.append(Row(content, label, cells))
    return Matrix(
        groups=tuple(groups.values()),
        rows=tuple(rows),
        used=tuple(name for channel, name in channels.items() if channel in used),
        unused=tuple(name for channel, name in channels.items() if channel not in used),
    )


def _cell(events: list[PublicityEvent], channels: Mapping[str, str]) -> CoverageCell:
    if not events:
        return CoverageCell()
    used = {event.channel for event in events}
    names = [name for channel, name in channels.items() if channel in used]
    if used - set(channels):
        names.append("其他方式")
    return CoverageCell(tuple(names), len(events))


TOPIC_NOTES: Mapping[Topic, str] = {
    Topic.MIGRANTS: "方案原文为“流动人口管理”，现在写成对流动人口的同等服务和便民办理",
    Topic.CHOICE: "方案原文为“避孕节育”，按人口与计划生育法第二十条，只写知情选择和自愿服务",
}

_HINTS: Mapping[Topic, re.Pattern] = {
    Topic.LAWFULNESS: re.compile("依法(行政|管理|办|履行|实行)|法律、?法规|合法权益"),
    Topic.MIGRANTS: re.compile("流动人口|外来|外出务工|流入|流出|居住证"),
    Topic.CHOICE: re.compile("知情选择|自愿选择|自主选择|避孕|生殖健康"),
    Topic.SERVICE: re.compile("服务项目|优质服务|便民|咨询|随访|走访|优生优育|照护"),
    Topic.INTERESTS: re.compile("奖励|扶助|优先|帮扶|补助|利益导向|救助"),
}


def missing_topics(tagged: Iterable[Collection[str]]) -> list[Topic]:
    """Topics no clause is tagged with. tagged: for each clause the values of its topics."""
    present = {topic for topics in tagged for topic in topics}
    return [topic for topic in Topic if topic not in present]


def topic_sentences(missing: Iterable[Topic]) -> list[str]:
    """A warning for each missing topic, with the note on how it reads today."""
    return [
        f"章程没有写到“{topic.label}”"
        + (f"（{TOPIC_NOTES[topic]}）" if topic in TOPIC_NOTES else "")
        for topic in missing
    ]


def suggested_topics(text: str) -> list[Topic]:
    """Topics the words of a clause point to, for a first tagging that a person confirms."""
    return [topic for topic, hint in _HINTS.items() if hint.search(text)]
