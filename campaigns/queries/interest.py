"""Who judges a village, and who may not because it is the own one.

Serves the plan's evaluation by people from elsewhere: nobody evaluates the village whose cadre
he is, whether he was one when the teams were made or became one since.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from django.db.models import Q

from township.users.models import User
from villages.models import Village


def own_villages(users: Iterable) -> dict[int, set[int]]:
    """{user id: ids of the villages where that person is a cadre}, in one query."""
    through = Village.cadres.through.objects.filter(membership__user__in=users)
    found = defaultdict(set)
    for user, village in through.values_list("membership__user", "village"):
        found[user].add(village)
    return found


def villages_of(user: User) -> set[int]:
    """Ids of the person's own villages; who never speaks for a village is not looked up."""
    return own_villages([user.pk])[user.pk] if user.may("evaluation.self") else set()


def own_fault(user: User, village: Village) -> str:
    """Why a cadre of the village may not judge it."""
    return f"{user}是{village}的干部，不能考评本村。"


def of_own_village(path: str) -> Callable[[User], Q]:
    """The rows whose village, at the end of `path`, is one where the person is a cadre."""

    def found(user: User) -> Q:
        return Q(**{f"{path}__in": Village.objects.filter(cadres__user=user)})

    return found


def against_deciding(village: Village, user: User) -> Iterator[str]:
    """Reasons why this person may not decide about what the village asked, proved or objected."""
    if village.pk in own_villages([user.pk])[user.pk]:
        yield f"{user}是{village}的干部，不能办理本村提出的事项，请由另一个人办理。"


def against_judging(village: Village, user: User) -> Iterator[str]:
    """Reasons why this person may not judge the village today."""
    if village.pk in villages_of(user):
        yield own_fault(user, village)
