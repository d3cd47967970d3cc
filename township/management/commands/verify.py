"""manage.py verify: is everything that was kept still as it was kept?"""

from django.core.management.base import BaseCommand, CommandError

from township.history.verification import CHECKS, verify


class Command(BaseCommand):
    help = "核对办理历史、文件和档号；有问题的逐条指出，首页也会告诉平台管理员和创建办公室。"

    def handle(self, **options):
        wrong = 0
        for name in CHECKS:
            sentences = verify(name)
            wrong += len(sentences)
            self.stdout.write(f"{name}:{'正常' if not sentences else f'{len(sentences)} 处不对'}")
            for sentence in sentences:
                self.stdout.write(f"  {sentence}")
        if wrong:
            raise CommandError(f"共发现 {wrong} 处问题。")
        self.stdout.write("全部正常。")
