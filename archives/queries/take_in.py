"""How far a take-in of old archives has come, counted in one query."""

from dataclasses import dataclass

from django.db.models import Count, Q

from archives.models import TakeIn


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
    told = take_in.lines.aggregate(
        lines=Count("pk"),
        done=Count("pk", filter=Q(record__isnull=False)),
        refused=Count("pk", filter=~Q(fault="")),
    )
    return TakeInCounts(**told)
