"""What can be found, kind by kind, in the order of the page; a new kind is a line in KINDS.

Each kind asks its rows through the querysets that its pages use, with the same permission: what one
may not open is not found.
"""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from archives.models import ScanBatch
from archives.queries.search import pieces
from campaigns.models import Application, Assignment, AssignmentRow, Honour, Rectification
from township.accounts import handbook
from township.dashboard.navigation import navigation_for, own_village
from township.dates import cn_date
from township.finding.asking import FoundLine, around
from township.finding.people import PeopleKind, people_of, person_line
from township.finding.scans import CodelessKind
from township.finding.shapes import MOST, LinesKind, RecordsKind, RowsKind, note
from villages.models import (
    Clause,
    Meeting,
    Motion,
    Posting,
    Text,
    TextVersion,
    Village,
)
from villages.rules.kinds import MeetingKind, TextKind

# What is told by its village and its level alone.
LEVELLED = ("village__name", "level__name", "level__community_name")


def _of(model):
    return model.objects.for_user


def _village(row, words):
    called = "、".join(dict.fromkeys(one["name"] for one in row.former))
    told = note(row.get_kind_display(), f"曾用名{called}" if called else "", row.township)
    return FoundLine(row.get_absolute_url(), pieces(row.name, words), told)


@dataclass(frozen=True)
class VillagesKind(RowsKind):
    """By the name of today and by former ones, which stand in no column of their own."""

    def find(self, user, words):
        rows = self.rows(user, self.permission).order_by("order", "name")
        named = rows.values_list("pk", "name", "former")
        fitting = (
            pk
            for pk, name, former in named
            if all(
                word in " ".join([name, *(one["name"] for one in former)]).lower() for word in words
            )
        )
        return list(fitting)[: MOST + 1]


def _texts(user, permission):
    newest = TextVersion.objects.filter(text=OuterRef("pk")).order_by("-number")
    rows = Text.objects.for_user(user, permission)
    return rows.annotate(
        newest=Subquery(newest.values("pk")[:1]), state=Subquery(newest.values("status")[:1])
    ).exclude(newest=None)


def _text(row, words):
    state = dict(TextVersion.Status.choices)[row.state]
    return FoundLine(
        TextVersion(pk=row.newest).get_absolute_url(),
        pieces(row.title, words),
        note(row.village, row.get_kind_display(), state),
    )


def _clauses(user, permission):
    """Those that are in force or on the way; the words of an older version stand in its text."""
    current = (*TextVersion.OPEN, *TextVersion.IN_FORCE)
    rows = Clause.objects.for_user(user, permission)
    return rows.filter(text_version__status__in=current)


def _clause(row, words):
    text = row.text_version.text
    return FoundLine(
        row.get_absolute_url(),
        pieces(f"{text.title} {row}", words),
        note(text.village, row.text_version.get_status_display()),
        around(row.text, words),
    )


def _meeting(row, words):
    return FoundLine(
        row.get_absolute_url(),
        pieces(str(row), words),
        note(row.village, row.get_kind_display(), row.get_status_display()),
        around(row.summary, words),
    )


def _motion(row, words):
    return FoundLine(
        row.get_absolute_url(),
        pieces(row.title, words),
        note(row.meeting.village, cn_date(row.meeting.held_on), row.get_status_display()),
        around(row.discussion, words),
    )


def _posting(row, words):
    return FoundLine(
        row.get_absolute_url(),
        pieces(row.title, words),
        note(row.village, row.get_kind_display(), row.get_status_display()),
        around(row.body, words),
    )


def _application(row, words):
    return FoundLine(
        row.get_absolute_url(),
        pieces(str(row), words),
        note(row.get_status_display(), row.document_number),
        around(row.deeds, words),
    )


def _honour(row, words):
    return FoundLine(
        row.get_absolute_url(),
        pieces(str(row), words),
        note(row.get_status_display(), row.document_number, row.plaque_number),
    )


def _scan(row, words):
    left = f"待归档{row.left}页" if row.left else ""
    return FoundLine(
        row.get_absolute_url(),
        pieces(row.name, words),
        note(row.village, row.get_stage_display(), left),
    )


def _assignment(row, words):
    return FoundLine(
        row.get_absolute_url(),
        pieces(f"{row}（{row.campaign}）", words),
        note(row.number, row.get_status_display()),
        around(row.requirements, words) or around(row.deadlines, words),
    )


def _task(row, words):
    return FoundLine(
        row.get_absolute_url(),
        pieces(row.task, words),
        note(row.village, row.assignment),
    )


def _rectification(row, words):
    return FoundLine(
        row.get_absolute_url(),
        pieces(str(row), words),
        note(row.get_status_display(), f"{cn_date(row.due_on)}以前"),
        around(row.demand, words),
    )


def _menu(user):
    groups = navigation_for(user, "", own_village(user))
    return [
        (item["url"], item["label"], group["label"]) for group in groups for item in group["items"]
    ]


def _chapters(user):
    return [(one.url, f"{one.page_title}：{one.title}", one.text) for one in handbook.chapters()]


KINDS = {
    "pages": LinesKind("功能", "home.view", _menu),
    "villages": VillagesKind(
        "村（居）", "village.view", _of(Village), ("name",), _village, (), select=("township",)
    ),
    "people": PeopleKind("人员", "roster.view", people_of, ("name",), person_line),
    "texts": RowsKind(
        "文本",
        "text.view",
        _texts,
        ("title",),
        _text,
        choices={"kind": dict(TextKind.choices)},
        order=("village__order", "title"),
    ),
    "clauses": RowsKind(
        "条款",
        "text.view",
        _clauses,
        ("text",),
        _clause,
        ("text_version__text__village__name", "text_version__text__title", "label"),
        select=("text_version__text__village",),
        order=("text_version__text__village__order", "text_version", "order"),
    ),
    "meetings": RowsKind(
        "会议",
        "meeting.view",
        _of(Meeting),
        ("title", "place", "summary"),
        _meeting,
        choices={"kind": dict(MeetingKind.choices)},
        order=("-held_at",),
    ),
    "motions": RowsKind(
        "议题和表决",
        "meeting.view",
        _of(Motion),
        ("title", "discussion"),
        _motion,
        ("meeting__village__name",),
        select=("meeting__village",),
        order=("-meeting__held_at",),
    ),
    "postings": RowsKind(
        "公示", "posting.view", _of(Posting), ("title", "body"), _posting, order=("-posted_on",)
    ),
    "records": RecordsKind("档案和文件", "record.view"),
    "scans": RowsKind("扫描收件", "scan.file", _of(ScanBatch), ("name",), _scan),
    "codeless": CodelessKind("待指定的扫描页", "scan.file"),
    "tasks": RowsKind(
        "任务条目",
        "assignment.view",
        _of(AssignmentRow),
        ("task",),
        _task,
        ("village__name", "assignment__number"),
        select=("village", "assignment"),
        order=("-assignment__year", "order"),
    ),
    "assignments": RowsKind(
        "年度任务",
        "assignment.view",
        _of(Assignment),
        ("number", "requirements", "deadlines", "campaign__name"),
        _assignment,
        (),
        select=("campaign",),
        order=("-year",),
    ),
    "rectifications": RowsKind(
        "整改",
        "rectification.view",
        _of(Rectification),
        ("fact", "demand"),
        _rectification,
        order=("-made_on",),
    ),
    "applications": RowsKind(
        "申报",
        "application.view",
        _of(Application),
        (*LEVELLED, "document_number", "deeds"),
        _application,
        (),
        select=("village", "level", "evaluation"),
        order=("-evaluation__round__year",),
    ),
    "honours": RowsKind(
        "荣誉",
        "honour.view",
        _of(Honour),
        (
            "village__name",
            "level__name",
            "level__community_name",
            "document_number",
            "plaque_number",
        ),
        _honour,
        (),
        select=("village", "level"),
        order=("-awarded_on",),
    ),
    "handbook": LinesKind("使用手册", "home.view", _chapters),
}
