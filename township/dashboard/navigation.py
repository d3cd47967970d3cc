"""Left navigation by role: an entry is shown to whoever holds its permission."""

import re
from dataclasses import dataclass, replace

from django.urls import reverse

from township.access import Role
from villages.models import Village

NUMBER = re.compile(r"/\d+/")


@dataclass(frozen=True)
class MenuItem:
    label: str
    icon: str
    url_name: str
    permission: str
    # Beginnings of further addresses that belong to the entry; "*" stands for the number of a row.
    also: tuple[str, ...] = ()


GROUPS = (
    (
        "",
        (
            MenuItem("首页", "house", "home", "home.view"),
            MenuItem("日历", "calendar3", "calendar", "alert.view"),
        ),
    ),
    (
        "村（居）务",
        (
            MenuItem("村（居）", "houses", "villages:villages", "village.view"),
            MenuItem("备案审查", "clipboard-check", "villages:filings", "filing.view"),
        ),
    ),
    (
        "创建活动",
        (
            MenuItem("活动和目标", "flag", "campaigns:campaigns", "campaign.view"),
            MenuItem("工作一览", "easel", "campaigns:overview", "overview.view"),
            MenuItem("基层减负", "feather", "campaigns:burden", "burden.view"),
            MenuItem("签收", "pen", "campaigns:receipts", "receipt.view"),
            MenuItem("催办", "bell", "remind", "reminder.send"),
            MenuItem("催办记录", "card-checklist", "campaigns:reminders", "reminder.view"),
            MenuItem(
                "考评",
                "clipboard-data",
                "campaigns:rounds",
                "round.view",
                ("/campaigns/*/rounds/", "/campaigns/sheets/", "/campaigns/visits/"),
            ),
            MenuItem("评分表", "pencil-square", "campaigns:sheets", "sheet.score"),
            MenuItem("自评", "pencil", "campaigns:self_sheets", "evaluation.self"),
            MenuItem(
                "考评结果",
                "bar-chart",
                "campaigns:evaluations",
                "evaluation.view",
                ("/campaigns/results/", "/campaigns/vetoes/"),
            ),
            MenuItem("整改", "tools", "campaigns:rectifications", "rectification.view"),
            MenuItem("异议", "chat-left-text", "campaigns:objections", "objection.view"),
            MenuItem(
                "申报",
                "send",
                "campaigns:applications",
                "application.view",
                (
                    "/campaigns/*/proposals/",
                    "/campaigns/acceptances/",
                    "/campaigns/checks/",
                    "/campaigns/notices/",
                ),
            ),
            MenuItem("荣誉", "award", "campaigns:honours", "honour.view"),
            MenuItem("奖励", "cash-coin", "campaigns:rewards", "reward.view"),
        ),
    ),
    (
        "档案",
        (
            MenuItem("档案", "archive", "archives:records", "record.view"),
            MenuItem("扫描收件", "printer", "archives:scans", "scan.file"),
            MenuItem("查档案", "search", "archives:find", "record.view"),
            MenuItem("归档情况", "ui-checks-grid", "archives:completeness", "completeness.view"),
            MenuItem("档案检测", "shield-check", "archives:fixity_runs", "fixity.view"),
            MenuItem("档案类别", "tags", "archives:categories", "category.view"),
        ),
    ),
    (
        "系统",
        (
            MenuItem("账号", "person-gear", "accounts", "account.view"),
            MenuItem("登录记录", "door-open", "access_events", "access.view"),
            MenuItem("登录锁定", "unlock", "locks", "account.unlock"),
            MenuItem("区和镇", "diagram-3", "places", "place.view"),
            MenuItem("接收移交包", "box-arrow-in-down", "archives:intake", "intake.receive"),
            MenuItem("建镇工作簿", "table", "setup", "setup.edit"),
            MenuItem("本镇设置", "sliders", "settings", "settings.edit"),
            MenuItem("文书模板", "file-text", "own_paper_templates", "paper_template.view"),
            MenuItem("发送方式", "send", "couriers", "courier.view", ("/settings/dispatches/",)),
            MenuItem("公开电话", "telephone", "open_phones", "phone.view"),
            MenuItem("更正", "eraser", "corrections", "correction.view"),
            MenuItem("办理历史", "clock-history", "history", "history.view"),
            MenuItem("系统状态", "activity", "status", "status.view"),
            MenuItem("使用手册", "book", "handbook", "home.view"),
        ),
    ),
)


# A cadre with one village reaches its daily work from anywhere.
OWN_VILLAGE = (
    MenuItem("{here}", "house-heart", "villages:village", "village.view"),
    MenuItem(
        "章程、制度和公约",
        "file-text",
        "villages:texts",
        "text.view",
        (
            "/villages/texts/",
            "/villages/clauses/",
            "/villages/stages/",
            "/villages/opinions/",
            "/villages/prereviews/",
        ),
    ),
    MenuItem(
        "会议和表决",
        "people",
        "villages:meetings",
        "meeting.view",
        (
            "/villages/meetings/",
            "/villages/motions/",
            "/villages/deliberations/",
            "/villages/recalls/",
        ),
    ),
    MenuItem(
        "公示公开",
        "megaphone",
        "villages:postings",
        "posting.view",
        ("/villages/postings/", "/villages/queries/", "/villages/oversight/"),
    ),
    MenuItem("{here}档案", "archive", "archives:village_records", "record.view"),
)


def navigation_for(user, path, own=None):
    """[{"label", "items": [{"label", "url", "icon", "is_active"}]}] for `user`.

    own: the one village of a cadre (`own_village`), or None.
    """
    shown = []
    for label, items in GROUPS:
        entries = [(item, reverse(item.url_name)) for item in items if user.may(item.permission)]
        if entries:
            shown.append((label, entries))
    if own:
        items = [replace(one, label=one.label.format(here=own.words.here)) for one in OWN_VILLAGE]
        entries = [(item, reverse(item.url_name, args=[own.pk])) for item in items]
        shown.insert(1, (f"{own.words.here}事务", entries))
    active = _active([entry for _, entries in shown for entry in entries], path)
    return [
        {
            "label": label,
            "items": [
                {"label": item.label, "url": url, "icon": item.icon, "is_active": url == active}
                for item, url in entries
            ],
        }
        for label, entries in shown
    ]


def own_village(user):
    """The one village of a cadre, or None."""
    if Role.CADRE not in user.roles:
        return None
    found = list(
        Village.objects.for_user(user, "text.edit").in_use().only("pk", "name", "kind")[:2]
    )
    return found[0] if len(found) == 1 else None


def _active(entries, path):
    """The entry that the page belongs to: the one with the longest beginning of the path."""
    shape = NUMBER.sub("/*/", path)
    fitting = [
        (len(start), url)
        for item, url in entries
        for start in (url, *item.also)
        if path == url or (start != "/" and any(one.startswith(start) for one in (path, shape)))
    ]
    return max(fitting, default=(0, None))[1]
