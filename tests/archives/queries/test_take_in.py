"""How far a take-in has come."""

from archives.models import TakeIn, TakeInLine
from archives.queries.take_in import counts_of


def test_lines_are_counted_in_one_query(village, office, django_assert_num_queries):
    take_in = TakeIn.objects.create(village=village, name="旧档.zip", made_by=office)
    for number, fault in enumerate(("", "没有题名。", ""), 2):
        TakeInLine.objects.create(take_in=take_in, number=number, fault=fault)
    with django_assert_num_queries(1):
        counts = counts_of(take_in)
    assert (counts.lines, counts.done, counts.refused, counts.waiting) == (3, 0, 1, 2)
