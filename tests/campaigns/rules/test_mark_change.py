"""What a mark written over another changes, in figures and in words."""

from decimal import Decimal

import pytest

from campaigns.rules.mark_change import MarkWritten, changes, sentence

SEVEN = MarkWritten(Decimal("7"), "晚了一次", (3,))


@pytest.mark.parametrize(
    ("old", "new", "told", "words"),
    [
        (MarkWritten(), MarkWritten(Decimal("8")), {"得分": [None, "8.0"]}, "由没有评分改为8.0分"),
        (MarkWritten(), MarkWritten(Decimal(0)), {"得分": [None, "0.0"]}, "由没有评分改为0.0分"),
        (
            SEVEN,
            MarkWritten(Decimal("6.5"), "晚了两次", (3,)),
            {"得分": ["7.0", "6.5"], "理由": ["晚了一次", "晚了两次"]},
            "由7.0分改为6.5分（理由：晚了两次）",
        ),
        (
            SEVEN,
            MarkWritten(Decimal(8), "", (3,)),
            {"得分": ["7.0", "8.0"], "理由": ["晚了一次", ""]},
            "由7.0分改为8.0分",
        ),
        (
            SEVEN,
            MarkWritten(Decimal("7.0"), "没有照片", (3,)),
            {"理由": ["晚了一次", "没有照片"]},
            "改写理由（理由：没有照片）",
        ),
        (
            SEVEN,
            MarkWritten(Decimal(7), "晚了一次", (3, 5)),
            {"佐证": [[3], [3, 5]]},
            "引用佐证2件",
        ),
    ],
)
def test_what_differs_is_told(old, new, told, words):
    assert changes(old, new) == told
    assert sentence("B1 组织", old, new) == f"“B1 组织”{words}"


def test_nothing_differs_where_only_the_figures_are_written_otherwise():
    assert changes(SEVEN, MarkWritten(Decimal("7.00"), "晚了一次", (3,))) == {}
