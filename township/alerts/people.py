"""Who holds a post where: whom something may concern. Whether it does, the row's own rule says."""

from collections import defaultdict

from django.db.models import Q
from django.utils import timezone

from township.access import Reach, Role
from township.users.models import Membership, User
from township.users.stand_in import StandIn


def holders(grants, township, village=None):
    """Active users with one of the `grants` {role: reach} over a thing of this place, and whoever
    stands in for them today."""
    posts = Q(pk__in=[])
    for role, reach in grants.items():
        posts |= Q(role=role) & _place(reach, township, village)
    held = Membership.objects.filter(posts).order_by().values("pk")
    today = timezone.localdate()
    lent = StandIn.objects.in_force(today).filter(post__in=held).order_by().values("user")
    people = User.objects.filter(Q(memberships__in=held) | Q(pk__in=lent), is_active=True)
    return list(people.distinct())


def _place(reach, township, village):
    if township is None or reach == Reach.ALL:
        return Q(pk__in=[])
    if reach == Reach.DISTRICT:
        return Q(district=township.district_id)
    if reach == Reach.VILLAGE:
        # Whoever works in the village that this one was merged into has its matters too.
        places = [village.pk, village.merged_into_id] if village else []
        return Q(township=township.pk, villages__in=[place for place in places if place])
    return Q(township=township.pk)


def cadres_by_village(villages):
    """{village id: {user id}} of many villages, in two queries."""
    posts = Membership.objects.filter(role=Role.CADRE, villages__in=villages).order_by()
    found = defaultdict(set)
    own = posts.filter(user__is_active=True).values_list("villages", "user")
    lent = StandIn.objects.in_force(timezone.localdate()).order_by()
    lent = lent.filter(post__role=Role.CADRE, post__villages__in=villages, user__is_active=True)
    for village, user in [*own, *lent.values_list("post__villages", "user")]:
        found[village].add(user)
    return found
