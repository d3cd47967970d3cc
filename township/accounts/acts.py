"""Accounts opened and changed, passwords handed out and ended, locks lifted: verbs with history."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

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


@dataclass(frozen=True)
class Slip:
    """A first password on its way to its person; no report or log line shows it."""

    account: User
    password: str = field(repr=False)


@transaction.atomic
def open_account(account: User, place: dict, *, by: User) -> Slip:
    """Save a new account with its role; its first password is on the slip and kept nowhere.

    `place` is {"role", "township", "district"}.
    """
    slip = Slip(account, account.take_first_password())
    account.save()
    membership = Membership.objects.create(user=account, **place)
    record("account.edit", account, by, f"新建：{account}")
    tell_place(membership, f"{by}安排{account}任{membership.get_role_display()}", by=by)
    return slip


@transaction.atomic
def change_account(account: User, place: dict, changes: dict, *, by: User) -> User:
    """Save a changed account and its role. Raises Refused where somebody raises himself."""
    before = account.memberships.first()
    is_moved = before is None or {name: getattr(before, name) for name in PLACE} != place
    if is_moved and account == by:
        raise Refused(["不能改自己的角色：请由另一位平台管理员办理。"])
    account.save()
    if not account.is_active:
        end_all([account])
    record("account.edit", account, by, f"修改：{account}", changes)
    if is_moved:
        if before:
            tell_place(before, f"{by}免去{account}的{before.get_role_display()}", by=by)
        membership = before or Membership(user=account)
        for name, value in place.items():
            setattr(membership, name, value)
        membership.save()
        tell_place(membership, f"{by}安排{account}任{membership.get_role_display()}", by=by)
    return account


@transaction.atomic
def hand_out_passwords(accounts: Iterable[User], *, by: User) -> list[Slip]:
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
            tell_place(membership, f"{by}重新发放{account}的初始密码", by=by)
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
