"""Accounts opened, changed and retired, roles given and ended: verbs with history.

Whose accounts are within reach is told by `User.objects.for_user(by, "account.edit")`, which roles
somebody gives by `User.may_give`; nobody changes what he is himself.
"""

from collections.abc import Iterator

from django.db import transaction

from township.access import Role
from township.accounts.password_acts import SYSTEM, Slip
from township.history.chain import record
from township.history.roles import tell_place
from township.signin.sessions import end_all
from township.users.models import Membership, User
from township.users.passwords import FirstPassword
from township.workflow import Refused
from villages.models import Village

PLACE = ("role", "township", "district")
OWN_ROLE = "不能改自己的角色：请由另一个管账号的人办理。"


@transaction.atomic
def open_account(
    account: User,
    place: dict,
    *,
    by: User | None,
    village: Village | None = None,
    first: FirstPassword | None = None,
) -> Slip:
    """Save a new account with its role; its first password is on the slip and kept nowhere.

    `place` is {"role", "township", "district"}, `village` that of a cadre; `first` was made before.
    """
    slip = Slip(account, account.take_first_password(first))
    account.save()
    record("account.create", account, by, f"新建：{account}")
    give_role(account, place, by=by, village=village)
    return slip


@transaction.atomic
def change_account(account: User, changes: dict, *, by: User) -> User:
    """Save a changed account; one that is retired is signed out at once, and its places are told.

    Raises Refused where somebody retires himself, or the last platform administrator.
    """
    if not account.is_active:
        _keep_an_admin(account)
    was_active = User.objects.select_for_update().get(pk=account.pk).is_active
    if account == by and not account.is_active:
        raise Refused("不能停用自己的账号：请由另一个管账号的人办理。")
    account.save()
    record("account.edit", account, by, f"修改：{account}", changes)
    if account.is_active != was_active:
        told = "重新启用" if account.is_active else "停用"
        for membership in account.memberships.all():
            tell_place(membership, f"{by}{told}{account}的账号", by=by)
    if not account.is_active:
        end_all([account])
    return account


@transaction.atomic
def give_role(
    account: User, place: dict, *, by: User | None, village: Village | None = None
) -> Membership:
    """Let somebody be one thing more, or a cadre serve one village more.

    Raises Refused where `against_role` says why not.
    """
    account = User.objects.select_for_update().get(pk=account.pk)
    held = list(account.memberships.prefetch_related("villages"))
    if reasons := list(against_role(account, place, held, by=by, village=village)):
        raise Refused(reasons)
    membership, _ = Membership.objects.get_or_create(user=account, **place)
    where = ""
    if village:
        village.cadres.add(membership)
        where = f"（{village}）"
    summary = f"{by or SYSTEM}安排{account}任{membership.get_role_display()}{where}"
    record("account.edit", account, by, summary)
    tell_place(membership, summary, by=by)
    return membership


def against_role(
    account: User,
    place: dict,
    held: list[Membership],
    *,
    by: User | None,
    village: Village | None = None,
) -> Iterator[str]:
    """Why somebody who holds these roles is not given one more, as sentences."""
    if account == by:
        yield OWN_ROLE
    if by and not by.may_give(place["role"], place["township"]):
        yield f"您不能安排{Role(place['role']).label}。"
    same = [one for one in held if {name: getattr(one, name) for name in PLACE} == place]
    if same and village in (None, *same[0].villages.all()):
        yield "已经有这个角色了。"
    towns = {one.township_id for one in held} | {getattr(place["township"], "pk", None)}
    if len(towns - {None}) > 1:
        yield "一个账号只在一个镇任职；在别的镇任职的，另建账号。"
    roles = {one.role for one in held} | {place["role"]}
    if held and Role.PLATFORM_ADMIN in roles:
        yield "平台管理员不能兼任其他角色：管账号的人不参加表决、评分和审批。"


@transaction.atomic
def end_role(membership: Membership, *, by: User) -> None:
    """Take one role from somebody; a cadre's villages go with it.

    A township does not take the last one: the account would be nobody's, it is retired instead.
    """
    account = membership.user
    if account == by:
        raise Refused(OWN_ROLE)
    if not by.may_give(membership.role, membership.township):
        raise Refused(f"您不能免去{membership.get_role_display()}。")
    if membership.role == Role.PLATFORM_ADMIN:
        _keep_an_admin(account)
    is_last = not account.memberships.exclude(pk=membership.pk).exists()
    if is_last and Role.PLATFORM_ADMIN not in by.roles:
        raise Refused("这是最后一个角色。不再任职的，请在“修改账号”里取消“在用”，停用这个账号。")
    summary = f"{by}免去{account}的{membership.get_role_display()}"
    membership.delete()
    record("account.edit", account, by, summary)
    tell_place(membership, summary, by=by)


def _keep_an_admin(account):
    """Refuse to be without a platform administrator in use; two who retire each other wait here."""
    admins = Membership.objects.filter(role=Role.PLATFORM_ADMIN).values("user")
    active = User.objects.filter(pk__in=admins, is_active=True).order_by("pk")
    if {one.pk for one in active.select_for_update()} == {account.pk}:
        raise Refused("这是最后一个在用的平台管理员，不能停用，也不能免去；请先另设一个。")
