"""manage.py exposed_passwords: passwords that an earlier version wrote into the history in clear.

The chain of the history is append-only, so the entries stay; what can die is the password.
Values are compared with the accounts' passwords, never shown.
"""

from django.core.management.base import BaseCommand

from township.access.secret import SET_ANEW
from township.accounts.password_acts import end_password
from township.history.models import Entry
from township.users.models import User

LABELS = ("初始密码", "密码")


def exposed():
    """(entry, account, values) of each entry that holds clear text of an account's password."""
    rows = Entry.objects.filter(noun=User._meta.label_lower, verb="account.edit").order_by("id")
    for entry in rows.iterator(chunk_size=2000):
        values = [
            value
            for label in LABELS
            for value in entry.changes.get(label) or []
            if value and value != SET_ANEW
        ]
        if values:
            yield entry, User.objects.get(pk=entry.object_id), values


class Command(BaseCommand):
    help = "列出办理历史里有明文密码的记录；加 --end 停用其中还能用的密码。"

    def add_arguments(self, parser):
        parser.add_argument("--end", action="store_true", help="停用还能用的密码，并退出所有登录")

    def handle(self, end, **options):
        found, live = 0, {}
        for entry, account, values in exposed():
            is_live = any(account.check_password(value) for value in values)
            found += 1
            if is_live:
                live[account.pk] = account
            told = "密码还能用" if is_live else "密码已经换过"
            number = f"{entry.chain.township or '平台'}历史第{entry.number}条"
            self.stdout.write(f"{number}，{entry.at:%Y-%m-%d}：{account.username}，{told}")
        self.stdout.write(f"共{found}条，还能用的密码{len(live)}个。")
        for account in live.values() if end else ():
            end_password(account, "曾以明文写入办理历史", by=None)
            self.stdout.write(f"已停用 {account.username} 的密码，请在“账号”里重新发放初始密码。")
