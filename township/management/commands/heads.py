"""manage.py heads: the heads of all histories, to be kept somewhere else and compared later."""

import json

from django.core.management.base import BaseCommand

from township.history.anchors import heads


class Command(BaseCommand):
    help = (
        "列出各镇办理历史现在有几条、最后一条的校验码；抄下来或存到别的机器上，"
        "以后用 manage.py verify --heads 文件 核对有没有被截短、改写。"
    )

    def handle(self, **options):
        for one in heads():
            self.stdout.write(json.dumps(one, ensure_ascii=False))
