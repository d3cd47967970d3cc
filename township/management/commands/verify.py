"""manage.py verify: is everything that was kept still as it was kept?"""

from django.core.management.base import BaseCommand, CommandError

from township.history import chain
from township.registry import Registry

HISTORY, FILES = "办理历史", "档案文件和件号"
# {label: function that yields one sentence for each thing that is wrong}, in their order.
CHECKS = Registry("What `verify` looks at", HISTORY, FILES)
CHECKS.answers(HISTORY)(chain.verify)


class Command(BaseCommand):
    help = "Checks history, files and numbers; names what is wrong and exits with 1."

    def handle(self, **options):
        wrong = 0
        for label, check in CHECKS.items():
            sentences = list(check())
            wrong += len(sentences)
            self.stdout.write(f"{label}:{'正常' if not sentences else f'{len(sentences)} 处不对'}")
            for sentence in sentences:
                self.stdout.write(f"  {sentence}")
        if wrong:
            raise CommandError(f"共发现 {wrong} 处问题。")
        self.stdout.write("全部正常。")
