"""Identity and telephone numbers are found however they are written, and nothing else is."""

import unicodedata
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from township import personalnumbers as numbers
from township.personalnumbers import NumberKind

IDENTITY, TELEPHONE = "510101197503070011", "13800001111"
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2099, 12, 31)


def seen(text):
    return [(one.kind, one.digits) for one in numbers.personal_numbers(text)]


@pytest.mark.parametrize(
    "written",
    [
        "510101197503070011",
        "５１０１０１１９７５０３０７００１１",
        "510101 19750307 0011",
        "510101-1975-0307-0011",
        "510101.19750307.0011",
        "5 1 0 1 0 1 1 9 7 5 0 3 0 7 0 0 1 1",
        "五一零一零一一九七五零三零七零零一一",
        "510101\u200b19750307\u00ad0011",
        "张三510101197503070011的低保",
    ],
)
def test_an_identity_number_of_eighteen_places(written):
    assert seen(written) == [(NumberKind.IDENTITY, IDENTITY)]


@pytest.mark.parametrize("cross", ["X", "x", "Ｘ", " X", "-x", "×"])
def test_an_identity_number_that_ends_in_a_cross(cross):
    assert seen(f"身份证51010119750307001{cross}号") == [
        (NumberKind.IDENTITY, "51010119750307001X")
    ]


@pytest.mark.parametrize(
    "written",
    ["510101750307001", "510101 750307 001", "510101-750307-001", "5 1 0 1 0 1 7 5 0 3 0 7 0 0 1"],
)
def test_an_identity_number_of_fifteen_places(written):
    assert seen(written) == [(NumberKind.IDENTITY, "510101750307001")]


@pytest.mark.parametrize(
    ("written", "is_one"),
    [
        ("110101190001010000", True),
        ("820101209912310000", True),
        ("100101199001010000", False),
        ("840101199001010000", False),
        ("110101189912310000", False),
        ("110101210001010000", False),
        # A slip in the day, in one piece; the same in pieces is an account or a row of figures.
        ("110101199013450000", True),
        ("110101 19901345 0000", False),
        ("110101 19901231 0000", True),
        ("110101901231000", True),
        ("110101901331000", False),
        ("110101901232000", False),
        ("11010119900101000", False),
        ("1101011990010100000", False),
    ],
)
def test_the_borders_of_an_identity_number(written, is_one):
    assert (numbers.not_kept(written) is NumberKind.IDENTITY) is is_one


@pytest.mark.parametrize(
    "written",
    [
        "13800001111",
        "１３８００００１１１１",
        "138 0000 1111",
        "1380 000 1111",
        "138-00001111",
        "138.0000.1111",
        "1 3 8 0 0 0 0 1 1 1 1",
        "+86 138 0000 1111",
        "8613800001111",
        "0086-13800001111",
        "138\u200b0000\u20601111",
        "一三八零零零零一一一一",
        "幺三八〇〇〇〇幺幺幺幺",
        "壹叁捌零零零零壹壹壹壹",
        "①③⑧⓪⓪⓪⓪①①①①",
        "١٣٨٠٠٠٠١١١١",
        "138零零零零1111",
        "张三13800001111",
        "张三一三八零零零零一一一一",
        "13800001111一组",
        "1.13800001111",
        "二组3人13800001111。",
    ],
)
def test_a_mobile_number(written):
    assert seen(f"找{written}") == [(NumberKind.TELEPHONE, TELEPHONE)]


CARD = "6228480402564890018"
NUMERALS = {
    "han": "〇一二三四五六七八九",
    "capital": "零壹贰叁肆伍陆柒捌玖",
    "worn": "零壹貳參肆伍陸柒捌玖",
    "spoken": "洞幺两三四五六拐八勾",
    "drawn": "○一二三四五六七八九",
    "wide": "０１２３４５６７８９",
    "circled": "⓪①②③④⑤⑥⑦⑧⑨",
    "black": "⓿❶❷❸❹❺❻❼❽❾",
    "bracketed": "0⑴⑵⑶⑷⑸⑹⑺⑻⑼",
    "han bracketed": "〇㈠㈡㈢㈣㈤㈥㈦㈧㈨",
    "dotted": "🄀⒈⒉⒊⒋⒌⒍⒎⒏⒐",
    "raised": "⁰¹²³⁴⁵⁶⁷⁸⁹",
    "roman": "零ⅠⅡⅢⅣⅤⅥⅦⅧⅨ",
    "Suzhou": "〇〡〢〣〤〥〦〧〨〩",
    "mathematical": "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    "arabic": "٠١٢٣٤٥٦٧٨٩",
}


@pytest.mark.parametrize("numerals", NUMERALS.values(), ids=NUMERALS)
def test_a_number_in_any_numerals(numerals):
    for kind, digits in (
        (NumberKind.IDENTITY, IDENTITY),
        (NumberKind.TELEPHONE, TELEPHONE),
        (NumberKind.CARD, CARD),
    ):
        written = "".join(numerals[int(digit)] for digit in digits)
        assert seen(f"号码：{written}。") == [(kind, digits)]
        assert not any(digit in numbers.without_numbers(written)[3:-4] for digit in numerals)


@pytest.mark.parametrize("cross", "ⅩⅹХх╳✕✖✗✘❌⨯𝐗叉")
def test_a_cross_however_it_is_drawn(cross):
    assert seen(f"11010519491231002{cross}") == [(NumberKind.IDENTITY, "11010519491231002X")]


SIGNS_BETWEEN = "*#…“”‘'&!？\\<>→●•★^【】〔〕[]{}《》⁃ー➖‑"


@pytest.mark.parametrize("sign", SIGNS_BETWEEN)
def test_any_sign_divides(sign):
    assert seen(sign.join(("138", "0000", "1111"))) == [(NumberKind.TELEPHONE, TELEPHONE)]
    assert seen(sign.join(("110105", "19491231", "002X"))) == [
        (NumberKind.IDENTITY, "11010519491231002X")
    ]


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("028一87654321", "02887654321"),
        ("138一0000一1111", TELEPHONE),
        ("138 一 0000 一 1111", TELEPHONE),
        ("138OOOO1111", TELEPHONE),
        ("13800oo1111", TELEPHONE),
        ("张○○13800001111", TELEPHONE),
        ("Tel:87654321", "87654321"),
        ("TEL 8765-4321", "87654321"),
        ("☎87654321", "87654321"),
    ],
)
def test_a_telephone_number_as_it_is_typed(written, digits):
    assert seen(written) == [(NumberKind.TELEPHONE, digits)]
    assert written[-4:] in numbers.without_numbers(written)


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        # 残疾人证: the identity number, kind and grade.
        (f"残疾证{IDENTITY}43", None),
        ("残疾证11010519491231002X43", "11010519491231002X"),
        ("残疾人证号 51010119750307001343", "510101197503070013"),
        (f"序号1{'510101197503070013'}510105194912310026", "510101197503070013"),
        ("护照E12345678", "E12345678"),
        ("护照号：G12345678。", "G12345678"),
        ("港澳居民来往内地通行证H6000000101", "H6000000101"),
        ("台胞证 12345678", "12345678"),
        ("军官证：军字第1234567号", "军字第1234567"),
        ("永久居留证911110199003070018", "911110199003070018"),
    ],
)
def test_the_number_of_another_paper(written, digits):
    shown = numbers.without_numbers(written)
    assert seen(written) == ([(NumberKind.IDENTITY, digits)] if digits else [])
    assert ("证件号码已遮盖" in shown) is bool(digits)


def test_a_phone_beside_a_paper_is_a_phone():
    assert seen("护照办理电话：87654321") == [(NumberKind.TELEPHONE, "87654321")]


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("6228480402564890018", CARD),
        ("6228 4804 0256 4890 018", CARD),
        ("6228-4804-0256-4890-018", CARD),
        ("62284804025 64890018", CARD),
        ("6228 4804 0256\n4890 018", CARD),
        (" ".join(CARD), CARD),
        ("卡号4367423456789018", "4367423456789018"),
        ("账户：4367 4234 5678 9018", "4367423456789018"),
        ("4367423456789018", None),
        ("6228，4804，0256，4890，018", None),
        ("面积6228 4804 2564 8901亩", None),
        ("找6228 4804 2564 8901", "6228480425648901"),
        ("统一社会信用代码91510100MA61TXXXX5", None),
        ("20261128103045123456", None),
    ],
)
def test_the_number_of_a_bank_card(written, digits):
    kinds = [one for one in seen(written) if one[0] is not NumberKind.TELEPHONE]
    assert kinds == ([(NumberKind.CARD, digits)] if digits else [])
    assert ("银行卡号已遮盖" in numbers.without_numbers(written)) is bool(digits)


@pytest.mark.parametrize(
    "written",
    [
        "统一社会信用代码 51510100MJQ1234567",
        "组织机构代码12345678-9",
        "ISBN 978-7-5093-1234-5",
        "ISBN 9787509312345",
        "档号J012-2026-0138-1234-5678",
        "宅基地代码510101001200JC00012",
        "不动产单元号510101001200GB00012F00010001",
        "地块编码5101010012000100123",
        "川（2026）示例县不动产权第0012345号",
        "（2026）川0101民初13812号",
        "发票号码24512000000012345678",
        "订单号202611281234567890",
        "2026年11月28日10:39至2026年11月29日18:00",
        "东经104.0657920，北纬30.6595340",
        "138㎡、1234㎡、5678㎡",
        "￥138￥1234￥5678",
        "110101至199003074512",
        "代码为“138”、“1234”、“5678”",
        "第138、139、140条",
        "（2024）第001号、（2025）第002号",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18",
        "4OO一8OO",
        "QQ群：123456789",
        "110101********4514",
        "1月3日、8月1日、2月3日",
        "20260101 20261231",
        "二〇二六年一月一日至二〇二六年十二月三十一日",
        "二○二六年十一月",
        "三五年、七八户、四五百人",
        "两人一三五值班",
    ],
)
def test_numbers_of_things_are_nobodys(written):
    assert seen(written) == []


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("028-87654321", "02887654321"),
        ("02887654321", "02887654321"),
        ("（028）8765 4321", "02887654321"),
        ("(0830)2345678", "08302345678"),
        ("010 87654321", "01087654321"),
        ("零二八八七六五四三二一", "02887654321"),
        ("电话：87654321", "87654321"),
        ("请致电 8765 4321", "87654321"),
        ("座机7654321", "7654321"),
    ],
)
def test_a_fixed_number(written, digits):
    assert seen(written) == [(NumberKind.TELEPHONE, digits)]


@pytest.mark.parametrize(
    "written",
    [
        "示府发〔2025〕5号",
        "J012-WS·2026-Y-ZCH-0003",
        "2026-11-05 2026-11-20",
        "2026.11.05-2026.11.20",
        "2025年12345678",
        "20261105",
        "电话登记20261105",
        "1500.00 2300.00",
        "1350\t2200\t180",
        "135 120 98 450",
        "13500元、150000000元",
        "15000-200000元",
        "赞成135票，反对12票，弃权8票，共155票",
        "192.168.10.123",
        "0.2812345678",
        "二〇二六年十一月五日",
        "一、三、八、零、零、零、零、一、一、一、一",
        "12800001111",
        "1380000111",
        "138000011112",
        "第13812345678901号",
        "6228480402564890019",
        "12345热线，110、119、120",
        "87654321",
        "0187654321",
        "028-1234567",
        "138\n\n\n0000\n\n\n1111",
        "一" * 5000,
        "一三五七九一三五七九一三五七九",
    ],
)
def test_what_is_neither(written):
    assert seen(written) == []


LISTS = [",", "，", "/", "：", ":", ";", "、", "|", "｜", "+", "＋", "~", "～", "\n", "\r\n", "\t"]


@pytest.mark.parametrize("sign", LISTS)
def test_a_mobile_number_divided_as_a_list(sign):
    for pieces in (("138", "0000", "1111"), ("1380000", "1111"), ("138", "00001111")):
        assert seen(sign.join(pieces)) == [(NumberKind.TELEPHONE, TELEPHONE)]
    assert seen(sign.join(("1380", "000", "1111"))) == []
    assert seen(sign.join(("138", "1234", "5678", "900"))) == []


@pytest.mark.parametrize(
    "written",
    [
        "138\n0000\n1111",
        "1380000\n1111",
        "138-0000-\n1111",
        "138-0000\n-1111",
        "138 ， 0000 ， 1111",
        "138、 0000、 1111",
        "138 | 0000 | 1111",
        "138  +  0000  +  1111",
        "138 ~ 0000 ~ 1111",
        "138 /0000 /1111",
        "+86 138|0000|1111",
        "86，138，0000，1111",
        "138   0000   1111",
        "电话：138、0000、1111",
        "人数5人，电话138 0000 1111",
        "联系电话数：3人 138 0000 1111",
        "负责人数第一，138 0000 1111",
        "138 0000 1111户主张三",
        "138 0000 1111 人民调解员",
        "138-0000-1111人",
        "人数：13800001111人",
        "1 138 0000 1111",
        "低保户138 0000 1111",
        "138 0000 1111 万顺村",
        "138 0000 1111 张三",
        "138 0000 1111人",
        "138、0000、1111户",
        "人数：138 0000 1111",
        "幺三八 〇〇〇〇 幺幺幺幺 人",
        "1 3 8 0 0 0 0 1 1 1 1 人",
        "①③⑧ ⓪⓪⓪⓪ ①①①① 户",
        "138 0000-1111",
        "（138）0000 1111",
        "138-0000 1111人",
    ],
)
def test_a_mobile_number_is_one_however_it_is_divided(written):
    assert seen(f"找{written}") == [(NumberKind.TELEPHONE, TELEPHONE)]


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("028/87654321", "02887654321"),
        ("028\n8765\n4321", "02887654321"),
        ("（028） ， 8765 ， 4321", "02887654321"),
        ("0830|2345678", "08302345678"),
        ("0830、234、5678、900", None),
        ("电话8765、4321", None),
    ],
)
def test_a_fixed_number_divided_as_a_list(written, digits):
    assert seen(written) == ([(NumberKind.TELEPHONE, digits)] if digits else [])


@pytest.mark.parametrize(
    "written",
    [
        "人数：138、1234、5678",
        "户数 138 1234 5678 三个组",
        "户数：138，1234，5678",
        "户数分别为138、1234、5678",
        "总人口 138/1234/5678",
        "人数：12 138 1234 5678",
        "人数\n138\n1234\n5678",
        "138、1234、5678户",
        "138 1234 5678人",
        "138 1234 5678 元",
        "138、1234、5678万元",
        "138，1234，5678亩",
        "138+1234+5678=7050",
        "138＋1234＋5678＝7050",
        "138/1234/5678%",
        "138、1234、5678、900",
        "12、138、1234、5678",
        "12\n138\n1234\n5678",
        "138\t1234\t5678\t900",
        "投入1350000，2026年完成",
        "1380000、1111元",
        "合计：138 12345678",
        "138户、1234户、5678户",
        "金额(138 1234 5678)",
        "138，1234；5678",
        "1990、120、1111",
        "1,380,000,111",
    ],
)
def test_counts_are_no_number(written):
    assert seen(f"本镇{written}") == []


def test_an_identity_number_divided_as_a_list_agrees_with_its_last_place():
    right = [(NumberKind.IDENTITY, "11010519491231002X")]
    assert numbers.last_place("11010519491231002") == "X"
    for sign in LISTS:
        assert seen(sign.join(("110105", "19491231", "002X"))) == right
        assert seen(sign.join(("110105", "19491231", "002", "X"))) == right
        assert seen(sign.join(("110105", "19491231", "0021"))) == []
        assert seen(sign.join(("11010519491231002", "X"))) == right
    assert seen("11010519491231，002X") == right


def test_several_are_found_in_their_places():
    text = "张三13800001111、李四 028-87654321（510101197503070011）。"
    assert [text[one.start : one.end] for one in numbers.personal_numbers(text)] == [
        "13800001111",
        "028-87654321",
        "510101197503070011",
    ]


def test_a_text_is_shown_without_its_numbers():
    text = "监督电话028-87654321，张三１３８ ００００ １１１１，证号510101197503070011。"
    hidden = "监督电话028****4321，张三138****1111，证号（证件号码已遮盖）。"
    assert numbers.without_numbers(text) == hidden
    kept = numbers.without_numbers(text, {"02887654321", IDENTITY})
    assert "028-87654321" in kept and "138****1111" in kept and "已遮盖" in kept
    assert numbers.without_numbers("没有号码") == "没有号码"


@pytest.mark.parametrize(
    ("digits", "shown"),
    [("13800001234", "138****1234"), ("876543210", "876****3210"), ("87654321", "****4321")],
)
def test_a_masked_number(digits, shown):
    assert numbers.masked(digits) == shown


WIDTHS = [
    "0123456789",
    "０１２３４５６７８９",
    "〇一二三四五六七八九",
    "零壹贰叁肆伍陆柒捌玖",
    "٠١٢٣٤٥٦٧٨٩",
]
HIDDEN = ["", "\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u3164"]
BETWEEN = ["", " ", "\u3000", "\u00a0", "-", "–", "－", "·", "．", "."]


@given(
    rest=st.text("0123456789", min_size=9, max_size=9),
    second=st.sampled_from("3456789"),
    width=st.sampled_from(WIDTHS),
    hidden=st.lists(st.sampled_from(HIDDEN), min_size=11, max_size=11),
    between=st.sampled_from(BETWEEN),
    sizes=st.sampled_from([(3, 4, 4), (4, 3, 4), (3, 3, 5), (1,) * 11]),
    around=st.sampled_from([("电话", "。"), ("（", "）"), ("a", "b"), ("", ""), ("三组", "号")]),
)
def test_any_mobile_number_in_any_width_and_spacing(
    rest, second, width, hidden, between, sizes, around
):
    digits = f"1{second}{rest}"
    written, at = [], 0
    for size in sizes:
        piece = "".join(
            width[int(d)] + hidden[at + n] for n, d in enumerate(digits[at : at + size])
        )
        written.append(piece)
        at += size
    text = f"{around[0]}{between.join(written)}{around[1]}"
    assert seen(text) == [(NumberKind.TELEPHONE, digits)]
    assert numbers.without_numbers(text).startswith(f"{around[0]}{numbers.masked(digits)}")


@given(
    province=st.sampled_from(["11", "33", "51", "82"]),
    area=st.integers(0, 9999),
    born=st.dates(min_value=FIRST_DAY, max_value=LAST_DAY),
    last=st.integers(0, 999),
    check=st.sampled_from("0123456789X"),
    width=st.sampled_from(WIDTHS),
    between=st.sampled_from(BETWEEN),
    cuts=st.sets(st.integers(1, 16), max_size=16),
)
def test_any_identity_number_in_any_width_and_spacing(
    province, area, born, last, check, width, between, cuts
):
    digits = f"{province}{area:04}{born:%Y%m%d}{last:03}"
    written = "".join(
        (between if at in cuts else "") + width[int(digit)] for at, digit in enumerate(digits)
    )
    sign = check if check == "X" else width[int(check)]
    assert seen(f"证号{written}{sign}。") == [(NumberKind.IDENTITY, digits + check)]


@given(st.text(max_size=200))
def test_any_text_can_be_read(text):
    for one in numbers.personal_numbers(text):
        assert 0 <= one.start < one.end <= len(text)
    numbers.without_numbers(text)


BLANK = st.sampled_from(["", " ", "\u3000", "  "])
SIGNS = st.sampled_from(" -–.·,，、/:：;|｜+~～\n")


@given(
    rest=st.text("0123456789", min_size=9, max_size=9),
    signs=st.lists(SIGNS, min_size=1, max_size=numbers.MOST_BETWEEN).map("".join),
    before=BLANK,
    after=BLANK,
    around=st.sampled_from([("电话", "。"), ("（", "）"), ("a", "b"), ("", ""), ("三组", "张三")]),
)
def test_any_mobile_number_divided_by_up_to_so_many_signs(rest, signs, before, after, around):
    between = f"{before}{signs}{after}"
    written = between.join((f"13{rest[:1]}", rest[1:5], rest[5:]))
    text = f"{around[0]}{written}{around[1]}"
    assert seen(text) == [(NumberKind.TELEPHONE, f"13{rest}")]


COUNT_WORDS = ["人数：", "户数", "总人口", "合计 ", "金额（", "得票"]
COUNT_UNITS = [
    *("户", "人", "名", "个", "元", "万元", "亩", "票", "份", "次", "岁", "斤", "棵", "件", "%"),
]


@given(
    rest=st.text("0123456789", min_size=8, max_size=8),
    width=st.sampled_from(WIDTHS),
    between=st.sampled_from(BETWEEN),
    sizes=st.sampled_from([(3, 4, 4), (4, 3, 4), (3, 3, 5), (1,) * 11]),
    before=st.sampled_from(["", "找张三", *COUNT_WORDS]),
    after=st.sampled_from(["", "张三", *COUNT_UNITS]),
)
def test_no_word_of_counts_hides_what_cannot_be_counts(rest, width, between, sizes, before, after):
    """Divided by a dash or a point, spelled digit by digit, or with a piece that begins with 0."""
    digits = f"138{rest}"
    pieces, at = [], 0
    for size in sizes:
        pieces.append(digits[at : at + size])
        at += size
    is_spelled = not unicodedata.normalize("NFKC", width).isdecimal()
    begins_with_0 = any(one[0] == "0" and len(one) > 1 for one in pieces)
    assume(between.strip() or not between or is_spelled or begins_with_0 or len(pieces) > 3)
    written = between.join("".join(width[int(digit)] for digit in one) for one in pieces)
    assert seen(f"{before}{written}{after}") == [(NumberKind.TELEPHONE, digits)]


@given(
    rest=st.text("123456789", min_size=8, max_size=8),
    unit=st.sampled_from([unit for unit in COUNT_UNITS if unit != "%"]),
    more=st.sampled_from(["旦前找他", "在外地", "员变动", "家门口"]),
    end=st.sampled_from(["", "。", "，", " ", "）", "\n"]),
)
def test_a_unit_of_counts_ends_what_was_counted(rest, unit, more, end):
    written = f"本村138 {rest[:4]} {rest[4:]}{unit}"
    assert seen(f"{written}{more}") == [(NumberKind.TELEPHONE, f"138{rest}")]
    assert seen(f"{written}{end}") == []


@given(
    area=st.integers(0, 9999),
    born=st.dates(min_value=FIRST_DAY, max_value=LAST_DAY),
    last=st.integers(0, 999),
    gaps=st.lists(
        st.lists(SIGNS, max_size=numbers.MOST_BETWEEN).map("".join), min_size=18, max_size=18
    ),
)
def test_any_identity_number_divided_by_any_signs(area, born, last, gaps):
    digits = f"51{area:04}{born:%Y%m%d}{last:03}"
    digits += numbers.last_place(digits)
    written = "".join(f"{gap}{digit}" for gap, digit in zip(gaps, digits, strict=True))
    assert seen(f"证号{written.lstrip()}号") == [(NumberKind.IDENTITY, digits)]


@given(
    word=st.sampled_from(["人数", "户数：", "总人口", "面积为", "合计 ", "得票", "金额（"]),
    counts=st.lists(st.integers(0, 20_000), min_size=1, max_size=6),
    unit=st.sampled_from(["", *COUNT_UNITS]),
    sign=st.sampled_from(["、", "，", " ", " | ", "/", "+", "\n", "\t", "、 "]),
)
def test_no_list_of_counts_is_a_number(word, counts, unit, sign):
    written = sign.join(map(str, counts))
    assert seen(f"本村{word}{written}{unit}。") == []


@given(
    counts=st.tuples(st.integers(130, 199), st.integers(1000, 9999), st.integers(1000, 9999)),
    unit=st.sampled_from(COUNT_UNITS),
    sign=st.sampled_from(["、", "，", " ", " | ", "/", "+", "\n", "\t", "、 "]),
    each=st.booleans(),
)
def test_no_counts_with_units_are_a_number(counts, unit, sign, each):
    written = f"{unit if each else ''}{sign}".join(map(str, counts))
    assert seen(f"本村有{written}{unit}。") == []


@pytest.mark.parametrize(
    "written",
    [
        *(f"510101{sign}19750307{sign}0013" for sign in "=%$＝％"),
        "310070305791101015",
        "倒写：310070305791101015。",
    ],
)
def test_an_identity_number_in_pieces_or_backwards_is_vouched_for_by_its_last_place(written):
    assert seen(written) == [(NumberKind.IDENTITY, "510101197503070013")]


@pytest.mark.parametrize("sign", "=%$")
def test_a_telephone_number_divided_by_signs_of_sums(sign):
    assert seen(f"找138{sign}0000{sign}1111问") == [(NumberKind.TELEPHONE, "13800001111")]


@pytest.mark.parametrize(
    "written",
    [
        *("310070305791101014", "11110000831", "1300=100%*1300", "85%、90%、138%"),
        *("3+4=7，1300=1300", "前六位510101，后十二位197503070013", "一百三十八 0000 1111"),
        *("138元=0.138千元", "$138 $1300"),
    ],
)
def test_what_nothing_tells_from_honest_figures_is_let_be(written):
    assert seen(written) == []
