"""manage.py upgrade: the data of an installation brought to the version that lies here."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from township.backup.asking import passphrase_for
from township.backup.errors import BackupRefused
from township.backup.upgrading import upgrade


class Command(BaseCommand):
    help = "装好新版本的程序以后运行：先备份，再改数据库、整理页面文件、核对；没有做成的自己恢复。"
    requires_system_checks = ()

    def add_arguments(self, parser):
        default = settings.BACKUP_TO or str(settings.BASE_DIR / "var" / "before-upgrade")
        parser.add_argument("--to", default=default, metavar="文件夹", help="升级前的备份放在哪里")
        parser.add_argument("--encrypt", action="store_true", help="备份加密")

    def handle(self, *, to, encrypt, **options):
        try:
            passphrase = passphrase_for(encrypt, is_new=True)
            told = upgrade(Path(to), passphrase=passphrase, say=self.stdout.write)
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from None
        for sentence in told:
            self.stdout.write(sentence)
        self.stdout.write("升级完成，请起动网站和后台任务进程。")
