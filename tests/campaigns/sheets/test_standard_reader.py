"""A standard's workbook is read back cell by cell; every fault is told by its cell."""

from campaigns.acts import standard as standard_acts
from tests.campaigns.standards import *  # noqa: F403
from tests.campaigns.standards import asked, confirm, exported, upload

# Workbooks with faults that do not hide each other: {(sheet, cell): (value, what is told)}.
FAULTY = [
    {
        ("指标", "E2"): ("八", "“指标”E2：“分值”应是数字"),
        ("指标", "D3"): (None, "“指标”D3：“指标”没有填写"),
        ("指标", "D4"): ("符合政策生育率达到95%", "“指标”D4：涉及个人生育或避孕情况"),
        ("指标", "F2"): (
            "落实长效节育措施人数不达标的，不得分",
            "“指标”F2：涉及个人生育或避孕情况",
        ),
        ("指标", "D5"): ("缺的找13800001111", "“指标”D5：“指标”里面有电话号码138****1111，请删去"),
        ("指标", "H2"): ("QQQ", "“指标”H2：没有代码为“QQQ”的档案类别"),
        ("指标", "I3"): ("magic", "“指标”I3：系统没有“magic”这项核对"),
        ("扣分规则", "G3"): ("也许", "只能填“是”或“否”"),
    },
    {
        ("指标", "E2"): ("5", "合计101"),
        ("达标分数", "C2"): ("120", "不在0至100之间"),
    },
    {
        ("指标", "E2"): ("4.25", "最多一位小数"),
    },
    {("指标", "C3"): ("A1", "“指标”C3：指标代号“A1”前面已经用过")},
    {
        ("指标", "B3"): ("另一类", "前面叫"),
        ("扣分规则", "A2"): ("Z9", "“扣分规则”A2：“指标”里没有指标Z9"),
        ("达标分数", "A2"): ("QUALIFIED", "这个标准不评“QUALIFIED”"),
    },
    {
        ("扣分规则", "B2"): ("haves", "不属于指标A1的系统核对"),
        ("扣分规则", "D3"): ("0", "都要大于0"),
    },
    {
        ("指标", "E2"): ("=2+2", "“指标”E2：有公式"),
        ("指标", "E1"): ("得分", "“指标”E1：这一列应是“分值”，现在是“得分”"),
        ("指标", "L1"): ("备注", "“指标”L1：多了一列“备注”"),
    },
]


def test_faults_are_told_by_cell_and_nothing_is_written(signed_in, version):
    before, book = asked(version), exported(signed_in, version)
    for faults in FAULTY:
        good = {(sheet, cell): book[sheet][cell].value for sheet, cell in faults}
        for (sheet, cell), (value, _) in faults.items():
            book[sheet][cell] = value
        page = upload(signed_in, version, book)
        for (sheet, cell), value in good.items():
            book[sheet][cell] = value
        missing = [told for _, told in faults.values() if told not in page.text]
        assert missing == []
        assert "什么也没有改动" in page.text
        confirm(signed_in, page)
        assert asked(version) == before, f"{faults} was written"


def test_sheets_too_many_and_too_few(signed_in, version):
    book = exported(signed_in, version)
    book.create_sheet("草稿")
    del book["一票否决"]
    page = upload(signed_in, version, book)
    assert "多了工作表“草稿”" in page.text and "缺少工作表“一票否决”" in page.text


def test_a_column_under_its_former_name_is_read(signed_in, version):
    book = exported(signed_in, version)
    assert book["指标"]["G1"].value == "考评方式"
    book["指标"]["G1"], book["指标"]["G2"] = "查看方法", "入户走访"
    page = upload(signed_in, version, book)
    assert "列的位置不要移动" not in page.text and "入户走访" in page.text


def test_a_check_under_its_former_name_is_read(signed_in, version):
    book = exported(signed_in, version)
    cells = [row[8] for row in book["指标"].iter_rows(min_row=2)]
    (cell,) = (one for one in cells if one.value == "村规民约等文本")
    cell.value = "公约和协议书"
    page = upload(signed_in, version, book)
    assert "没有“公约和协议书”这项核对" not in page.text and "与现有内容相同" in page.text


def test_a_moved_column_is_noticed(signed_in, version):
    book = exported(signed_in, version)
    book["指标"].move_range("E1:E200", cols=10)
    assert "列的位置不要移动" in upload(signed_in, version, book).text


def test_a_million_rows_are_refused(signed_in, version):
    book = exported(signed_in, version)
    book["指标"].cell(1048576, 1, "x")
    page = upload(signed_in, version, book)
    assert "1048576行" in page.text and page.status_code == 200


def test_a_blank_standard_names_the_levels_whose_thresholds_are_wanted(signed_in, drafted, office):
    standard = drafted.standards.create(code="S9", name="新标准")
    drafted.levels.filter(code="QUALIFIED").update(standard=standard)
    version = standard_acts.draft(standard, by=office)
    book = exported(signed_in, version)
    assert [cell.value for cell in book["达标分数"][2]][:2] == ["QUALIFIED", "合格村"]
    assert "“达标总分”没有填写" in upload(signed_in, version, book).text
