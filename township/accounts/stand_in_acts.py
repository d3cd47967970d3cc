"""代理: somebody stands in for another's post, and ends it early: verbs with history.

A post is stood in for by one person at a time, by a document; nobody arranges it for himself.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from township.access import Role
from township.dates import cn_date
from township.history.chain import record
from township.history.roles import tell_place
from township.users.models import Membership, User
from township.users.stand_in import StandIn
from township.workflow import Refused


@transaction.atomic
def begin(
    post: Membership, user: User, *, since: date, until: date, document_number: str, by: User
) -> StandIn:
    """Let `user` stand in for the post from `since` until `until`, both included.

    Raises Refused where `against` says why not.
    """
    post = Membership.objects.select_for_update(of=("self",)).select_related("user").get(pk=post.pk)
    if reasons := list(against(post, user, since, until, by=by)):
        raise Refused(reasons)
    row = StandIn.objects.create(
        post=post, user=user, since=since, until=until, document_number=document_number
    )
    _tell(row, f"{by}安排{row}（{row.period}，依据：{document_number}）", by)
    return row


def against(post: Membership, user: User, since: date, until: date, *, by: User) -> Iterator[str]:
    """Why this person does not stand in for the post in these days, as sentences."""
    if post.role not in StandIn.ROLES:
        yield f"{post.get_role_display()}的事要本人办理，不能代理；评分表请用“由他人接手”。"
        return
    if user == post.user:
        yield "不能代理自己的岗位，请另选一个人。"
    if user == by:
        yield "不能给自己安排代理：请由另一个管账号的人办理。"
    if not by.may_give(post.role, post.township):
        yield f"您不能安排{post.get_role_display()}。"
    held = list(user.memberships.all())
    if not user.is_active or post.township_id not in {one.township_id for one in held}:
        yield f"{user}不是本镇在用的账号，不能代理。"
    if post.role != Role.CADRE and post.role in {one.role for one in held}:
        yield f"{user}已经是{post.get_role_display()}，不用代理。"
    if until < since:
        yield "结束日期不能早于开始日期。"
    if until < timezone.localdate():
        yield "结束日期已经过了。"
    for other in post.stand_ins.filter(since__lte=until, until__gte=since).select_related("user"):
        yield f"{other.period}已由{other.user}代理，同一岗位同时只由一个人代理。"


@transaction.atomic
def end(row: StandIn, *, by: User) -> StandIn:
    """End it at once; Raises Refused once it is over."""
    rows = StandIn.objects.select_for_update(of=("self",))
    row = rows.select_related("user", "post__user", "post__township").get(pk=row.pk)
    today = timezone.localdate()
    if row.until < today:
        raise Refused("这次代理已经结束。")
    row.agreed_until, row.until = row.until, today - timedelta(days=1)
    row.save(update_fields=["until", "agreed_until"])
    _tell(row, f"{by}提前结束{row}（原定到{cn_date(row.agreed_until)}）", by)
    return row


def _tell(row, summary, by):
    """Both accounts and the township learn of it."""
    for account in (row.user, row.post.user):
        record("account.stand_in", account, by, summary)
    tell_place(row.post, summary, by=by)
