"""The 监督委员会 in the browser: its members looked at, its opinions beside their matter."""

import pytest
from django.urls import reverse

from tests.archives import steps
from tests.villages import way
from villages.acts.organisation import body_of, seat
from villages.models import OversightCheck, OversightOpinion, Person


@pytest.fixture
def as_cadre(client, cadre):
    client.force_login(cadre)
    return client


def address(name, *args):
    return reverse(f"villages:{name}", args=args)


def members(village, cadre, names=("何主任", "陈委员", "李委员")):
    posts = ("director", "committee_member", "committee_member")
    body = body_of(village, "oversight")
    for post, name in zip(posts, names, strict=True):
        person = Person.objects.create(village=village, name=name)
        seat(body, post, person, since=way.days_ago(9), by=cadre)


def test_the_body_tells_what_to_look_at_and_keeps_the_look(as_cadre, village, cadre):
    page = as_cadre.get(address("body", village.pk, "oversight"))
    assert page.context["findings"] == [] and "村务监督委员会" in page.text
    members(village, cadre)
    page = as_cadre.get(address("body", village.pk, "oversight")).text
    assert "还没有核对近亲属回避" in page and "第三十七条第一款" in page
    url = address("oversight_check", village.pk)
    sent = {"is_kin_free": "on", "is_skilled": "on", "on": way.days_ago(8)}
    assert as_cadre.post(url, sent | {"on": way.days_ago(-1)}).status_code == 422
    as_cadre.post(url, sent)
    states = as_cadre.get(address("body", village.pk, "oversight")).context["findings"]
    assert {one["state"] for one in states} == {"ok"} and len(states) == 4
    as_cadre.post(url, {"on": way.days_ago(0)})
    page = as_cadre.get(address("body", village.pk, "oversight")).text
    assert "有委员会成员的近亲属，不得担任" in page
    assert OversightCheck.objects.count() == 2


def test_a_community_is_not_asked_for_accountants(client, community):
    from tests.personas import cadre_of

    client.force_login(cadre_of(community, "cadre-xinchang", "赵专干"))
    form = client.get(address("oversight_check", community.pk)).context["form"]
    assert "is_skilled" not in form.fields
    page = client.get(address("oversight", community.pk)).text
    assert "居务监督委员会的意见" in page


def test_an_opinion_stands_beside_its_meeting_and_its_posting(as_cadre, village, cadre):
    meeting, posting = way.meeting(village, cadre), steps.post(village, cadre)
    for row, name in ((meeting, "meeting"), (posting, "posting")):
        page = as_cadre.get(row.get_absolute_url())
        url = page.context["oversee_url"]
        assert "还没有登记意见" in page.text
        assert as_cadre.get(url).context["form"].initial[name] == row
        sent = {name: row.pk, "content": f"看过{name}", "person": "何主任", "on": way.days_ago(0)}
        assert as_cadre.post(url, sent).status_code == 302
        assert f"看过{name}" in as_cadre.get(row.get_absolute_url()).text
    page = as_cadre.get(address("oversight", village.pk)).text
    assert "看过meeting" in page and str(meeting) in page and str(posting) in page


def test_an_opinion_is_mended_and_removed(as_cadre, village):
    url = address("oversight_create", village.pk)
    sent = {"about": "账目", "content": "一致", "person": "何主任", "on": way.days_ago(0)}
    assert as_cadre.post(url, sent | {"about": ""}).status_code == 422
    as_cadre.post(url, sent)
    row = OversightOpinion.objects.get()
    edit = address("oversight_edit", row.pk)
    as_cadre.post(edit, sent | {"content": "不一致", "read_version": 0})
    row.refresh_from_db()
    assert row.content == "不一致"
    remove = address("oversight_remove", row.pk)
    assert remove in as_cadre.get(edit).text
    assert as_cadre.post(remove, {}).url == address("oversight", village.pk)
    assert not OversightOpinion.objects.exists()


def test_the_office_reads_and_other_villages_do_not(client, office, other_cadre, village):
    client.force_login(office)
    assert client.get(address("oversight", village.pk)).status_code == 200
    assert client.get(address("oversight_create", village.pk)).status_code == 403
    client.force_login(other_cadre)
    assert client.get(address("oversight", village.pk)).status_code == 404
