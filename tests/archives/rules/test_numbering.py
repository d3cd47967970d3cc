import pytest
from hypothesis import given
from hypothesis import strategies as st

from archives.rules.numbering import (
    LAST_NUMBER,
    RETENTIONS,
    Reference,
    duplicates,
    gaps,
    parse_reference,
    range_text,
    ranges,
    reference_code,
    series_findings,
)

references = st.builds(
    Reference,
    fonds=st.from_regex(r"[A-Z0-9]{4}", fullmatch=True),
    category=st.from_regex(r"[A-Z]{2}", fullmatch=True),
    year=st.integers(1949, 2999),
    retention=st.sampled_from(sorted(RETENTIONS)),
    issue=st.from_regex(r"([A-Z0-9]{3})?", fullmatch=True),
    number=st.integers(1, LAST_NUMBER),
)


def test_the_standards_own_example():
    assert reference_code("J012", "WS", 2026, "Y", "ZCH", 3) == "J012-WS·2026-Y-ZCH-0003"
    assert reference_code("J012", "WS", 2026, "D30", "", 12) == "J012-WS·2026-D30-0012"


@given(references)
def test_what_is_written_reads_back(reference):
    assert parse_reference(str(reference)) == reference


@given(references)
def test_typed_with_full_width_signs_it_still_reads(reference):
    typed = str(reference).replace("-", "－").replace("·", "・").replace("0", "０").lower()
    assert parse_reference(f" {typed} ") == reference


@given(st.lists(references, unique=True))
def test_a_catalogue_sorts_by_series_then_number(given_references):
    for first, second in zip(sorted(given_references), sorted(given_references)[1:], strict=False):
        assert first.series <= second.series or first.fonds < second.fonds
        if (first.series, first.issue) == (second.series, second.issue):
            assert first.number < second.number


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (("J12", "WS", 2026, "Y", "ZCH", 1), "全宗号“J12”应为4位"),
        (("j012", "WS", 2026, "Y", "ZCH", 1), "全宗号"),
        (("J012\n", "WS", 2026, "Y", "ZCH", 1), "全宗号"),
        (("J012", "W", 2026, "Y", "ZCH", 1), "档案门类"),
        (("J012", "WS", 26, "Y", "ZCH", 1), "年度"),
        (("J012", "WS", 1948, "Y", "ZCH", 1), "年度"),
        (("J012", "WS", 3000, "Y", "ZCH", 1), "年度"),
        (("J012", "WS", 2026, "D20", "ZCH", 1), "保管期限"),
        (("J012", "WS", 2026, "Y", "ZC", 1), "机构（问题）代码"),
        (("J012", "WS", 2026, "Y", "ZCH", 0), "件号“0”应在1到9999之间"),
        (("J012", "WS", 2026, "Y", "ZCH", 10_000), "件号"),
    ],
)
def test_a_part_that_is_not_allowed_is_named(parts, words):
    with pytest.raises(ValueError, match=words):
        reference_code(*parts)


@pytest.mark.parametrize("number", [1, LAST_NUMBER])
def test_first_and_last_number(number):
    assert reference_code("J012", "WS", 2026, "Y", "ZCH", number).endswith(f"-{number:04d}")


@pytest.mark.parametrize(
    "text", ["", "J012", "J012-WS-2026-Y-ZCH-0003", "J012-WS·2026-Y-ZCH-", "甲"]
)
def test_what_is_no_reference_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="不是档号，档号形如J012-WS·2026-Y-ZCH-0003"):
        parse_reference(text)


def test_runs_and_gaps():
    assert ranges([3, 1, 2, 5, 5]) == [(1, 3), (5, 5)]
    assert gaps([2, 5]) == [(1, 1), (3, 4)]
    assert gaps([1, 2, 3]) == []
    assert gaps([]) == []
    assert duplicates([1, 2, 2, 3, 1]) == [1, 2]
    assert range_text([(1, 4), (6, 6)]) == "0001—0004、0006"


@given(st.sets(st.integers(1, 300)))
def test_runs_and_gaps_together_are_all_numbers(numbers):
    covered = [n for first, last in ranges(numbers) + gaps(numbers) for n in range(first, last + 1)]
    assert sorted(covered) == list(range(1, max(numbers, default=0) + 1))


def test_findings_name_series_gap_and_duplicate():
    series = [Reference("J012", "WS", 2026, "Y", "ZCH", n) for n in (1, 2, 4, 4)]
    other = [Reference("J012", "WS", 2026, "D10", "", n) for n in (1, 2)]
    assert series_findings(series + other) == [
        "J012-WS·2026-Y-ZCH缺0003号。",
        "J012-WS·2026-Y-ZCH重复0004号。",
    ]
