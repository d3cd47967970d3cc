"""The sheets of daily work: what was entered, nothing that was left empty."""

import pytest

from archives.papers import facts
from tests.villages import way
from tests.villages.acts.test_activity import activity
from tests.villages.acts.test_autonomy import form
from tests.villages.acts.test_commendation import SANCTION
from tests.villages.acts.test_commendation import row as commendation
from tests.villages.acts.test_publicity import row as publicity
from tests.villages.files import stored
from tests.villages.rosters import person
from township.files.derive import extract_text
from township.files.storing import keep_composed
from township.papers.composing import paper_of
from villages.acts.activity import record_activity
from villages.acts.autonomy import count_signed, record_autonomy
from villages.acts.haves import check_haves
from villages.acts.organisation import CandidateStanding, body_of, elect
from villages.acts.publicity import record_publicity
from villages.acts.query import record_query
from villages.models import Query
from villages.workflows.query import QUERY


def words(part):
    return "".join(
        extract_text(keep_composed(paper_of(part.content).pdf(), part.file_name)).split()
    )


def test_publicity(village, cadre):
    row = record_publicity(publicity(village), village.groups.all()[:2], by=cadre)
    part = facts.publicity(row)
    assert (part.name, part.key, part.kind) == ("宣传记录", "publicity-sheet", "body")
    for told in ("万顺村宣传记录", "院坝会", "自治章程", "一组、二组", "40"):
        assert told in words(part)
    assert "标语内容" not in words(part), "what is empty is left out"


def test_activity_with_its_photos(village, cadre):
    row = record_activity(
        activity(village, themes=["learn"]), by=cadre, files=[(stored(), "a.jpg")]
    )
    assert "自我学习" in words(facts.activity(row)) and "支委培训" in words(facts.activity(row))
    (photo,) = facts.attached(row)
    assert (photo.file_name, photo.kind) == ("a.jpg", "photo") and photo.key.startswith("file:")


@pytest.mark.parametrize("more", [{}, SANCTION])
def test_commendation_and_sanction(village, more):
    row = commendation(village, **more)
    row.save()
    part = facts.commendation(row)
    assert part.name == ("惩处决定" if more else "表彰决定")
    assert "三组会员小组" in words(part)
    assert ("申诉途径" in words(part)) is bool(more)


def test_autonomy_with_its_counts(village, cadre):
    row = record_autonomy(form(village), by=cadre)
    first, second, _ = village.groups.all()
    count_signed(row, {first: 90, second: 0}, by=cadre)
    told = words(facts.autonomy(row))
    assert "一组90户、二组0户" in told and "违约责任条款" not in told


def test_a_question_before_and_after_its_answer(village, cadre):
    row = record_query(
        Query(village=village, content="路灯何时修？", asked_on=way.days_ago(3)), by=cadre
    )
    assert "答复日期" not in words(facts.query(row))
    row = QUERY.perform("answer", row, by=cadre, answer="下月修。")
    assert "下月修。" in words(facts.query(row))


def test_the_five_haves_with_their_photos(village, cadre):
    given = {"venue": (True, "活动室", None), "team": (True, "", (stored(), "队伍.jpg"))}
    sheet, photo = facts.haves(check_haves(village, 2026, given, by=cadre))
    assert "具备。活动室" in words(sheet) and words(sheet).count("不具备。") == 3
    assert (photo.key, photo.file_name) == ("have:team", "队伍.jpg")


def test_a_selection(village, cadre):
    selection = elect(
        body_of(village, "supervision"),
        candidates=[CandidateStanding(person(village, "孙组长"), "head", 30)],
        by=cadre,
        held_on=way.days_ago(0),
        way="secret",
        place="村活动室",
        chair="陈主任",
        recorder="张专干",
        total=40,
        present=35,
    )
    part = facts.selection(selection)
    assert (part.name, part.key) == ("推选记录", "selection")
    assert "孙组长" in words(part) and "村活动室" in words(part)
