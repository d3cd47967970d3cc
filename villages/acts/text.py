"""Writing a text: cutting it into clauses, consulting on it, fixing its stages, revising it.

Serves the plan on texts (rows 18-24, 45): a draft is cut into clauses, put to the people, and
what is settled is kept word for word. Nothing here changes a state; the workflow does.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from township.history.chain import record, remove_row
from township.today import after_today
from township.users.models import User
from township.workflow import Refused
from villages.acts.soundness import save_sound, sound
from villages.models import Clause, Consultation, Opinion, StageText, Text, TextVersion, Village
from villages.queries.text import may_revise, pieces, written
from villages.rules import clauses as cutting
from villages.rules.clauses import ClauseText
from villages.rules.coverage import suggested_topics
from villages.rules.kinds import ClauseKind, TextKind

SETTLED = "现在的状态是“{}”，不能再改文字。要改，请先退回草稿。"
LONGEST = 200_000


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _locked(version):
    return TextVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)


def _locked_for_writing(version):
    row = _locked(version)
    if not row.may_be_written:
        raise Refused(SETTLED.format(row.get_status_display()))
    return row


@transaction.atomic
def create_text(
    village: Village, kind: str, title: str, *, by: User, based_on: Any = None
) -> TextVersion:
    """A new text with an empty first version; returns the version.

    `based_on`: the charter version that a 制度, 公约 or 协议书 rests on; the one in force today
    when not given.
    """
    if kind != TextKind.CHARTER and based_on is None:
        based_on = TextVersion.objects.charter_of(village, timezone.localdate())
    text = Text(village=village, kind=kind, title=title)
    save_sound(text)
    version = TextVersion.objects.create(text=text, number=1, based_on=based_on)
    record("text.create", version, by, f"起草{text.get_kind_display()}：{title}")
    return version


def _refuse_beyond(number):
    if number > cutting.MOST_CLAUSES:
        raise Refused(
            f"全文分成了{number}段，一份文本最多{cutting.MOST_CLAUSES}段。"
            "请检查是否粘贴了别的内容，或者把附件另外上传。"
        )


@transaction.atomic
def write(version: TextVersion, text: str, *, by: User) -> list[Clause]:
    """Replace the whole text: cut it into clauses and save them; returns the clauses.

    Opinions and topics stay with the clause of the same label. The heading (title, 征求意见稿) is
    kept by the version itself and not repeated. Raises Refused for an empty or
    overlong text and for a version that is settled.
    """
    row = _locked_for_writing(version)
    found = cut_up(row, text)
    topics = {clause.label: clause.topics for clause in row.clauses.all() if clause.label}
    held = {o.pk: o.clause.label for o in row.opinions.select_related("clause") if o.clause}
    row.clauses.all().delete()
    saved = keep_clauses(row, found, topics)
    by_label = {clause.label: clause for clause in saved}
    for opinion_pk, label in held.items():
        Opinion.objects.filter(pk=opinion_pk).update(clause=by_label.get(label))
    if row.status == TextVersion.Status.DRAFT:
        row.draft = cutting.join(found)
        row.save(update_fields=["draft"])
    articles = sum(one.kind == ClauseKind.ARTICLE for one in found)
    record("text.write", row, by, f"录入全文：{row}，共{articles}条")
    return saved


def cut_up(version: TextVersion, text: str) -> list[ClauseText]:
    """A pasted text in clauses, without its heading; Refused where it is empty or overlong."""
    if len(text) > LONGEST:
        raise Refused(f"全文超过{LONGEST // 10_000}万字，请检查是否粘贴了别的内容。")
    text = cutting.without_paging(text)
    found = cutting.cut(cutting.without_heading(text, version.text.title))
    if not found:
        raise Refused("没有可以保存的文字。请把全文粘贴进来。")
    _refuse_beyond(len(found))
    return found


def keep_clauses(
    version: TextVersion, found: Sequence[ClauseText], topics: Mapping[str, list[str]]
) -> list[Clause]:
    """Save clauses in their order; `topics` by label are those tagged before."""
    return Clause.objects.bulk_create(
        Clause(
            text_version=version,
            order=order,
            kind=one.kind,
            label=one.label,
            text=one.text,
            topics=_topics(version, one, topics),
        )
        for order, one in enumerate(found, 1)
    )


def _topics(version, one, kept):
    """Topics of a clause: as tagged before, else suggested for the articles of a charter."""
    if one.label in kept:
        return kept[one.label]
    is_tagged = version.text.kind == TextKind.CHARTER and one.kind == ClauseKind.ARTICLE
    return [topic.value for topic in suggested_topics(one.text)] if is_tagged else []


@transaction.atomic
def insert_clause(
    version: TextVersion,
    after: Clause,
    *,
    kind: Any,
    label: str,
    text: str,
    by: User,
    topics: Any = (),
) -> Clause:
    """A new clause behind `after` (None: at the beginning); returns it."""
    row = _locked_for_writing(version)
    _refuse_beyond(row.clauses.count() + 1)
    order = after.order + 1 if after else 1
    row.clauses.filter(order__gte=order).update(order=F("order") + 1)
    clause = Clause.objects.create(text_version=row, order=order, kind=kind, label=label, text=text)
    record("text.write", row, by, f"增加{clause}：{row}")
    return clause


@transaction.atomic
def remove_clause(clause: Clause, *, by: User) -> None:
    """Take a clause out of a text that is not settled; opinions on it keep its label."""
    row = _locked_for_writing(clause.text_version)
    clause.opinions.update(clause_label=str(clause))
    changes = {str(clause): [clause.text, ""]}
    remove_row("text.write", clause, by, f"删去{clause}：{row}", changes, about=row)


@transaction.atomic
def renumber(version: TextVersion, *, by: User) -> None:
    """Number articles and chapters without gaps."""
    row = _locked_for_writing(version)
    for clause, fresh in zip(row.clauses.all(), cutting.renumber(pieces(row)), strict=True):
        if clause.label != fresh.label:
            clause.label = fresh.label
            clause.save(update_fields=["label"])
    record("text.write", row, by, f"重新编排条号：{row}")


def fix_stage(version: TextVersion, stage: StageText.Stage, text: str, on: date) -> StageText:
    """Keep a stage of the running round word for word; returns the row."""
    return StageText.objects.create(
        text_version=version,
        round=version.round,
        stage=stage,
        fixed_on=on,
        text=text,
        sha256=digest(text),
    )


@transaction.atomic
def add_consultation(version: TextVersion, *, by: User, **fields) -> Consultation:
    """Record one occasion of consultation in the running round; returns it."""
    row = _locked(version)
    _refuse_unless_consulting(row)
    consultation = Consultation(text_version=row, round=row.round, **fields)
    _refuse_wrong_day(consultation.on)
    sound(consultation)
    consultation.save()
    record("text.consultation", row, by, f"登记征求意见：{consultation}")
    return consultation


@transaction.atomic
def add_opinion(version: TextVersion, *, by: User, **fields) -> Opinion:
    """Record an opinion in the running round; returns it."""
    row = _locked(version)
    _refuse_unless_consulting(row)
    opinion = Opinion(text_version=row, round=row.round, **fields)
    opinion.clause_label = str(opinion.clause) if opinion.clause else ""
    _refuse_wrong_day(opinion.on)
    sound(opinion)
    opinion.save()
    record("text.opinion", row, by, f"登记意见：{opinion}")
    return opinion


@transaction.atomic
def answer(opinion: Opinion, *, handling: str, reply: str, by: User) -> Opinion:
    """Say what becomes of an opinion; returns it."""
    row = _locked(opinion.text_version)
    _refuse_unless_consulting(row)
    opinion.handling, opinion.reply = handling, reply
    sound(opinion)
    opinion.save()
    record("text.answer", row, by, f"意见{opinion.get_handling_display()}：{opinion}")
    return opinion


def _refuse_unless_consulting(row):
    if row.status != TextVersion.Status.CONSULTING:
        raise Refused(f"现在的状态是“{row.get_status_display()}”，不在征求意见阶段。")


def _refuse_wrong_day(day):
    if late := after_today(day):
        raise Refused(late)


@transaction.atomic
def revise(version: TextVersion, *, by: User) -> TextVersion:
    """A new draft version with the clauses of `version`; returns it.

    Raises Refused while another version of the text is still on its way.
    """
    text = Text.objects.select_for_update(of=("self",)).get(pk=version.text_id)
    if waiting := text.versions.open().first():
        raise Refused(f"第{waiting.number}版还在办理，请先办完或撤回。")
    if not may_revise(version):
        raise Refused("只能从现行有效的版本制定新版本。")
    last = text.versions.aggregate(last=Max("number"))["last"]
    based_on = version.based_on
    if text.may_cite_charter:
        based_on = TextVersion.objects.charter_of(text.village, timezone.localdate())
    fresh = TextVersion.objects.create(
        text=text, number=last + 1, based_on=based_on, draft=written(version)
    )
    Clause.objects.bulk_create(
        Clause(
            text_version=fresh,
            order=clause.order,
            kind=clause.kind,
            label=clause.label,
            text=clause.text,
            topics=clause.topics,
        )
        for clause in version.clauses.all()
    )
    record("text.revise", fresh, by, f"制定新版本：{fresh}")
    return fresh
