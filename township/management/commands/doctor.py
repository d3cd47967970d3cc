"""manage.py doctor: is this installation well? One line each; the exit code says it to scripts."""

from django.core.management.base import BaseCommand, CommandError

from township.doctor import Diagnosis, findings, schema

MARKS = {"good": "正常", "neutral": "正常", "warn": "留意", "bad": "不对"}


class Command(BaseCommand):
    help = "检查设置、数据库、密钥、磁盘、后台任务、备份，逐条说明怎么办；有不对的，返回非零。"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--schema", action="store_true", help="只对照数据库结构")

    def handle(self, *, schema: bool, **options):
        found = [_schema()] if schema else list(findings())
        for one in found:
            self.stdout.write(f"{MARKS[one.tone]}  {one.label}：{one.told}")
        wrong = sum(one.tone == "bad" for one in found)
        if wrong:
            raise CommandError(f"{wrong}项不对，请照上面写的办。")


def _schema():
    return Diagnosis("数据库结构", *schema())
