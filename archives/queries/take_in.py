"""How far a take-in of old archives has come, counted in one query."""

from dataclasses import dataclass

from django.db.models import Count, Q

from archives.models import TakeIn
from township.personalnumbers import without_numbers


@dataclass(frozen=True)
class TakeInCounts:
    """Lines of the catalogue: all, made records, refused, still waiting."""

    lines: int
    done: int
    refused: int

    @property
    def waiting(self) -> int:
        return self.lines - self.done - self.refused


def counts_of(take_in: TakeIn) -> TakeInCounts:
    """Lines of a catalogue: all, those that are records by now, those that cannot be."""
    told = take_in.lines.aggregate(
        lines=Count("pk"),
        done=Count("pk", filter=Q(record__isnull=False)),
        refused=Count("pk", filter=~Q(fault="")),
    )
    return TakeInCounts(**told)


def renamed_files(take_in: TakeIn) -> list[str]:
    """Names of the files in whose names a number will be hidden, as they will be kept."""
    packed = (name for files in take_in.lines.values_list("files", flat=True) for name in files)
    last = (name.rpartition("/")[2] for name in packed)
    return [hidden for name in last if (hidden := without_numbers(name)) != name]
