"""manage.py ready: may the site start on this database? The web server asks before it starts."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from township.fitting import against_start


class Command(BaseCommand):
    help = "看程序和数据库是否相符，不相符的说明怎么办；网站启动前会自己问。"
    requires_system_checks = ()

    def handle(self, **options):
        if reasons := against_start(connection):
            raise CommandError("不能启动：\n  " + "\n  ".join(reasons))
