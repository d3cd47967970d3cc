"""What the sheet of a village's bodies says: who sits where on a day, and what each has to do."""

from django.urls import reverse

from tests.villages import way
from tests.villages.rosters import in_post, person
from villages.acts.organisation import body_of, write_duty
from villages.models import Term
from villages.papers.organisation import bodies_sheet


def told(village, days=0):
    return dict(bodies_sheet(village, way.days_ago(days))["rows"])


def test_posts_people_and_duties_stand_together(village, cadre):
    for name in ("张主任", "李委员", "王委员"):
        post = "director" if name == "张主任" else "committee_member"
        in_post(village, "committee", post, person(village, name))
    write_duty(body_of(village, "committee"), "召集会议。\n办理公共事务。", by=cadre)
    rows = told(village)
    assert rows["截至"] == way.days_ago(0)
    assert rows["村民委员会"] == (
        "主任：张主任\n委员：李委员、王委员\n职责：召集会议。\n办理公共事务。"
    )
    assert "村党组织" not in rows
    assert all(str(group.households) in rows["村民小组"] for group in village.groups.all())


def test_who_left_is_not_told(village):
    in_post(village, "committee", "director", person(village, "张主任"), since=way.days_ago(30))
    Term.objects.update(until=way.days_ago(10))
    assert "村民委员会" not in told(village)
    assert told(village, 10)["村民委员会"] == "主任：张主任"


def test_a_community_has_its_own_words(community):
    in_post(community, "committee", "director", person(community, "周主任"))
    rows = told(community)
    assert rows["社区居民委员会"] == "主任：周主任" and "村民小组" not in rows


def test_it_is_printed_from_the_page(client, village, cadre, other_cadre):
    in_post(village, "committee", "director", person(village, "张主任"))
    url = reverse("villages:organisation_paper", args=[village.pk])
    client.force_login(cadre)
    assert f'href="{url}"' in client.get(reverse("villages:organisation", args=[village.pk])).text
    text = client.get(url, {"format": "txt"}).content.decode()
    assert "组织和职责一览" in text and "张主任" in text
    client.force_login(other_cadre)
    assert client.get(url).status_code == 404
