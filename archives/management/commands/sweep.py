"""manage.py sweep: remove what nobody saved, set aside what no row speaks of. Nightly."""

from django.core.management.base import BaseCommand

from township.files.sweeping import sweep
from township.files.uploads import sweep_uploads


class Command(BaseCommand):
    help = "清理超过24小时没有传完、没有保存的文件；没有登记的文件移到隔离文件夹，不删除。"

    def handle(self, **options):
        uploads = sweep_uploads()
        swept = sweep()
        self.stdout.write(
            f"没有传完的上传{uploads}个、临时文件{swept.temporary}个已清理，"
            f"没有保存的文件{swept.discarded}个已删除，没有登记的文件{swept.quarantined}个已隔离。"
        )
