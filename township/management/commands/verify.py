"""manage.py verify: is everything that was kept still as it was kept?"""

from django.core.management.base import BaseCommand, CommandError

from township.history import chain

CHECKS = [("办理历史", chain.verify)]


def also(label, check):
    """Add a check: a function that yields one sentence for each thing that is wrong."""
    CHECKS.append((label, check))


class Command(BaseCommand):
    help = "Checks history, files and numbers; names what is wrong and exits with 1."

    def handle(self, **options):
        wrong = 0
        for label, check in CHECKS:
            sentences = list(check())
            wrong += len(sentences)
            self.stdout.write(f"{label}:{'正常' if not sentences else f'{len(sentences)} 处不对'}")
            for sentence in sentences:
                self.stdout.write(f"  {sentence}")
        if wrong:
            raise CommandError(f"共发现 {wrong} 处问题。")
        self.stdout.write("全部正常。")
