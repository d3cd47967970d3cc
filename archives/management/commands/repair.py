"""manage.py repair --from BACKUP: put damaged and missing files back from a copy of the data."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from archives.acts.repair import repair


class Command(BaseCommand):
    help = "用备份补回被改动或丢失的档案文件；坏的文件移到隔离文件夹，不删除。"

    def add_arguments(self, parser):
        parser.add_argument("--from", dest="backup", type=Path, required=True, metavar="备份文件夹")

    def handle(self, backup, **options):
        if not backup.is_dir():
            raise CommandError(f"找不到文件夹：{backup}")
        left = 0
        for sentence, is_repaired in repair(backup):
            left += not is_repaired
            self.stdout.write(f"{sentence}{'已补回。' if is_repaired else '备份里也没有。'}")
        if left:
            raise CommandError(f"还有{left}个文件没有补回。")
        self.stdout.write("全部正常。")
