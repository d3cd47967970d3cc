"""manage.py deployment --to FOLDER: the files that run the site as services of a machine."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from township.deployment.written import write


class Command(BaseCommand):
    help = "按现在的设置写出系统服务、nginx、日志轮换等文件和安装步骤；不改动系统。"

    def add_arguments(self, parser):
        parser.add_argument("--to", required=True, type=Path, metavar="文件夹")

    def handle(self, to, **options):
        try:
            written = write(to)
        except OSError as error:
            raise CommandError(f"写不进文件夹{to}：{error.strerror}") from error
        for path in written:
            self.stdout.write(str(path))
        self.stdout.write(f"接着照{to / 'README.md'}做。")
