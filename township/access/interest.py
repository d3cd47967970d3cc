"""Who speaks for a village does not decide about what it asked, proved, filed or objected, nor
what it is to reach, had reached and is paid.

The own villages are those that a cadre reaches, the ones merged into them included.
"""

from collections.abc import Callable, Iterator

from django.db.models import Model, Q

from township.access.querysets import own_villages


def is_of_own_village(village_id: int | None, user) -> bool:
    """Is the person a cadre of this village?"""
    return village_id is not None and village_id in own_villages(user)


def of_own_village(path: str) -> Callable:
    """The rows whose village, at the end of `path`, is one where the person is a cadre: a
    function from user to Q, for `Transition.not_by`."""
    return lambda user: Q(**{f"{path}__in": own_villages(user)})


def against_deciding(village: Model, user) -> Iterator[str]:
    """Reasons why this person may not decide about the village."""
    if is_of_own_village(village.pk, user):
        yield f"{user}是{village}的干部，不能办理{village.words.here}的事项，请由另一个人办理。"
