"""Months and days as people write them; what could mean two days is told."""

from datetime import date

import pytest

from villages.rules.written_days import read_day, read_month


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1975.03", "1975-03"),
        ("1975年3月", "1975-03"),
        ("１９７５．１２", "1975-12"),
        ("197503", "1975-03"),
        ("19750307", "1975-03"),
        ("1975-03-07", "1975-03"),
        ("1975/3", "1975-03"),
        ("", None),
    ],
)
def test_months(written, read):
    assert read_month(written) == read


@pytest.mark.parametrize("written", ["25123", "45123", "25123.0"])
def test_the_number_by_which_sheets_count_a_day_is_told(written):
    with pytest.raises(ValueError, match="日期的序号，请把这一列的格式改成日期"):
        read_month(written)


@pytest.mark.parametrize("written", ["1975.1", "1975-13", "75年", "不详", "1875-03"])
def test_months_that_cannot_be_read(written):
    with pytest.raises(ValueError, match="出生年月"):
        read_month(written)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026.11.5", date(2026, 11, 5)),
        ("2026年11月5日", date(2026, 11, 5)),
        ("20261105", date(2026, 11, 5)),
        ("2026-11", date(2026, 11, 1)),
        ("２０２６/１１/５", date(2026, 11, 5)),
        ("", None),
    ],
)
def test_days(written, read):
    assert read_day(written) == read


@pytest.mark.parametrize("written", ["2026-02-30", "11月5日", "2026", "明天"])
def test_days_that_cannot_be_read(written):
    with pytest.raises(ValueError, match="日期"):
        read_day(written)


@pytest.mark.parametrize(("written", "read"), [("1975-12", "1975-12"), ("1975-01", "1975-01")])
def test_a_year_has_twelve_months(written, read):
    assert read_month(written) == read


@pytest.mark.parametrize(
    "written",
    [
        *("1975.3", "1975年3月5日", "一九七五年三月", "一九七五年三月五日", "1975。3", "1975、3"),
        *("1975 03", "1975年03月生", "1975-03-05 00:00:00", "1975-03-05T08:30:00", "1975—03"),
        *("1975-3月", "1975,3", "公历1975.3.5", "１９７５／３", "1975·3", "出生于1975年3月"),
    ],
)
def test_one_month_in_many_ways(written):
    assert read_month(written) == "1975-03"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("75.3", "四位"),
        ("1875.3", "年份不对"),
        ("75年3月", "四位"),
        ("七五年三月", "四位"),
        ("3/5/1975", "次序"),
        ("1975年", "没有月份"),
        ("1975-00", "没有0月"),
        ("1975-02-30", "没有这一天"),
        ("农历1975年三月", "农历"),
        ("1975年腊月", "农历"),
        ("1975年三月廿三", "农历"),
        ("27458", "序号"),
        ("1975.3-1976.4", "看不懂"),
        ("1975.1", "分不清是1月还是10月"),
    ],
)
def test_what_is_wrong_with_a_month_is_told(written, told):
    with pytest.raises(ValueError, match=told):
        read_month(written)


@pytest.mark.parametrize("written", ["2026年元月8日", "二○二六年一月八日", "2026-01-08 00:00:00"])
def test_one_day_in_many_ways(written):
    assert read_day(written) == date(2026, 1, 8)


@pytest.mark.parametrize("written", ["—", "无", " "])
def test_nothing_is_no_day(written):
    assert read_day(written) is None and read_month(written) is None


def test_a_day_that_lost_its_zero_is_told():
    with pytest.raises(ValueError, match=r"任期至.*分不清"):
        read_day("2026.1", "任期至")
