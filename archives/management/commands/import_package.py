"""manage.py import_package FILE…: take over packages that another installation handed over."""

from django.core.management.base import BaseCommand, CommandError

from archives.acts.package import receive
from archives.rules.bag_reader import PackageRefused
from township.files.errors import UploadRefused


class Command(BaseCommand):
    help = "接收移交包：逐个文件核对校验值，档号和内容与移交时相同。"

    def add_arguments(self, parser):
        parser.add_argument("packages", nargs="+", metavar="移交包")

    def handle(self, packages, **options):
        for path in packages:
            try:
                received = receive(path)
            except FileNotFoundError:
                raise CommandError(f"找不到文件：{path}") from None
            except (PackageRefused, UploadRefused) as refusal:
                raise CommandError(f"{path}：{refusal.sentence}") from None
            known = f"，已有{received.known}件" if received.known else ""
            self.stdout.write(f"{path}：接收{received.records}件，{received.files}个文件{known}。")
