"""What the home page says of meetings that the law asks for and that were not held yet."""

from django.urls import reverse
from django.utils import timezone

from township.enumeration import first_of
from villages.models import Village
from villages.queries.meeting import appraisals_due, meetings_due

FEW = 6


def owed_meetings(user):
    """To-dos: to a village its own meetings, to the township how many villages owe one."""
    if user.may("meeting.edit"):
        return [own(village, one) for village, one in _in_reach(user, "meeting.edit")]
    if user.may("village.edit"):
        return _of_all(_in_reach(user, "meeting.view"))
    return []


def _in_reach(user, permission):
    rows = Village.objects.for_user(user, permission).in_use().select_related("township")
    return pressing(list(rows), timezone.localdate())


def pressing(villages, on):
    """[(village, Due or AppraisalDue)] of what was missed or has to be held soon."""
    return [(village, one) for village, one in _due(villages, on) if one.is_pressing(on)]


def later(village):
    """What the village has to hold in this year or quarter, but not soon."""
    on = timezone.localdate()
    return [own(village, one) for _, one in _due([village], on) if not one.is_pressing(on)]


def _due(villages, on):
    found, appraisals = meetings_due(villages, on), appraisals_due(villages, on)
    return [
        (village, one)
        for village in villages
        for one in (*found[village.pk], appraisals[village.pk])
        if one
    ]


def own(village, one):
    """The to-do of the village itself."""
    is_pressing = one.is_pressing(timezone.localdate())
    return {
        "title": f"{village}：{one.task}",
        "hint": f"{one.sentence}{one.basis}",
        "url": reverse("villages:meetings", args=[village.pk]),
        "due": one.until,
        "tone": "bad" if one.is_missed else "warn" if is_pressing else "neutral",
    }


def _of_all(pressing):
    names = list(dict.fromkeys(str(village) for village, _ in pressing))
    if not names:
        return []
    shown = first_of(names, FEW)
    return [
        {
            "title": f"{len(names)}个村（居）没有按期开会",
            "hint": f"{shown}。打开村的页面看是哪一种会议或者民主评议、依据哪一条，再督促。",
            "url": reverse("villages:villages"),
            "due": min(one.until for _, one in pressing),
            "tone": "warn",
        }
    ]
