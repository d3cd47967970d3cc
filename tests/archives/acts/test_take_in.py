"""Old archives: looked at line by line, taken in once, gone on with after a break."""

import datetime

import pytest

from archives.acts import take_in as acts
from archives.models import PartFile, Record, TakeIn
from archives.queries.take_in import counts_of, renamed_files
from tests.archives.old_archives import HEAD, catalogue, line, package, pdf
from township.history.models import Entry
from township.workflow import Refused

pytestmark = pytest.mark.usefixtures("categories")
FILES = {f"2019/{number}.pdf": pdf(number) for number in (1, 2, 3)}


def prepared(village, office, rows, files=FILES):
    return acts.prepare(village, package(files), catalogue(rows), by=office)


def taken(take_in, office):
    """What the worker does, done here."""
    TakeIn.objects.filter(pk=take_in.pk).update(started_at=take_in.made_at)
    acts.carry_on.func(take_in.pk)
    take_in.refresh_from_db()
    return take_in


def faults(take_in):
    return {one.number: one.fault for one in take_in.lines.refused()}


def test_lines_become_records_with_their_files(village, office):
    take_in = prepared(village, office, [line(1), line(2)])
    assert not Record.objects.exists() and take_in.left == ["2019/3.pdf"]
    taken(take_in, office)
    assert counts_of(take_in).done == 2 and take_in.finished_at
    record = Record.objects.get(former_code="J001-WS·2019-Y-0001")
    assert record.title == "2019年会议记录1" and record.on == datetime.date(2019, 3, 5)
    assert record.year == 2019 and record.retention == "Y" and record.category.code == "HYJ"
    assert record.is_entered_later and str(office) in record.note
    assert PartFile.objects.get(part__record=record).file_name == "1.pdf"
    assert not acts.place_of(take_in).exists()
    assert Entry.objects.filter(verb="record.enter").count() == 2


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"题名": ""}, None),
        ({"题名": "《》"}, "没有题名"),
        ({"日期": "去年"}, "看不懂"),
        ({"日期": "2099-01-01"}, "今天之后"),
        ({"保管期限": "20年"}, "保管期限"),
        ({"类别": "不知道"}, "没有“不知道”这个类别"),
        ({"文件名": "9.pdf"}, "压缩包里没有"),
        ({"题名": "长" * 201}, "“题名”最多200个字，现在有201个"),
        ({"责任者": "长" * 101}, "“责任者”最多100个字"),
        ({"档号": "长" * 61}, "“档号”最多60个字"),
        ({"责任者": "#N/A"}, "“责任者”是出错的公式（#N/A）"),
        ({"题名": "张三11010519491231002X的材料"}, "身份证"),
        ({"题名": "1998年节育手术登记表"}, "从“节育”看"),
        ({"题名": "张三13800001111的材料"}, "“题名”里面有电话号码138****1111，请删去。"),
        ({"责任者": "张三13800001111"}, "“责任者”里面有电话号码138****1111，请删去。"),
    ],
)
def test_a_line_that_does_not_fit_is_told_and_stops_no_other(village, office, told, sentence):
    take_in = prepared(village, office, [line(1, **told), line(2)])
    taken(take_in, office)
    assert Record.objects.get().former_code.endswith("0002")
    if sentence:
        assert sentence in faults(take_in)[2]


def test_the_same_again_takes_nothing_twice(village, office):
    taken(prepared(village, office, [line(1)]), office)
    again = prepared(village, office, [line(1), line(2), line(2)])
    assert "已经收过" in faults(again)[2] and "两行" in faults(again)[4]
    taken(again, office)
    without_number = prepared(village, office, [line(1, 档号="")])
    taken(without_number, office)
    assert "已经在档案里" in faults(without_number)[2]
    assert Record.objects.count() == 2


def test_a_file_goes_through_the_same_checks_as_every_upload(village, office):
    files = FILES | {"2019/1.pdf": b"MZ\x90\x00 this is a program"}
    take_in = taken(prepared(village, office, [line(1), line(2)], files), office)
    assert "1.pdf" in faults(take_in)[2] and Record.objects.count() == 1


def test_after_a_break_the_rest_is_taken(village, office, monkeypatch):
    monkeypatch.setattr(acts, "AT_ONCE", 1)
    take_in = prepared(village, office, [line(1), line(2), line(3)])
    with acts.open_loose(acts.place_of(take_in)) as zipped:
        acts._take(take_in, list(take_in.lines.waiting()[:1]), zipped)
    assert counts_of(take_in).waiting == 2
    taken(take_in, office)
    assert counts_of(take_in).done == Record.objects.count() == 3


def test_it_is_started_once(village, office):
    take_in = prepared(village, office, [line(1)])
    acts.start(take_in, by=office)
    with pytest.raises(Refused, match=r"正在收|已经收完"):
        acts.start(take_in, by=office)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"package": b"PK broken"}, "打不开"),
        ({"head": ("甲", "乙")}, "没有找到表头"),
    ],
)
def test_what_cannot_be_read_is_refused_whole(village, office, sent, told):
    zipped = package(FILES)
    if "package" in sent:
        zipped = type(zipped)(sent["package"], "旧档.zip")
    rows = catalogue([line(1)], **({"head": sent["head"]} if "head" in sent else {}))
    with pytest.raises(Refused, match=told):
        acts.prepare(village, zipped, rows, by=office)
    assert not TakeIn.objects.exists()


def test_what_the_worker_cannot_find_any_more_is_told(village, office):
    take_in = prepared(village, office, [line(1)])
    acts.place_of(take_in).unlink()
    assert "打不开" in faults(taken(take_in, office))[2]


def test_numbers_in_the_names_of_packed_files_are_kept_nowhere(village, office):
    identity, phone = "510101197503070011", "13800001111"
    files = {
        f"J001-WS·2019-Y-0001/张三{identity}.pdf": pdf(1),
        f"2019/李四{phone}.pdf": pdf(2),
        f"{identity}.pdf": pdf(3),
        "坏.pdf": b"MZ a program",
    }
    rows = [
        line(1, 文件名=""),
        line(2, 文件名=f"李四{phone}.pdf"),
        line(3, 文件名=f"没有的{phone}.pdf"),
    ]
    take_in = prepared(village, office, rows, files)
    assert renamed_files(take_in) == ["张三（证件号码已遮盖）.pdf", "李四138****1111.pdf"]
    assert identity not in str(take_in.left)
    taken(take_in, office)
    kept = [*take_in.lines.values_list("files", "fault", "title"), take_in.left, take_in.name]
    assert identity not in str(kept) and phone not in str(kept)
    assert "138＊＊＊＊1111" in str(PartFile.objects.values_list("file_name", flat=True))


def test_a_file_called_a_list_about_bodies_is_not_taken(village, office):
    files = FILES | {"2019/孕检名单.pdf": FILES["2019/1.pdf"]}
    rows = [line(1, 文件名="2019/孕检名单.pdf"), line(2)]
    take_in = taken(prepared(village, office, rows, files), office)
    assert "文件名不能收：从“孕检”看" in faults(take_in)[2] and Record.objects.count() == 1


def test_a_catalogue_with_a_column_about_bodies_is_refused(village, office):
    with pytest.raises(Refused, match="“避孕措施”这一列"):
        told = catalogue([(*line(1), "上环")], (*HEAD, "避孕措施"))
        acts.prepare(village, package(FILES), told, by=office)
