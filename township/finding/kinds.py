"""What can be found, kind by kind, in the order of the page; a new kind is a line in KINDS.

Each kind asks its rows through the querysets that its pages use, with the same permission: what one
may not open is not found. Rows of one table are asked for ids first (newest first, at most MOST),
then the few that are shown are read, so that a page costs the same however much there is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from archives.queries import search as archive
from archives.queries.search import Wanted, pieces
from campaigns.models import Application, Assignment, AssignmentRow, Honour, Rectification
from township.accounts import handbook
from township.dashboard.navigation import navigation_for, own_village
from township.dates import cn_date
from township.finding.asking import Hit, around, asks
from villages.models import (
    AssociationMember,
    Clause,
    Meeting,
    Motion,
    Person,
    Posting,
    Representative,
    Term,
    Text,
    TextVersion,
    Village,
)
from villages.rules.bodies import PostKind
from villages.rules.kinds import MeetingKind, TextKind

MOST = 200
# What is told by its village and its level alone.
LEVELLED = ("village__name", "level__name", "level__community_name")


@dataclass(frozen=True)
class Table:
    """A kind whose rows stand in one table. `rows` are those within a user's reach."""

    label: str
    permission: str
    rows: Callable[..., QuerySet]
    fields: tuple[str, ...]
    hit: Callable[..., Hit]
    beside: tuple[str, ...] = ("village__name",)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    select: tuple[str, ...] = ("village",)
    order: tuple[str, ...] = ()

    def find(self, user, words):
        rows = self.rows(user, self.permission).filter(
            asks(words, self.fields, self.beside, self.choices)
        )
        order = (*self.order, "-pk")
        return list(rows.order_by(*order).values_list("pk", flat=True)[: MOST + 1])

    def show(self, user, ids, words):
        rows = self.rows(user, self.permission).select_related(*self.select).in_bulk(ids)
        return [self.hit(rows[pk], words) for pk in ids if pk in rows]


@dataclass(frozen=True)
class Lines:
    """A kind that is kept in memory: `all_of` gives [(address, title, text)] for a user."""

    label: str
    permission: str
    all_of: Callable

    def find(self, user, words):
        lines = self.all_of(user)
        return [line for line in lines if all(word in _flat(line) for word in words)][: MOST + 1]

    def show(self, user, lines, words):
        return [
            Hit(url, pieces(title, words), excerpt=around(text, words))
            for url, title, text in lines
        ]


@dataclass(frozen=True)
class Records:
    """Records and the words inside their files, by the archive's own index."""

    label: str
    permission: str

    def find(self, user, words):
        return archive.find(user, Wanted(words=" ".join(words))).ids[: MOST + 1]

    def show(self, user, ids, words):
        for one in archive.hits(user, ids, Wanted(words=" ".join(words))):
            row = one.record
            name = pieces(f"{one.file_name}：" if one.excerpt else one.file_name, words)
            yield Hit(
                row.get_absolute_url(),
                one.title,
                _note(row.village, row.category, cn_date(row.on)),
                [*name, *one.excerpt] if one.file_name else [],
            )


def _flat(line):
    return " ".join(line[1:]).lower()


def _note(*told):
    return " · ".join(str(one) for one in told if one)


def _of(model):
    return model.objects.for_user


SEATS = {Representative: ("村民代表", "居民代表"), AssociationMember: ("协会会员",)}


def _people(user, permission):
    """Who holds a post or a seat today."""
    today = timezone.localdate()
    terms = Term.objects.for_user(user, "organisation.view").serving(today)
    held = [terms, *(one.objects.for_user(user, permission).serving(today) for one in SEATS)]
    serves = Q(pk__in=[])
    for rows in held:
        serves |= Exists(rows.filter(person=OuterRef("pk")))
    shown = [
        Prefetch(name, queryset=rows, to_attr=f"serving_{name}")
        for name, rows in zip(("terms", "representatives", "associationmembers"), held, strict=True)
    ]
    shown[0].queryset = terms.select_related("body__village")
    return Person.objects.for_user(user, permission).filter(serves).prefetch_related(*shown)


@dataclass(frozen=True)
class People(Table):
    """Members by name or by what they are: 主任, 村民代表, 会员."""

    def find(self, user, words):
        today = timezone.localdate()
        every, is_own = Q(), Q(pk__in=[])
        for word in words:
            own = Q(name__icontains=word) | self._serving(word, today)
            every &= own | Q(village__name__icontains=word)
            is_own |= own
        rows = self.rows(user, self.permission).prefetch_related(None).filter(every & is_own)
        return list(
            rows.order_by("village__order", "name", "pk").values_list("pk", flat=True)[: MOST + 1]
        )

    @staticmethod
    def _serving(word, today):
        posts = [post for post, label in PostKind.choices if word in label]
        told = Q(pk__in=[])
        if posts:
            rows = Term.objects.serving(today).filter(post__in=posts, person=OuterRef("pk"))
            told |= Exists(rows)
        for model, called in (
            (Representative, "村民代表居民代表"),
            (AssociationMember, "协会会员"),
        ):
            if word in called:
                told |= Exists(model.objects.serving(today).filter(person=OuterRef("pk")))
        return told


def _person(row, words):
    posts = [f"{term.body}{term.post_name}" for term in row.serving_terms]
    if row.serving_representatives:
        posts.append("居民代表" if row.village.is_community else "村民代表")
    if row.serving_associationmembers:
        posts.append("协会会员")
    told = _note(row.village, "、".join(dict.fromkeys(posts)))
    return Hit(row.get_absolute_url(), pieces(row.name, words), told)


def _village(row, words):
    called = "、".join(dict.fromkeys(one["name"] for one in row.former))
    told = _note(row.get_kind_display(), f"曾用名{called}" if called else "", row.township)
    return Hit(row.get_absolute_url(), pieces(row.name, words), told)


@dataclass(frozen=True)
class Villages(Table):
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
    return Hit(
        TextVersion(pk=row.newest).get_absolute_url(),
        pieces(row.title, words),
        _note(row.village, row.get_kind_display(), state),
    )


def _clauses(user, permission):
    """Those that are in force or on the way; the words of an older version stand in its text."""
    current = (*TextVersion.OPEN, *TextVersion.IN_FORCE)
    rows = Clause.objects.for_user(user, permission)
    return rows.filter(text_version__status__in=current)


def _clause(row, words):
    text = row.text_version.text
    return Hit(
        row.get_absolute_url(),
        pieces(f"{text.title} {row}", words),
        _note(text.village, row.text_version.get_status_display()),
        around(row.text, words),
    )


def _meeting(row, words):
    return Hit(
        row.get_absolute_url(),
        pieces(str(row), words),
        _note(row.village, row.get_kind_display(), row.get_status_display()),
        around(row.summary, words),
    )


def _motion(row, words):
    return Hit(
        row.get_absolute_url(),
        pieces(row.title, words),
        _note(row.meeting.village, cn_date(row.meeting.held_on), row.get_status_display()),
        around(row.discussion, words),
    )


def _posting(row, words):
    return Hit(
        row.get_absolute_url(),
        pieces(row.title, words),
        _note(row.village, row.get_kind_display(), row.get_status_display()),
        around(row.body, words),
    )


def _application(row, words):
    return Hit(
        row.get_absolute_url(),
        pieces(str(row), words),
        _note(row.get_status_display(), row.document_number),
        around(row.deeds, words),
    )


def _honour(row, words):
    return Hit(
        row.get_absolute_url(),
        pieces(str(row), words),
        _note(row.get_status_display(), row.document_number, row.plaque_number),
    )


def _assignment(row, words):
    return Hit(
        row.get_absolute_url(),
        pieces(f"{row}（{row.campaign}）", words),
        _note(row.number, row.get_status_display()),
        around(row.requirements, words) or around(row.deadlines, words),
    )


def _task(row, words):
    return Hit(
        row.get_absolute_url(),
        pieces(row.task, words),
        _note(row.village, row.assignment),
    )


def _rectification(row, words):
    return Hit(
        row.get_absolute_url(),
        pieces(str(row), words),
        _note(row.get_status_display(), f"{cn_date(row.due_on)}以前"),
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
    "pages": Lines("功能", "home.view", _menu),
    "villages": Villages(
        "村（居）", "village.view", _of(Village), ("name",), _village, (), select=("township",)
    ),
    "people": People("人员", "roster.view", _people, ("name",), _person),
    "texts": Table(
        "文本",
        "text.view",
        _texts,
        ("title",),
        _text,
        choices={"kind": dict(TextKind.choices)},
        order=("village__order", "title"),
    ),
    "clauses": Table(
        "条款",
        "text.view",
        _clauses,
        ("text",),
        _clause,
        ("text_version__text__village__name", "text_version__text__title", "label"),
        select=("text_version__text__village",),
        order=("text_version__text__village__order", "text_version", "order"),
    ),
    "meetings": Table(
        "会议",
        "meeting.view",
        _of(Meeting),
        ("title", "place", "summary"),
        _meeting,
        choices={"kind": dict(MeetingKind.choices)},
        order=("-held_at",),
    ),
    "motions": Table(
        "议题和表决",
        "meeting.view",
        _of(Motion),
        ("title", "discussion"),
        _motion,
        ("meeting__village__name",),
        select=("meeting__village",),
        order=("-meeting__held_at",),
    ),
    "postings": Table(
        "公示", "posting.view", _of(Posting), ("title", "body"), _posting, order=("-posted_on",)
    ),
    "records": Records("档案和文件", "record.view"),
    "tasks": Table(
        "任务条目",
        "assignment.view",
        _of(AssignmentRow),
        ("task",),
        _task,
        ("village__name", "assignment__number"),
        select=("village", "assignment"),
        order=("-assignment__year", "order"),
    ),
    "assignments": Table(
        "年度任务",
        "assignment.view",
        _of(Assignment),
        ("number", "requirements", "deadlines", "campaign__name"),
        _assignment,
        (),
        select=("campaign",),
        order=("-year",),
    ),
    "rectifications": Table(
        "整改",
        "rectification.view",
        _of(Rectification),
        ("fact", "demand"),
        _rectification,
        order=("-made_on",),
    ),
    "applications": Table(
        "申报",
        "application.view",
        _of(Application),
        (*LEVELLED, "document_number", "deeds"),
        _application,
        (),
        select=("village", "level", "evaluation"),
        order=("-evaluation__round__year",),
    ),
    "honours": Table(
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
    "handbook": Lines("使用手册", "home.view", _chapters),
}
