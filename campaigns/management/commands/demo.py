"""manage.py demo: on an empty database with DEMO=1, load the plan and the demonstration; with
--again, on one that was loaded so, anew."""

import secrets

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from campaigns.demonstration.place import TOWNSHIP_CODE
from campaigns.demonstration.story import tell
from township.backup import database
from township.users.models import Membership, Township, User

CONFIRMED = "重装"


def password_file():
    return settings.DATA_DIR / "demo_password"


def against_again():
    """Why this is no demonstration that may be thrown away; empty where it is one."""
    others = Township.objects.exclude(code=TOWNSHIP_CODE)
    if not password_file().is_file() or not Township.objects.exists():
        yield "这里没有装过演示数据"
    if names := "、".join(others.values_list("name", flat=True)):
        yield f"这里有演示以外的镇：{names}"


class Command(BaseCommand):
    help = "空库且 DEMO=1 时，装入方案和演示数据；否则只列出演示账号。加 --again 删去后重装。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--finished", type=int, default=4, choices=range(1, 5), help="演示数据有几个办完的年度"
        )
        parser.add_argument(
            "--again", action="store_true", help="删去演示环境里的全部数据，重新装入；先问一句"
        )

    def handle(self, *, finished, again=False, **options):
        if not settings.DEMO:
            raise CommandError("演示账号只在 DEMO=1 时建立。")
        if again:
            self._empty()
        if not Township.objects.exists():
            self.stdout.write("正在装入方案和演示数据，约需一分钟……")
            self.stdout.flush()
            password = settings.DEMO_PASSWORD or f"Demo-{secrets.token_hex(4)}"
            # Before the data, which is there at once: a kill between them would lose the password.
            settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
            password_file().touch(mode=0o600)
            password_file().write_text(password)
            tell(password, finished=finished)
        self._print_accounts()

    def _empty(self):
        if reasons := list(against_again()):
            raise CommandError(f"{'；'.join(reasons)}。没有重装，数据没有动。")
        self.stdout.write(
            f"将删去这里的全部数据（{User.objects.count()}个账号和他们办的一切），重新装入演示数据。"
            "请先停下网站和后台任务。"
        )
        if input(f"确定的，输入“{CONFIRMED}”：").strip() != CONFIRMED:
            raise CommandError("没有重装，数据没有动。")
        database.empty()
        call_command("migrate", verbosity=0)

    def _print_accounts(self):
        self.stdout.write("演示账号：")
        rows = Membership.objects.select_related("user").prefetch_related("villages")
        for membership in rows.order_by("pk"):
            villages = "、".join(str(village) for village in membership.villages.all())
            self.stdout.write(
                f"  {membership.user.username:<16}{membership.get_role_display()} "
                f"{membership.user.full_name} {villages}".rstrip()
            )
        if password_file().is_file():
            self.stdout.write(f"密码（全部相同）：{password_file().read_text()}")
