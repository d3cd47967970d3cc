"""What the sheet of a village's bodies says: who sits where, and what each body has to do (plan,
clauses 35 and 38)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from township.papers.fact_sheet import fact_sheet
from villages.models import Body, Term, Village
from villages.papers.letters import organ
from villages.queries.organisation import serving, terms_of
from villages.rules.bodies import BodyKind, body_name, posts_of


def bodies_sheet(village: Village, on: date) -> dict[str, Any]:
    """Values of a registration sheet (fact_sheet): the bodies that have members or a duty."""
    now = serving(terms_of(village), on)
    duties = dict(Body.objects.filter(village=village).values_list("kind", "duty"))
    rows: list[tuple[str, Any]] = [("截至", on)]
    rows += [
        (body_name(kind, village.is_community), told)
        for kind in BodyKind
        if (told := _told(village, kind, now, duties.get(kind.value, "")))
    ]
    rows.append((f"{village.words.people}小组", _groups(village)))
    title = f"{village}组织和职责一览"
    return fact_sheet(title, rows, on=on, author=organ(village)) | {"village": str(village)}


def _told(village: Village, kind: BodyKind, terms: Sequence[Term], duty: str) -> str:
    """Each post with who holds it on a line of its own, then what the body has to do."""
    lines = []
    for post in posts_of(kind):
        held = [term for term in terms if term.body.kind == kind and term.post == post]
        if held:
            names = "、".join(str(term.person) for term in held)
            lines.append(f"{village.post_name(post)}：{names}")
    return "\n".join([*lines, *([f"职责：{duty}"] if duty else [])])


def _groups(village: Village) -> str:
    return "、".join(f"{group.name}（{group.households}户）" for group in village.groups.all())
