"""A number in front of a paragraph, as Word prints it in each format."""

import pytest

from villages.sheets.number_formats import printed


@pytest.mark.parametrize(
    ("style", "number", "shown"),
    [
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographLegalTraditional", 3, "參"),
        ("decimalEnclosedParen", 5, "⑸"),
        ("decimalEnclosedFullstop", 20, "⒛"),
        ("decimalEnclosedCircle", 21, "21"),
        ("ideographEnclosedCircle", 10, "㊉"),
        ("ideographZodiac", 3, "寅"),
        ("ideographZodiacTraditional", 13, "丙子"),
        ("lowerRoman", 4, "ⅳ"),
        ("upperRoman", 14, "ⅩⅣ"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth2", 10, "１０"),
        ("taiwaneseDigital", 12, "一二"),
        ("something new", 9, "9"),
        ("chineseCounting", 0, "0"),
    ],
)
def test_a_number_is_printed_in_its_format(style, number, shown):
    assert printed(number, style) == shown


@pytest.mark.parametrize(
    ("style", "number", "shown"),
    [
        ("decimalEnclosedCircle", 20, "⑳"),
        ("ideographTraditional", 10, "癸"),
        ("ideographTraditional", 11, "11"),
        ("chineseCounting", 9999, "九千九百九十九"),
        ("chineseCounting", 10000, "10000"),
        ("chineseLegalSimplified", 20, "贰拾"),
        ("lowerLetter", 26, "z"),
        ("lowerLetter", 27, "aa"),
        ("upperLetter", 28, "BB"),
        ("upperRoman", 12, "Ⅻ"),
        ("upperRoman", 13, "ⅩⅠⅠⅠ"),
        ("upperRoman", 1994, "ⅯⅭⅯⅩⅭⅣ"),
    ],
)
def test_either_side_of_where_the_signs_end(style, number, shown):
    assert printed(number, style) == shown
