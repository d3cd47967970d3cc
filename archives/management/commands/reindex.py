"""manage.py reindex: build the search index anew, and read documents nobody has read yet."""

from django.core.management.base import BaseCommand

from archives.acts import words as words_acts


class Command(BaseCommand):
    help = "重建档案的查找索引。文件里的文字由后台任务读取；加--read则马上读完。"

    def add_arguments(self, parser):
        parser.add_argument("--read", action="store_true", help="马上读取还没有读过的文件")

    def handle(self, read, **options):
        files = words_acts.unread() if read else []
        for file in files:
            words_acts.read(file)
        count = words_acts.everything()
        self.stdout.write(f"已索引{count}件档案，读取{len(files)}个文件。")
