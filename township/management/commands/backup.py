"""manage.py backup TO: database and files into another folder, while people write."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from township.backup.asking import passphrase_for
from township.backup.errors import BackupRefused
from township.backup.taking import back_up
from township.templatetags.wording import size_cn


class Command(BaseCommand):
    help = "备份数据库和文件到一个文件夹；已经在里面的文件不再复制。密钥不在备份里，要另外保管。"

    def add_arguments(self, parser):
        parser.add_argument(
            "to", nargs="?", default=settings.BACKUP_TO, metavar="文件夹", help="不写就用 BACKUP_TO"
        )
        parser.add_argument("--encrypt", action="store_true", help="加密，口令取 BACKUP_PASSPHRASE")
        parser.add_argument("--keep", type=int, help="保留几份，不写就用 BACKUP_KEEP")

    def handle(self, *, to, encrypt, keep, **options):
        if not to:
            raise CommandError("没有写备份到哪里：请写文件夹，或在 .env 里写 BACKUP_TO。")
        if keep is not None and keep < 1:
            raise CommandError("至少保留1份。")
        try:
            taken = back_up(Path(to), passphrase=passphrase_for(encrypt, is_new=True), keep=keep)
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from None
        at = timezone.localtime(taken.at)
        self.stdout.write(
            f"已备份：{at:%Y年%m月%d日%H:%M}，{taken.files}个文件，共{size_cn(taken.size)}，"
            f"这次新增{size_cn(taken.new)}，清理旧备份{taken.removed}份。\n在：{taken.path}"
        )
        for sentence in taken.lacking:
            self.stderr.write(sentence)
        self.stdout.write(
            "密钥不在备份里：请把 var/secret_key（或者 .env 里的 SECRET_KEY、FIELD_KEY）另抄一份，"
            "与备份分开保管；丢了密钥，电话号码就读不出了。"
        )
        if taken.lacking:
            lacking = len(taken.lacking)
            raise CommandError(f"{lacking}个文件没有备份到，请运行 manage.py verify 查明。")
