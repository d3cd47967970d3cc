"""Passwords handed out and ended, locks lifted: verbs with history."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from township.access.secret import SET_ANEW
from township.history.chain import record
from township.history.roles import tell_place
from township.signin import guessing
from township.signin.models import Guesses
from township.signin.sessions import end_all
from township.users.models import User
from township.users.passwords import FirstPassword

PASSWORD_SET = {"密码": [None, SET_ANEW]}
SYSTEM = "系统"  # by is None: whoever sits at the machine itself


@dataclass(frozen=True)
class Slip:
    """A first password on its way to its person; no report or log line shows it."""

    account: User
    password: str = field(repr=False)


def hand_out_passwords(accounts: Iterable[User], *, by: User | None) -> list[Slip]:
    """A new first password for each; the old ones, all sign-ins and locks end. Kept nowhere."""
    made = [(account, FirstPassword.made()) for account in accounts]
    with transaction.atomic():
        return _handed_out(made, by)


def _handed_out(made, by):
    slips = []
    for account, first in made:
        slips.append(Slip(account, account.take_first_password(first)))
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
        record("account.unlock", by, by, f"解除地址{lock.address}的锁定：{lock.get_kind_display()}")
        return
    guessing.forget(lock.user.guesses.all())
    record("account.unlock", lock.user, by, f"解除登录锁定：{lock.user}")


def _end_access(account):
    end_all([account])
    guessing.forget(account.guesses.all())
