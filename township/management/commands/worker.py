"""manage.py worker: does the work behind the pages, one task after the other."""

from django.core.management.base import BaseCommand

from township.tasks.worker import IDLE_SECONDS, Worker


class Command(BaseCommand):
    help = "后台任务进程：生成评分表、检测档案、读取文件、夜间整理。数据库断开或者锁住时等它恢复。"

    def add_arguments(self, parser):
        parser.add_argument("--batch", action="store_true", help="做完现在该做的就结束")
        parser.add_argument(
            "--interval", type=float, default=IDLE_SECONDS, help="没有事时隔几秒看一次"
        )

    def handle(self, *, batch, interval, verbosity, **options):
        worker = Worker(interval=interval)
        if not batch:
            worker.listen()
            if verbosity:
                self.stdout.write("后台任务进程已起动，按 Ctrl-C 停止。")
            worker.run()
            return
        done = worker.work_off()
        if verbosity:
            self.stdout.write(f"做完{done}件。")
