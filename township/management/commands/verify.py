"""manage.py verify: is everything that was kept still as it was kept?"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from township.history import anchors
from township.history.verification import CHECKS, WHAT_TO_DO, verify


class Command(BaseCommand):
    help = (
        "核对数据库、办理历史、登记的内容、文件和档号；有问题的逐条指出，"
        "首页也会告诉平台管理员和创建办公室。"
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--heads", type=Path, metavar="文件", help="另外保存的校验码（manage.py heads 的输出）"
        )

    def handle(self, heads=None, **options):
        wrong = sum(self._told(name, verify(name)) for name in CHECKS)
        if heads:
            wrong += self._told(f"另外保存的校验码（{heads}）", self._compared(heads))
        if wrong:
            raise CommandError(f"共发现 {wrong} 处问题。{WHAT_TO_DO}")
        self.stdout.write("全部正常。")

    def _told(self, name, sentences):
        self.stdout.write(f"{name}:{'正常' if not sentences else f'{len(sentences)} 处不对'}")
        for sentence in sentences:
            self.stdout.write(f"  {sentence}")
        return len(sentences)

    def _compared(self, path):
        try:
            noted = anchors.noted(path)
        except OSError as error:
            raise CommandError(f"读不了文件{path}：{error.strerror}") from error
        if not noted:
            raise CommandError(f"文件{path}里没有校验码。")
        return [sentence for _, sentence in anchors.faults(noted)]
