"""manage.py create_admin: a platform administrator, the first of an installation above all.

The first password is made and handed out as for everybody: shown once, to be changed at sign-in.
"""

import os

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from township.access import Role
from township.accounts.acts import open_account
from township.accounts.password_acts import hand_out_passwords
from township.namefields import account_name
from township.personname import read_name
from township.users.models import User

PLACE = {"role": Role.PLATFORM_ADMIN, "township": None, "district": None}


class Command(BaseCommand):
    help = "建立一个平台管理员账号，显示初始密码；平台管理员忘了密码的，加 --again 重新发放。"

    def add_arguments(self, parser):
        parser.add_argument("username", nargs="?", help="账号，例如 admin；不写就在终端里问")
        parser.add_argument("--name", help="姓名；不写就在终端里问")
        parser.add_argument(
            "--again", action="store_true", help="给已有的平台管理员重新发放初始密码"
        )

    def handle(self, username, name, again, **options):
        username = account_name(username or asked("账号（字母、数字，例如 admin）："))
        slip = handed_out(username) if again else opened(username, name or asked("姓名："))
        ends = timezone.localtime(slip.account.first_password_ends_at)
        self.stdout.write(
            f"平台管理员：{slip.account.full_name}\n"
            f"{address()}"
            f"账号：{slip.account.username}\n"
            f"初始密码：{slip.password}\n"
            f"初始密码只显示这一次，{ends:%Y年%m月%d日%H:%M}以前登录有效，登录后须改成自己的密码。"
        )


def address():
    """The line of the site's address, where it is known: a port given to the server is not."""
    return f"网址：{settings.SITE_URL}\n" if os.environ.get("SITE_URL") else ""


def asked(question):
    """An answer typed at the terminal."""
    try:
        return input(question).strip()
    except EOFError:
        raise CommandError("没有填写账号和姓名，请在终端里运行，或者写明账号和 --name。") from None


def opened(username, name):
    try:
        named = name.strip() and read_name(name)
        account = User(username=username, full_name=named)
        account.full_clean(exclude=["password"])
    except ValidationError as error:
        raise CommandError("".join(error.messages)) from error
    except ValueError as error:
        raise CommandError(str(error)) from error
    return open_account(account, PLACE, by=None)


def handed_out(username):
    account = User.objects.filter(username=username, memberships__role=Role.PLATFORM_ADMIN).first()
    if account is None:
        raise CommandError(f"没有账号是 {username} 的平台管理员。")
    (slip,) = hand_out_passwords([account], by=None)
    return slip
