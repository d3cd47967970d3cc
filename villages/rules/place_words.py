"""How a place is spoken of: a village by the words of the 村民委员会组织法, a community by those of
the 城市居民委员会组织法. Pages, papers and hints of one place take them from here."""

from dataclasses import dataclass

from villages.rules.kinds import MeetingKind, TextKind


@dataclass(frozen=True)
class PlaceWords:
    kind: str
    people: str
    affairs: str
    committee: str
    short_committee: str
    worker: str
    here: str
    archive: str
    covenant: str
    changes: str
    renaming: str
    # The meetings that it holds; those of the other kind of place it never does.
    assembly: MeetingKind
    representatives: MeetingKind
    group: MeetingKind

    @property
    def openness(self) -> str:
        return f"{self.affairs}公开"

    @property
    def representative(self) -> str:
        return f"{self.people}代表"

    def text_kind(self, kind: str) -> str:
        return self.covenant if kind == TextKind.COVENANT else TextKind(kind).label


VILLAGE = PlaceWords(
    kind="村",
    people="村民",
    affairs="村务",
    committee="村民委员会",
    short_committee="村委会",
    worker="村干部",
    here="本村",
    archive="村档案",
    covenant="村规民约",
    changes="村情变更",
    renaming="更名、村改居",
    assembly=MeetingKind.VILLAGERS,
    representatives=MeetingKind.VILLAGE_REPS,
    group=MeetingKind.GROUP,
)
COMMUNITY = PlaceWords(
    kind="社区",
    people="居民",
    affairs="居务",
    committee="居民委员会",
    short_committee="居委会",
    worker="社区工作者",
    here="本社区",
    archive="社区档案",
    covenant="居民公约",
    changes="社区变更",
    renaming="更名",
    assembly=MeetingKind.RESIDENTS,
    representatives=MeetingKind.RESIDENT_REPS,
    group=MeetingKind.RESIDENT_GROUP,
)


def words_of(is_community: bool) -> PlaceWords:
    """How a community or a village is spoken of."""
    return COMMUNITY if is_community else VILLAGE
