"""Who judges a village, and who may not because it is the own one.

Serves the plan's evaluation by people from elsewhere: nobody evaluates the village whose cadre
he is, whether he was one when the teams were made or became one since.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.utils import timezone

from township.users.models import User
from township.users.stand_in import StandIn
from villages.models import Village


def own_villages(users: Iterable) -> dict[int, set[int]]:
    """{user id: ids of the villages where that person is a cadre, or stands in for one}."""
    found = defaultdict(set)
    held = Village.cadres.through.objects.filter(membership__user__in=users)
    for user, village in held.values_list("membership__user", "village"):
        found[user].add(village)
    lent = StandIn.objects.in_force(timezone.localdate()).filter(user__in=users)
    for user, village in lent.values_list("user", "post__villages"):
        found[user].add(village)
    return found


def villages_of(user: User) -> set[int]:
    """Ids of the person's own villages; who never speaks for a village is not looked up."""
    return own_villages([user.pk])[user.pk] if user.may("evaluation.self") else set()


def own_fault(user: User, village: Village) -> str:
    """Why a cadre of the village may not judge it."""
    return f"{user}是{village}的干部，不能考评{village.words.here}。"


def against_judging(village: Village, user: User) -> Iterator[str]:
    """Reasons why this person may not judge the village today."""
    if village.pk in villages_of(user):
        yield own_fault(user, village)
