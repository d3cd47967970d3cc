"""Left navigation by role: an entry is shown to whoever holds its permission."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Item:
    label: str
    icon: str
    url_name: str
    permission: str


GROUPS = (
    ("", (Item("首页", "house", "home", "home.view"),)),
    (
        "村务",
        (
            Item("村（居）", "houses", "villages:villages", "village.view"),
            Item("自治文本", "file-text", "villages:all_texts", "text.view"),
            Item("会议表决", "people", "villages:all_meetings", "meeting.view"),
            Item("备案审查", "clipboard-check", "villages:filings", "filing.view"),
        ),
    ),
    (
        "档案",
        (
            Item("档案", "archive", "archives:records", "record.view"),
            Item("归档情况", "ui-checks-grid", "archives:completeness", "completeness.view"),
            Item("档案类别", "tags", "archives:categories", "category.view"),
        ),
    ),
    (
        "创建活动",
        (
            Item("活动和目标", "flag", "campaigns:campaigns", "campaign.view"),
            Item("签收", "pen", "campaigns:receipts", "receipt.view"),
            Item("考评", "clipboard-data", "campaigns:rounds", "round.view"),
            Item("打分表", "pencil-square", "campaigns:sheets", "sheet.score"),
            Item("村自评", "pencil", "campaigns:self_sheets", "evaluation.self"),
            Item("考评结果", "bar-chart", "campaigns:evaluations", "evaluation.view"),
            Item("申报", "send", "campaigns:applications", "application.view"),
            Item("荣誉", "award", "campaigns:honours", "honour.view"),
            Item("奖励", "cash-coin", "campaigns:rewards", "reward.view"),
        ),
    ),
    (
        "系统",
        (
            Item("账号", "person-gear", "accounts", "account.view"),
            Item("区和镇", "diagram-3", "places", "place.view"),
            Item("本镇设置", "sliders", "settings", "settings.edit"),
            Item("办理历史", "clock-history", "history", "history.view"),
            Item("系统状态", "activity", "status", "status.view"),
            Item("使用手册", "book", "handbook", "home.view"),
        ),
    ),
)


def navigation_for(user, path):
    """[{"label", "items": [{"label", "url", "icon", "is_active"}]}] for `user`."""
    shown = []
    for label, items in GROUPS:
        entries = [_entry(item, path) for item in items if _is_shown(item, user)]
        if entries:
            shown.append({"label": label, "items": entries})
    return shown


def _is_shown(item, user):
    try:
        reverse(item.url_name)
    except NoReverseMatch:
        return False
    return user.may(item.permission)


def _entry(item, path):
    url = reverse(item.url_name)
    is_active = path == url if url == "/" else path.startswith(url)
    return {"label": item.label, "url": url, "icon": item.icon, "is_active": is_active}
