"""A roster as a workbook: words stay words, and what is written can be read again."""

import io

from openpyxl import load_workbook

from villages.sheets.export import sheet


def read(title, headers, rows):
    return load_workbook(io.BytesIO(sheet(title, headers, rows))).active


def test_title_header_and_numbered_rows():
    page = read("万顺村代表花名册", ["姓名", "小组"], [["张三", "一组"], ["李四", None]])
    lines = [[cell.value for cell in line] for line in page.iter_rows()]
    assert lines[0][0] == "万顺村代表花名册" and "A1:C1" in map(str, page.merged_cells.ranges)
    assert lines[1] == ["序号", "姓名", "小组"]
    assert lines[2] == [1, "张三", "一组"]
    assert lines[3][:2] == [2, "李四"] and not lines[3][2]


def test_it_prints_across_with_its_header_on_every_page():
    page = read("甲", ["姓名"], [])
    assert page.page_setup.orientation == "landscape" and page.print_title_rows == "$1:$2"


def test_a_word_that_looks_like_a_formula_or_holds_a_control_sign_is_only_a_word():
    page = read("甲", ["备注"], [["=HYPERLINK(1)"], ["坏\x07字"]])
    assert (page["B3"].value, page["B3"].data_type) == ("=HYPERLINK(1)", "s")
    assert page["B4"].value == "坏字"
