"""What hangs on one account alone, to be passed on when its person leaves."""

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse

from campaigns.models import Round, Sheet
from township.access import Role
from township.users.models import Membership, User
from villages.models import Village
from villages.queries.village_change import open_matters

# Who sits alone in one of these leaves something that nobody else may do.
ALONE = (Role.OFFICE, Role.LEADER)


def left_behind(account: User) -> Iterator[tuple[str, str]]:
    """(sentence, address) of sheets that wait for this person, of villages without another
    cadre's account, of posts that nobody else has."""
    yield from _sheets(account)
    posts = account.memberships.select_related("township")
    for post in posts:
        others = Membership.objects.filter(role=post.role, township=post.township_id)
        others = others.filter(user__is_active=True).exclude(user=account)
        if post.role in ALONE and not others.exists():
            told = f"本镇没有别的{post.get_role_display()}账号，请先新建，或者给别人安排这个角色。"
            yield told, reverse("account_create")
        if post.role == Role.CADRE:
            alone = Village.objects.in_use().filter(cadres=post).exclude(cadres__in=others)
            yield from map(_village, alone)


def _sheets(account):
    open_ones = (
        Sheet.objects.of_evaluators()
        .current()
        .filter(
            scorer=account,
            status=Sheet.Status.OPEN,
            evaluation__round__status=Round.Status.SCORING,
        )
    )
    rounds = open_ones.order_by().values("evaluation__round").annotate(sheets=Count("pk"))
    counts = dict(rounds.values_list("evaluation__round", "sheets"))
    for round in Round.objects.filter(pk__in=counts).select_related("campaign"):
        told = f"{round}：还有{counts[round.pk]}份评分表没有提交，用“考评员换人”交给别人。"
        yield told, reverse("campaigns:round_relief", args=[round.pk])


def _village(village):
    count = len(open_matters(village))
    waiting = f"，{count}件没有办完的事没有人能办" if count else ""
    told = f"{village}没有别的干部账号{waiting}，请新建，或者给别人安排{village}。"
    return told, village.get_absolute_url()
