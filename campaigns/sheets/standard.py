"""A standard as a workbook, written for the district to fill in.

Serves the plan's clause 33. `resource_reading` reads it back.
"""

import io

from township.xlsx import workbook

# What the system can check, as an office calls it; keys are those of `proposing.CHECKS`.
CHECK_LABELS = {
    "working_group": "工作小组组成",
    "selection": "自治组织推选",
    "duties": "三个组织职责",
    "five_haves": "协会五有",
    "dual_posts": "专（兼）职人员任职",
    "charter_vote": "章程通过程序",
    "charter_topics": "章程内容",
    "consultation": "征求意见",
    "rules": "自治制度",
    "covenant_agreement": "村规民约等文本",
    "filing": "审查备案公布",
    "quarters": "按季公开",
    "postings": "公开时间和照片",
    "queries": "答复询问",
    "channels": "宣传渠道",
    "contents": "宣传内容",
    "awareness": "知晓率",
    "association_life": "协会活动",
    "text_stages": "文本三个稿次",
    "records_reconcile": "会议和表决记录",
    "record_kinds": "活动和表彰惩处记录",
    "archive_order": "档案整理",
    "rectifications": "整改",
    "satisfaction": "满意率",
    "self_evaluation": "自评时间",
}
NOTES, INDICATORS, RULES, VETOES, THRESHOLDS = "说明", "指标", "扣分规则", "一票否决", "达标分数"
# Sheet → columns (title, width in characters, longest text; 0 for numbers and choices).
SHEETS = {
    INDICATORS: (
        ("类别代号", 8, 10),
        ("类别", 14, 40),
        ("指标代号", 8, 10),
        ("指标", 26, 60),
        ("分值", 6, 0),
        ("评分办法", 48, 500),
        ("考评方式", 36, 300),
        ("佐证档案", 16, 0),
        ("系统核对", 18, 30),
        ("加分办法", 20, 300),
        ("加分后上限", 10, 0),
    ),
    RULES: (
        ("指标代号", 8, 10),
        ("核对项", 16, 30),
        ("说法", 40, 100),
        ("每次扣分", 8, 0),
        ("计量单位", 8, 0),
        ("起算数", 8, 0),
        ("低于起算数才扣", 14, 0),
        ("最多扣分", 8, 0),
    ),
    VETOES: (("代号", 8, 10), ("情形", 28, 60), ("认定办法", 60, 300)),
    THRESHOLDS: (
        ("级别代号", 16, 20),
        ("级别", 20, 40),
        ("达标总分", 10, 0),
        ("每类最低百分比", 14, 0),
    ),
}
# What only the system reads: there, but out of sight, so that it comes back as it was.
HIDDEN = {RULES: "核对项", THRESHOLDS: "级别代号"}
ADVICE = (
    "在“指标”里一行写一个指标，同一类别的指标写在一起，分值合计必须是100分，最多一位小数。",
    "“佐证档案”写档案类别代码，几个之间用顿号隔开，例如 ZCH、HYJ。",
    "“系统核对”从下拉框里选，右边列出了系统能核对的；由考评员判断的指标空着。",
    "“扣分规则”只用于系统核对的指标；扣什么写在“说法”里，可以改扣分和起算数；有隐藏的列，不要删。",
    "各表的名称、列的次序不要改；不要用公式；不要加表。",
    "不得设统计或考核个人生育、避孕、孕检情况的指标，导入时会逐条退回。",
    "改好后原样导入；与现有内容相同的，导入后不会有任何改动。",
)


def plain(number):
    """A decimal without trailing zeros, as a person writes it; None is empty."""
    return "" if number is None else f"{number.normalize():f}"


def write_book(standard, levels=None, source=""):
    """The workbook (bytes) of a `criteria.Standard`, with explanations and drop-downs.

    levels: {level code: level name} of those judged by it; one without a threshold gets a line
    to be filled in. source: whose the points are, told under its name.
    """
    stream = io.BytesIO()
    book = workbook(stream)
    head = book.add_format({"bold": True, "bg_color": "#E8EEF5", "border": 1, "text_wrap": True})
    body = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    notes = book.add_worksheet(NOTES)
    notes.set_column(0, 0, 100)
    for place, line in enumerate(filter(None, (standard.name, source, *ADVICE))):
        notes.write_string(place, 0, line)
    sheets = _rows_of(standard)
    known = {one.level for one in standard.thresholds}
    sheets[THRESHOLDS] += [
        (code, name, "", "") for code, name in (levels or {}).items() if code not in known
    ]
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for place, (title, width, _) in enumerate(SHEETS[name]):
            sheet.set_column(place, place, width, None, {"hidden": title == HIDDEN.get(name)})
            sheet.write_string(0, place, title, head)
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(row):
                sheet.write_string(number, place, value, body)
    notes.write_string(0, 2, "系统能核对的：")
    for place, label in enumerate(CHECK_LABELS.values(), 1):
        notes.write_string(place, 2, label)
    choices = f"='{NOTES}'!$C$2:$C${len(CHECK_LABELS) + 1}"
    checks = {"validate": "list", "source": choices, "error_type": "warning"}
    below = {"validate": "list", "source": ["是", "否"]}
    book.get_worksheet_by_name(INDICATORS).data_validation(1, 8, 500, 8, checks)
    book.get_worksheet_by_name(RULES).data_validation(1, 6, 500, 6, below)
    book.close()
    return stream.getvalue()


def _rows_of(standard):
    return {
        INDICATORS: [
            (
                category.code,
                category.name,
                one.code,
                one.name,
                plain(one.points),
                one.rule,
                one.check,
                "、".join(one.evidence),
                CHECK_LABELS.get(one.auto, one.auto),
                one.bonus_rule,
                plain(one.cap),
            )
            for category in standard.categories
            for one in category.indicators
        ],
        RULES: [
            (
                one.code,
                rule.key,
                rule.label,
                plain(rule.step),
                plain(rule.per),
                plain(rule.start),
                "是" if rule.below else "否",
                plain(rule.most),
            )
            for one in standard.indicators
            for rule in one.deductions
        ],
        VETOES: [(one.code, one.name, one.rule) for one in standard.vetoes],
        THRESHOLDS: [
            (one.level, one.name, plain(one.total), plain(one.category_percent))
            for one in standard.thresholds
        ],
    }
