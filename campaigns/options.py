"""What townships settle for themselves about targets, evaluation, application and rewards.

Defaults follow the domain dossier, sections 3.2 and 5; a preset may bring its own.
"""

from campaigns.rules.announcement import LEAST_DAYS, MOST_DAYS
from township.users.settings import declare

GROUP = "创建活动"

declare(
    "notice_days",
    "公示天数",
    7,
    minimum=LEAST_DAYS,
    maximum=MOST_DAYS,
    group=GROUP,
    not_below="notice_days_min",
    help="考评结果和申报一般公示几天。",
)
declare(
    "notice_days_min",
    "公示最少天数（考评和申报）",
    LEAST_DAYS,
    minimum=LEAST_DAYS,
    maximum=MOST_DAYS,
    group=GROUP,
    help="区里要求更长的，按区里的填。",
)
declare("rereview_years", "命名后几年复审", 3, minimum=1, maximum=10, group=GROUP)
declare("evaluators_per_village", "每村考评员人数", 3, minimum=1, maximum=9, group=GROUP)
declare(
    "aggregation",
    "多名考评员的得分怎样合成",
    "MEAN",
    kind="choice",
    choices=(("MEAN", "平均"), ("MEDIAN", "中位数"), ("TRIMMED", "去掉最高最低后平均")),
    group=GROUP,
)
declare(
    "spread_limit",
    "考评员总分相差超过几分须说明",
    "5.0",
    kind="decimal",
    minimum=0,
    maximum=100,
    help="最多一位小数，例如 5.0。",
    group=GROUP,
)
declare(
    "application_needs_target",
    "只有下达了目标的村才能申报",
    False,
    kind="bool",
    group=GROUP,
)
declare(
    "application_own_notice",
    "每份申报都单独公示",
    False,
    kind="bool",
    help="不选时，考评结果公示过的级别不再单独公示。",
    group=GROUP,
)
declare("deeds_max_chars", "申报表事迹字数上限", 1500, minimum=200, maximum=5000, group=GROUP)
declare(
    "reward_method",
    "取得高一级后奖励怎样发",
    "CUMULATIVE",
    kind="choice",
    choices=(("CUMULATIVE", "各级奖励都发"), ("DIFFERENCE", "只补高低两级的差额")),
    group=GROUP,
)
