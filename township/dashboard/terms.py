"""What the home page says of terms that are nearly over."""

from django.urls import reverse
from django.utils import timezone

from township.enumeration import first_of
from villages.models import Village
from villages.queries.term_end import terms_ending

FEW = 6


def ending_terms(user):
    """To-dos: to a village its own 换届, to the township how many villages have one before them."""
    if user.may("organisation.edit"):
        return [own(*one) for one in _in_reach(user, "organisation.edit")]
    if user.may("village.edit"):
        return _of_all(_in_reach(user, "organisation.view"))
    return []


def _in_reach(user, permission):
    rows = Village.objects.for_user(user, permission).in_use().select_related("township")
    return ending(list(rows), timezone.localdate())


def ending(villages, on):
    """[(village, [TermExpiry])] of those where one is near."""
    found = terms_ending(villages, on)
    return [(village, found[village.pk]) for village in villages if found[village.pk]]


def own(village, ends):
    """The to-do of the village itself."""
    on = timezone.localdate()
    told = "".join(one.sentence_on(on) for one in ends)
    first = min(ends, key=lambda one: one.until)
    return {
        "title": f"{village}：准备换届",
        "hint": f"{told}依据{first.law}。换届后登记新的任职和代表名单。",
        "url": reverse("villages:organisation", args=[village.pk]),
        "due": first.until,
        "tone": "bad" if first.until < on else "warn",
    }


def _of_all(ending):
    if not ending:
        return []
    names = [str(village) for village, _ in ending]
    return [
        {
            "title": f"{len(names)}个村（居）任期将满或者已满",
            "hint": f"{first_of(names, FEW)}。打开村的“组织和岗位”看是哪些人，指导换届。",
            "url": reverse("villages:villages"),
            "due": min(one.until for _, ends in ending for one in ends),
            "tone": "warn",
        }
    ]
