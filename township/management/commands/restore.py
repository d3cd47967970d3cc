"""manage.py restore FROM: an installation back from its backup, on an empty one."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from township.backup import restoring
from township.backup.asking import passphrase_for
from township.backup.errors import BackupRefused
from township.dates import age_told

MOST_TOLD = 20


class Command(BaseCommand):
    help = "从备份恢复数据库和文件，只在新装的系统上；先核对再恢复，没有做成的什么都不留下。"
    # The tables may not be there yet.
    requires_system_checks = ()

    def add_arguments(self, parser):
        told = "备份文件夹（取最近一份）或某一份"
        parser.add_argument("place", metavar="备份", help=told)
        parser.add_argument("--encrypt", action="store_true", help="备份是加密的")
        parser.add_argument("--without-keys", action="store_true", help="没有原来的密钥也恢复")
        parser.add_argument("--check", action="store_true", help="只核对备份是否完整，不恢复")

    def handle(self, *, place, encrypt, without_keys, check, **options):
        try:
            passphrase = passphrase_for(encrypt)
            if check:
                return self._check(place, passphrase)
            done = restoring.restore(
                Path(place),
                passphrase=passphrase,
                without_keys=without_keys,
                say=self.stdout.write,
            )
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from None
        at = timezone.localtime(done.at)
        self.stdout.write(
            f"已恢复{at:%Y年%m月%d日%H:%M}的备份，{done.files}个文件。"
            f"这份备份是{age_told(done.age)}前做的，以后办的事不在里面，请通知各村补办。"
        )
        for sentence in [*done.lacking, *done.faults][:MOST_TOLD]:
            self.stderr.write(sentence)
        if done.faults:
            raise CommandError("内容已恢复，但核对发现以上问题。请先查明，暂时不要开放使用。")
        if without_keys:
            self.stdout.write("没有原来的密钥：电话号码读不出，请各村在人员名册里重新填写。")
        self.stdout.write("核对正常，可以开放使用：请起动网站和后台任务进程。")

    def _check(self, place, passphrase):
        shelf, path = restoring.find(place, passphrase)
        manifest = restoring.check(shelf, path)
        self.stdout.write(f"{path.name}：{len(manifest['files'])}个文件和数据库都在，校验值相符。")
