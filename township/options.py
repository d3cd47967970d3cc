"""Settings of a township that concern all of it."""

from township.users.settings import declare

declare(
    "township_quota_gb",
    "本镇文件空间上限（GB）",
    200,
    minimum=1,
    maximum=20000,
    group="文件",
    help="全镇所有照片和文件的总大小，包括正在上传和还没有保存的；超过后不能再上传。",
)
