"""Settings of a township that concern the archive."""

from township.users.settings import declare

_GROUP = "档案"

declare(
    "village_quota_gb",
    "每村档案空间上限（GB）",
    20,
    minimum=1,
    maximum=2000,
    group=_GROUP,
    help="一个村全部档案文件的总大小，超过后不能再上传。",
)
declare(
    "scan_keep_days",
    "扫描件办完后原件留几天",
    30,
    minimum=1,
    maximum=365,
    group=_GROUP,
    help="一批扫描件全部归档或去掉以后，上传的原件再留这些天，归错了可以取回；归了档的一直在档案里。",
)
declare(
    "filing_grace_days",
    "会议、表决后几天内归档",
    10,
    minimum=0,
    maximum=90,
    group=_GROUP,
    help="超过这个天数还没有归档，归档情况里显示为“缺”。",
)
