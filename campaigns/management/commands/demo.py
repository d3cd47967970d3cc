"""manage.py demo: on an empty database with DEMO=1, load the plan and the demonstration."""

import secrets

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from campaigns.demonstration.story import tell
from township.users.models import Membership, Township


def password_file():
    return settings.DATA_DIR / "demo_password"


class Command(BaseCommand):
    help = "空库且 DEMO=1 时，装入方案和演示数据；否则只列出演示账号。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--finished", type=int, default=4, choices=range(1, 5), help="演示数据有几个办完的年度"
        )

    def handle(self, *, finished, **options):
        if not settings.DEMO:
            raise CommandError("演示账号只在 DEMO=1 时建立。")
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
