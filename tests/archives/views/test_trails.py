"""Where the rows of the archive lie."""

from django.urls import reverse

from archives.models import Category, FixityRun, Record, Requirement
from archives.views import trails  # noqa: F401  declares them
from township.crud.trails import above, trail_of
from villages.views import trails as village_trails  # noqa: F401


def test_a_record_lies_in_its_villages_archive(village):
    assert above(Record(village=village)) == [
        *trail_of(village),
        ("档案", reverse("archives:village_records", args=[village.pk])),
    ]


def test_a_requirement_is_shown_on_its_category(township):
    category = Category(pk=4, township=township, name="章程")
    assert trail_of(Requirement(category=category)) == trail_of(category)
    assert [label for label, _ in trail_of(category)] == ["档案类别", "章程"]


def test_checks_lie_in_one_list():
    assert above(FixityRun()) == [("档案检测", reverse("archives:fixity_runs"))]
