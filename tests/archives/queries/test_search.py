"""What stands in an archive is found by any word of it, and only by who may see it."""

import datetime

import pytest
from django.core.management import call_command

from archives.acts import words as words_acts
from archives.acts.record import file_fact
from archives.models import Category, FileWords, Record, search_index
from archives.queries.search import Wanted, _reach, find, hits, pieces
from archives.workflows.record import RECORD
from tests.archives.parts import part_of
from township.files.models import StoredFile

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 3, 5)


def file(village, by, source, title, text="", **given):
    parts = [part_of("正文", text.encode(), f"{title}.txt", key="body")] if text else []
    given = {"on": TODAY, "code": "HYJ"} | given
    code = given.pop("code")
    return file_fact(village, code, source=source, title=title, by=by, parts=parts, **given)


def read_all():
    for one in StoredFile.objects.filter(words=None):
        words_acts.read(one)


def titles(user, words="", **given):
    found = find(user, Wanted(words=words, **given))
    return [Record.objects.get(pk=pk).title for pk in found.ids]


@pytest.fixture
def shelf(village, other_village, cadre, categories):
    file(village, cadre, "meeting:1", "村民会议记录", "关于三组道路硬化的讨论，\n同意修 路。")
    file(
        village, cadre, "meeting:2", "代表会议记录", "讨论垃圾清运。", on=datetime.date(2025, 7, 1)
    )
    file(other_village, cadre, "meeting:3", "三水村民会议", "同意修路。")
    read_all()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("村民会议", ["村民会议记录"]),
        ("会议", ["代表会议记录", "村民会议记录"]),
        ("议", ["代表会议记录", "村民会议记录"]),
        ("录", ["代表会议记录", "村民会议记录"]),
        ("道路硬化", ["村民会议记录"]),
        ("修路", ["村民会议记录"]),
        ("垃圾 会议", ["代表会议记录"]),
        ("三组　会议", ["村民会议记录"]),
        ("代表会议记录.txt", ["代表会议记录"]),
        ("硬化道路", []),
        ("。，", []),
        ('" OR *', []),
        ("会议' | 'x", []),
        ("xv1", []),
    ],
)
def test_any_word_finds(shelf, cadre, words, expected):
    assert titles(cadre, words) == expected


def test_the_township_finds_in_all_its_villages(shelf, office):
    assert titles(office, "修路") == ["三水村民会议", "村民会议记录"]


def test_filters_narrow(shelf, office, village, categories):
    assert titles(office, village=village) == ["代表会议记录", "村民会议记录"]
    assert titles(office, year=2025) == ["代表会议记录"]
    assert titles(office, category=categories["HYJ"], words="垃圾") == ["代表会议记录"]
    assert titles(office, category=categories["ZCH"]) == []
    first, last = datetime.date(2025, 7, 1), datetime.date(2025, 7, 2)
    assert titles(office, since=first, until=last) == ["代表会议记录"]
    assert titles(office, since=last, until=datetime.date(2026, 3, 4)) == []
    assert titles(office, since=last) == ["三水村民会议", "村民会议记录"]
    assert titles(office, until=last) == ["代表会议记录"]
    assert titles(office, since=datetime.date(2015, 1, 1), until=first) == ["代表会议记录"]
    assert titles(office) == []


def test_a_number_finds_its_record(village, cadre, categories):
    number = "清府发〔2026〕5号"
    row = file(village, cadre, "x:1", "通知", "内容", code="XCH", document_number=number)
    Record.objects.filter(pk=row.pk).update(source="")
    RECORD.perform("seal", row, by=cadre)
    assert titles(cadre, number=number) == ["通知"]
    row.refresh_from_db()
    assert titles(cadre, number=row.reference_code) == ["通知"]
    assert titles(cadre, number="清府发〔2025〕") == []


def test_strangers_and_restricted_categories_stay_out_of_sight(
    village, foreign_village, cadre, other_cadre, observer, office, admin, township
):
    Category.objects.create(
        township=township, code="BZC", name="表彰惩处", retention="D30", is_restricted=True
    )
    file(village, cadre, "commendation:1", "表彰决定", code="BZC")
    file(foreign_village, cadre, "meeting:9", "外镇会议")
    assert titles(cadre, "表彰") == titles(office, "表彰") == ["表彰决定"]
    assert titles(observer, "表彰") == titles(other_cadre, "表彰") == titles(admin, "表彰") == []
    assert titles(office, "外镇") == []
    # An index that lags hides, but never shows.
    search_index.put(
        [(Record.objects.get(title="外镇会议").pk, [search_index.mark("t", township.pk), "外镇"])]
    )
    assert titles(office, "外镇") == []


def test_the_question_names_no_category_of_another_township(
    village, cadre, observer, township, other_township, monkeypatch
):
    own, foreign = (
        Category.objects.create(
            township=place, code="BZC", name="表彰惩处", retention="D30", is_restricted=True
        )
        for place in (township, other_township)
    )
    file(village, cadre, "commendation:1", "表彰决定", code="BZC")
    asked = []
    monkeypatch.setattr(search_index, "matching", lambda asks, most: asked.append(asks) or [])
    find(observer, Wanted(words="表彰"))
    named = {row.pk for row in (own, foreign) if f"c{row.pk}'" in str(asked)}
    assert named == {own.pk}


def test_withdrawn_records_come_only_when_asked_for(village, cadre, categories):
    row = file(village, cadre, "meeting:1", "误传的记录")
    RECORD.perform("withdraw", row, by=cadre, reason="传错了")
    assert titles(cadre, "误传") == []
    assert titles(cadre, "误传", has_withdrawn=True) == ["误传的记录"]
    RECORD.perform("restore", Record.objects.get(), by=cadre)
    assert titles(cadre, "误传") == ["误传的记录"]


def test_the_hit_is_shown_with_the_words_around_it(shelf, cadre):
    wanted = Wanted(words="道路硬化 村民")
    (hit,) = hits(cadre, find(cadre, wanted).ids, wanted)
    assert hit.title == [("村民", True), ("会议记录", False)]
    assert hit.file_name == "村民会议记录.txt"
    assert ("道路硬化", True) in hit.excerpt


def test_without_words_a_text_is_one_piece():
    assert pieces("同意修路", []) == [("同意修路", False)]
    assert pieces("", ["修路"]) == []


def test_reindex_brings_everything_back(shelf, office):
    search_index.empty()
    FileWords.objects.all().delete()
    assert titles(office, "修路") == []
    call_command("reindex", "--read")
    assert titles(office, "修路") == ["三水村民会议", "村民会议记录"]


def test_restricted_categories_of_other_townships_are_not_in_the_question(
    observer, village, categories, foreign_village
):
    own = Category.objects.filter(is_restricted=True, township=village.township).first()
    there = {"township": foreign_village.township, "is_restricted": True}
    other = Category.objects.create(code="ZZZ", name="名册", retention="Y", **there)
    asked = str(_reach(observer))
    assert repr(search_index.mark("c", own.pk)) in asked
    assert repr(search_index.mark("c", other.pk)) not in asked
