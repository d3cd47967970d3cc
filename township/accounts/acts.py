"""Accounts opened and changed, passwords handed out and ended, locks lifted: verbs with history."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import transaction

from township.access import Role
from township.access.secret import SET_ANEW
from township.history.chain import record
from township.history.roles import tell_place
from township.signin import guessing
from township.signin.models import Guesses
from township.signin.sessions import end_all
from township.users.models import Membership, User
from township.workflow import Refused

PLACE = ("role", "township", "district")
PASSWORD_SET = {"密码": [None, SET_ANEW]}
SYSTEM = "系统"  # by is None: whoever sits at the machine itself


@dataclass(frozen=True)
class Slip:
    """A first password on its way to its person; no report or log line shows it."""

    account: User
    password: str = field(repr=False)


@transaction.atomic
def open_account(account: User, place: dict, *, by: User | None) -> Slip:
    """Save a new account with its role; its first password is on the slip and kept nowhere.

    `place` is {"role", "township", "district"}.
    """
    slip = Slip(account, account.take_first_password())
    account.save()
    record("account.create", account, by, f"新建：{account}")
    give_role(account, place, by=by)
    return slip


@transaction.atomic
def change_account(account: User, changes: dict, *, by: User) -> User:
    """Save a changed account; one that is switched off is signed out at once."""
    account.save()
    if not account.is_active:
        end_all([account])
    record("account.edit", account, by, f"修改：{account}", changes)
    return account


@transaction.atomic
def give_role(account: User, place: dict, *, by: User | None) -> Membership:
    """Let somebody be one thing more. Raises Refused where `against_role` says why not."""
    account = User.objects.select_for_update().get(pk=account.pk)
    held = list(account.memberships.all())
    if reasons := list(against_role(account, place, held, by=by)):
        raise Refused(reasons)
    membership = Membership.objects.create(user=account, **place)
    summary = f"{by or SYSTEM}安排{account}任{membership.get_role_display()}"
    record("account.edit", account, by, summary)
    tell_place(membership, summary, by=by)
    return membership


def against_role(
    account: User, place: dict, held: list[Membership], *, by: User | None
) -> Iterator[str]:
    """Why somebody who holds these roles is not given one more, as sentences."""
    if account == by:
        yield "不能改自己的角色：请由另一位平台管理员办理。"
    if any({name: getattr(one, name) for name in PLACE} == place for one in held):
        yield "已经有这个角色了。"
    roles = {one.role for one in held} | {place["role"]}
    if held and Role.PLATFORM_ADMIN in roles:
        yield "平台管理员不能兼任其他角色：管账号的人不参加表决、打分和审批。"


@transaction.atomic
def end_role(membership: Membership, *, by: User) -> None:
    """Take one role from somebody; a cadre's villages go with it."""
    account = membership.user
    if account == by:
        raise Refused(["不能改自己的角色：请由另一位平台管理员办理。"])
    summary = f"{by}免去{account}的{membership.get_role_display()}"
    record("account.edit", account, by, summary)
    tell_place(membership, summary, by=by)
    membership.delete()


@transaction.atomic
def hand_out_passwords(accounts: Iterable[User], *, by: User | None) -> list[Slip]:
    """A new first password for each; the old ones, all sign-ins and locks end. Kept nowhere."""
    slips = []
    for account in accounts:
        slips.append(Slip(account, account.take_first_password()))
        account.save()
        _end_access(account)
        record(
            "account.edit", account, by, f"重新发放初始密码：{account}", {"密码": [None, SET_ANEW]}
        )
        for membership in account.memberships.all():
            tell_place(membership, f"{by or SYSTEM}重新发放{account}的初始密码", by=by)
    return slips


@transaction.atomic
def end_password(account: User, reason: str, *, by: User | None) -> None:
    """Make a password worthless that others may know; a new first password is handed out later."""
    account.set_unusable_password()
    account.save(update_fields=["password"])
    _end_access(account)
    record(
        "account.edit", account, by, f"停用密码：{account}（{reason}）", {"密码": [None, SET_ANEW]}
    )


@transaction.atomic
def change_own_password(account: User, password: str, *, session_key: str) -> None:
    """Take the password that a person chose; all other sign-ins of the account end."""
    account.take_own_password(password)
    account.save()
    end_all([account], but=session_key)
    record("account.password", account, account, "改了自己的密码", PASSWORD_SET)


@transaction.atomic
def lift_lock(lock: Guesses, *, by: User) -> None:
    """Let the person (or whoever sits at the address) try again at once."""
    if lock.user is None:
        guessing.forget(Guesses.objects.filter(pk=lock.pk))
        record("account.unlock", by, by, f"解除地址{lock.address}的登录锁定")
        return
    guessing.forget(lock.user.guesses.all())
    record("account.unlock", lock.user, by, f"解除登录锁定：{lock.user}")


def _end_access(account):
    end_all([account])
    guessing.forget(account.guesses.all())
