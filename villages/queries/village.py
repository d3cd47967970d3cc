"""Where a village stands on the four elements of self-governance: 章程, 制度, 组织, 形式.

Serves the plan's clause 7. Each element is told with what is there and what is lacking.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from township.dates import cn_date
from township.users.models import User
from villages.models import Autonomy, Term, TextVersion, Village
from villages.queries.demand import Demand, bodies_asked, demands, texts_needed
from villages.rules.bodies import body_name
from villages.rules.kinds import TextKind
from villages.rules.text_needs import missing


@dataclass(frozen=True)
class Element:
    """key: charter, rule, organisation or form; state: ok, warn or missing."""

    key: str
    label: str
    state: str
    sentence: str


def elements_of(village: Village, on: date, asked: Sequence[Demand] | None = None) -> list[Element]:
    """The Elements of a village on a day; four queries.

    Charter and rules are told of where they are asked for or there. `asked`: what campaigns ask,
    looked up when None.
    """
    in_force = {}
    rows = TextVersion.objects.in_force_on(on).filter(text__village=village)
    for kind, text, day in rows.values_list("text__kind", "text", "adopted_on"):
        in_force.setdefault(kind, {})[text] = day
    asked = demands(village.township) if asked is None else asked
    needed = texts_needed(asked)
    held = set(
        Term.objects.filter(body__village=village)
        .serving(on)
        .order_by()
        .values_list("body__kind", flat=True)
        .distinct()
    )
    forms = Autonomy.objects.filter(village=village).in_use(on).count()
    charters, rules = in_force.get(TextKind.CHARTER, {}), in_force.get(TextKind.RULE, {})
    found = []
    if charters or TextKind.CHARTER in needed:
        found.append(_charter(charters))
    if rules or TextKind.RULE in needed:
        found.append(_rules(rules, needed.get(TextKind.RULE, 1)))
    return [*found, _organisation(village, held, bodies_asked(asked)), _forms(forms)]


def _charter(found):
    if not found:
        return Element("charter", "自治章程", "missing", "还没有表决通过的章程。")
    day = max(found.values())
    sentence = f"{cn_date(day)}表决通过，施行中。"
    return Element("charter", "自治章程", "ok", sentence)


def _rules(found, need):
    lacking = missing(TextKind.RULE, len(found), need)
    if lacking:
        return Element("rule", "自治制度", "warn" if found else "missing", lacking)
    return Element("rule", "自治制度", "ok", f"施行中的制度{len(found)}项。")


def _organisation(village, held, asked):
    lacking = [body_name(kind, village.is_community) for kind in asked if kind.value not in held]
    if not lacking:
        return Element("organisation", "自治组织", "ok", f"{len(asked)}个组织都有人任职。")
    sentence = f"还没有登记任职人员：{'、'.join(lacking)}。"
    state = "missing" if len(lacking) == len(asked) else "warn"
    return Element("organisation", "自治组织", state, sentence)


def _forms(number):
    if not number:
        sentence = "还没有登记自治形式，例如院坝协商、互助小组。"
        return Element("form", "自治形式", "missing", sentence)
    return Element("form", "自治形式", "ok", f"正在使用的自治形式{number}种。")


def villages_of_cadres(users: QuerySet | Iterable[User]) -> dict[int, list[str]]:
    """{user id: names of the villages of which each of `users` is a cadre}; one query."""
    found: dict[int, list[str]] = {}
    rows = Village.cadres.through.objects.filter(membership__user__in=users)
    ordered = rows.order_by("village__order", "village__name")
    for user, name in ordered.values_list("membership__user", "village__name"):
        found.setdefault(user, []).append(name)
    return found
