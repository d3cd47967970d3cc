"""manage.py nightly: plan the nightly round, which the worker (manage.py worker) then does."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from archives.acts import nightly


class Command(BaseCommand):
    help = "安排每晚的整理和档案检测，由后台任务进程（worker）按时进行；worker 起动时会自己安排。"

    def handle(self, verbosity, **options):
        at = timezone.localtime(nightly.plan().run_after)
        if verbosity:
            self.stdout.write(f"夜间整理已安排，下一次在{at:%Y年%m月%d日%H:%M}。")
