"""What a village's daily work leaves on paper: selections, publicity, activities, commendations,
forms of autonomy and the association's five haves. Counts only, never data about a person's life.
"""

from archives.papers.leaves import attachment, leaf
from township.papers.fact_sheet import fact_sheet
from villages.models import Attachment
from villages.papers import selection as selection_papers
from villages.papers.letters import organ


def sheet(title, rows, row, village, *, on):
    """A registration sheet: [(label, value)] as a table; empty values are left out."""
    values = fact_sheet(f"{village}{title}", rows, on=on, author=organ(village))
    return leaf(title, "fact_sheet", values, village, key=f"{row._meta.model_name}-sheet")


def attached(row):
    """Photos and files that were put to the row."""
    return [
        attachment(one.file_name, one.file, one.file_name, key=f"file:{one.pk}")
        for one in Attachment.objects.of(row).select_related("file")
    ]


def selection(row):
    """推选记录 of one body."""
    values = selection_papers.record_of(row)
    return leaf("推选记录", "election_record", values, row.village, key="selection")


def publicity(row):
    """宣传记录."""
    rows = [
        ("渠道", row.get_channel_display()),
        ("日期", row.on),
        ("地点", row.place),
        ("宣传内容", "、".join(row.contents_shown)),
        ("到达的小组", "、".join(group.name for group in row.groups.all())),
        ("参加人数", row.headcount),
        ("标语内容", row.slogan),
        ("说明", row.note),
    ]
    return sheet("宣传记录", rows, row, row.village, on=row.on)


def query(row):
    """询问和答复."""
    rows = [
        ("问了什么", row.content),
        ("种类", row.get_kind_display()),
        ("针对什么", row.target),
        ("怎么问的", row.get_way_display()),
        ("询问日期", row.asked_on),
        ("答复期限", row.due_on),
        ("答复日期", row.answered_on),
        ("答复", row.answer),
    ]
    return sheet(
        f"{row.village.words.openness}询问登记表",
        rows,
        row,
        row.village,
        on=row.answered_on or row.asked_on,
    )


def activity(row):
    """活动记录."""
    rows = [
        ("名称", row.title),
        ("类别", row.get_kind_display()),
        ("主题", "、".join(row.themes_shown)),
        ("日期", row.on),
        ("地点", row.place),
        ("参加人数", row.headcount),
        ("活动内容", row.summary),
    ]
    return sheet("活动记录", rows, row, row.village, on=row.on)


def commendation(row):
    """表彰 or 惩处 as it was decided."""
    rows = [
        ("类别", row.get_kind_display()),
        ("作出单位级别", row.get_authority_display()),
        ("决定日期", row.on),
        ("单位或户数", row.concerned),
        ("依据的文本", str(row.text_version) if row.text_version else ""),
        ("依据条款", row.basis_clause),
        ("决定内容", row.measure),
        ("告知日期", row.noticed_on),
        ("告知情况", row.notice),
        ("申诉途径", row.remedy),
    ]
    return sheet(f"{row.get_kind_display()}决定", rows, row, row.village, on=row.on)


def autonomy(row):
    """自治形式 with the number of households that signed, by group."""
    signed = row.signed_counts.select_related("group")
    rows = [
        ("形式", row.get_form_display()),
        ("名称", row.title),
        ("所依据的文本", str(row.text_version) if row.text_version else ""),
        ("开始日期", row.since),
        ("停止日期", row.until),
        ("怎么做", row.description),
        ("效果", row.effect),
        ("违约责任条款", row.breach_clause),
        ("镇审查意见", row.breach_opinion),
        ("签订户数", "、".join(f"{one.group}{one.signed}户" for one in signed)),
    ]
    return sheet("自治形式登记表", rows, row, row.village, on=row.since)


def haves(check):
    """协会五有自查, each with its evidence; photos follow as parts."""
    items = list(check.items.select_related("photo"))
    rows = [("检查日期", check.checked_on)] + [
        (one.get_key_display(), f"{'具备' if one.is_met else '不具备'}。{one.evidence}")
        for one in items
    ]
    photos = [
        attachment(one.photo_name, one.photo, one.photo_name, key=f"have:{one.key}")
        for one in items
        if one.photo
    ]
    return [sheet("协会五有自查表", rows, check, check.village, on=check.checked_on), *photos]
