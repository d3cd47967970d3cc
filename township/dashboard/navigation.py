"""Left navigation by role: an entry is shown to whoever holds its permission."""

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Item:
    label: str
    icon: str
    url_name: str
    permission: str


GROUPS = (
    ("", (Item("首页", "house", "home", "home.view"),)),
    (
        "创建活动",
        (Item("创建活动", "flag", "campaigns:campaigns", "campaign.view"),),
    ),
    (
        "系统",
        (
            Item("账号", "people", "accounts", "account.view"),
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
        entries = [_entry(item, path) for item in items if user.may(item.permission)]
        if entries:
            shown.append({"label": label, "items": entries})
    return shown


def _entry(item, path):
    url = reverse(item.url_name)
    is_active = path == url if url == "/" else path.startswith(url)
    return {"label": item.label, "url": url, "icon": item.icon, "is_active": is_active}
