"""What is told of the backups of this installation, on the status page and by the doctor."""

from django.conf import settings
from django.utils import timezone

from township.backup.taking import OLD, last
from township.dates import age_told
from township.templatetags.wording import size_cn

HOW = "请运行 manage.py backup 文件夹，或按手册设好每晚自动备份"


def standing() -> tuple[str, str]:
    """(what is told, tone)."""
    made = last()
    if made is None:
        return f"还没有备份：{HOW}", "warn" if settings.DEMO else "bad"
    at = timezone.localtime(made["at"])
    age = timezone.now() - made["at"]
    told = f"{at:%m月%d日%H:%M}（{age_told(age)}前），{size_cn(made['size'])}，在{made['to']}"
    if age > OLD:
        return f"最近一次是{told}，超过2天：{HOW}", "bad"
    if made["lacking"]:
        return f"{told}；{made['lacking']}个文件没有备份到，请看“核对”", "warn"
    return told, "good" if settings.BACKUP_TO else "warn"
