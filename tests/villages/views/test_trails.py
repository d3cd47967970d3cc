"""Where the rows of a village lie."""

from django.urls import reverse

from township.crud.trails import above, trail_of
from villages.models import Body, Clause, Group, Meeting, Motion, Text, TextVersion
from villages.rules.bodies import BodyKind
from villages.views import trails  # noqa: F401  declares them


def labels(crumbs):
    return [label for label, _ in crumbs]


def test_crumbs_lead_from_all_villages_through_this_one(village):
    assert above(village) == [("村（居）", reverse("villages:villages"))]
    assert trail_of(village) == [*above(village), ("万顺村", village.get_absolute_url())]


def test_a_row_lies_in_the_list_of_its_village(village):
    meeting = Meeting(pk=7, village=village, kind="assembly")
    assert above(meeting) == [
        *trail_of(village),
        ("会议", reverse("villages:meetings", args=[village.pk])),
    ]
    assert trail_of(meeting)[-1] == (str(meeting), reverse("villages:meeting", args=[7]))


def test_what_belongs_to_a_row_lies_below_it(village):
    meeting = Meeting(pk=7, village=village, kind="assembly")
    assert above(Motion(meeting=meeting)) == trail_of(meeting)
    version = TextVersion(pk=9, text=Text(village=village, title="章程"), number=1)
    assert above(Clause(text_version=version)) == trail_of(version)


def test_rows_without_a_page_are_shown_where_they_lie(village):
    group = Group(pk=3, village=village, name="一组")
    assert trail_of(group) == above(group)
    assert labels(above(group)) == ["村（居）", "万顺村", "小组"]


def test_a_body_has_a_page_before_it_has_a_row(village):
    body = Body(village=village, kind=BodyKind.SUPERVISION)
    assert labels(trail_of(body)) == ["村（居）", "万顺村", "组织", str(body)]
