"""Organs: a preset leaves their names open, the township fills them in, documents bring issuers."""

from datetime import date

import pytest
from django.urls import reverse

from campaigns.acts import authority as authority_acts
from campaigns.acts import preset as preset_acts
from campaigns.models import Authority, BasisDocument, Campaign, FormerName
from campaigns.rules import preset
from campaigns.workflows.campaign import against_start

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(township, plan):
    return preset_acts.load(plan, township, start=2026)


def open_roles(campaign):
    return [organ.role for organ in authority_acts.open_organs(campaign)]


def test_a_campaign_does_not_start_before_its_organs_are_named(loaded, office):
    told = list(against_start(loaded, office))
    assert "“合格村”的命名机关（区（县）人民政府）还没有填写名称。" in told
    assert open_roles(loaded) == ["区（县）人民政府", "市人民政府"]
    names = {organ.pk: f"清江{organ.role}" for organ in authority_acts.open_organs(loaded)}
    authority_acts.fill_in(loaded, names, by=office)
    assert not any("还没有填写名称" in one for one in against_start(loaded, office))


def test_the_page_asks_for_each_role(client, loaded, office):
    client.force_login(office)
    page = client.get(loaded.get_absolute_url()).text
    url = reverse("campaigns:organ_names", args=[loaded.pk])
    assert "2个命名机关还没有名称" in page and url in page
    form = client.get(url).text
    assert "命名机关：区（县）人民政府" in form and "命名合格村、区级先进村" in form
    organ = Authority.objects.get(role="区（县）人民政府")
    given = {f"organ_{organ.pk}": "江南区人民政府"}
    assert client.post(url, given).status_code == 302
    assert str(loaded.levels.get(rank=1).named_by) == "江南区人民政府"
    organ = Authority.objects.get(role="市人民政府", name="")
    refused = client.post(url, {f"organ_{organ.pk}": "清江市卫生健康委员会"})
    assert refused.status_code == 422 and "2022年4月起不得命名" in refused.text
    assert open_roles(loaded) == ["市人民政府"], "what is not known yet may wait"


def test_an_organ_that_is_registered_already_is_taken(loaded, office):
    known = Authority.objects.create(
        township=loaded.township, name="江南区人民政府", tier="district"
    )
    organ = Authority.objects.get(role="区（县）人民政府")
    authority_acts.fill_in(loaded, {organ.pk: "江南区人民政府"}, by=office)
    assert loaded.levels.get(rank=1).named_by == known
    known.refresh_from_db()
    assert known.role == "区（县）人民政府", "by which the preset finds it again"
    assert not Authority.objects.filter(pk=organ.pk).exists()


def test_a_role_that_has_a_former_name_stays_beside_the_organ(loaded, office):
    Authority.objects.create(township=loaded.township, name="江南区人民政府", tier="district")
    organ = Authority.objects.get(role="区（县）人民政府")
    organ.former_names.create(name="江南县人民政府", until=date(2000, 1, 1))
    authority_acts.fill_in(loaded, {organ.pk: "江南区人民政府"}, by=office)
    assert Authority.objects.filter(pk=organ.pk).exists()


def test_two_campaigns_share_an_organ_of_one_role(loaded):
    first = preset_acts.load(preset.load("minzhu-fazhi"), loaded.township, start=2026)
    again = preset_acts.load(preset.load("minzhu-fazhi"), loaded.township, start=2030)
    assert first.levels.get(rank=1).named_by == again.levels.get(rank=1).named_by


def test_issuers_of_a_document_are_among_the_organs(loaded):
    document = BasisDocument(campaign=loaded, issuers=["江南区人民政府", "清江市文明办"])
    authority_acts.register_issuers(document)
    authority_acts.register_issuers(document)
    told = Authority.objects.exclude(name="").values_list("name", "tier")
    assert set(told) >= {("江南区人民政府", "district"), ("清江市文明办", "city")}
    assert Authority.objects.filter(name="江南区人民政府").count() == 1


def test_a_name_is_put_right_while_no_campaign_with_it_began(loaded, running, office):
    organ = Authority.objects.get(role="区（县）人民政府")
    organ.name = "江南区人民政府"
    organ.save()
    other = Authority.objects.create(township=loaded.township, name="甲局", tier="district")
    assert "改名要办“更名”" in next(authority_acts.against_editing(organ))
    assert list(authority_acts.against_editing(other)) == []
    Campaign.objects.update(status="draft")
    assert not authority_acts.is_used(organ)


MAY, JUNE = date(2010, 5, 1), date(2010, 6, 1)
EARLY, LATE = date(2005, 1, 1), date(2015, 1, 1)


@pytest.mark.parametrize(
    ("since", "until", "is_told"),
    [
        (MAY, LATE, True),
        (JUNE, LATE, False),
        (EARLY, date(2008, 1, 1), True),
        (None, date(2007, 12, 31), False),
        (None, date(2008, 1, 1), True),
        (date(2009, 1, 1), date(2009, 2, 1), True),
    ],
)
def test_a_former_name_is_borne_on_days_of_its_own(township, since, until, is_told):
    organ = Authority.objects.create(township=township, name="江南区人民政府", tier="district")
    organ.former_names.create(
        name="江南县人民政府", since=date(2008, 1, 1), until=date(2010, 5, 31)
    )
    row = FormerName(authority=organ, name="江南市人民政府", since=since, until=until)
    told = authority_acts.collision(row)
    assert bool(told) is is_told and ("江南县人民政府" in told) is is_told


@pytest.mark.parametrize(
    ("since", "until", "is_told"),
    [
        (JUNE, LATE, False),
        (date(2010, 5, 31), LATE, True),
        (None, LATE, False),
        (None, date(2010, 5, 31), True),
    ],
)
def test_the_first_name_was_borne_from_a_day_nobody_knows(township, since, until, is_told):
    organ = Authority.objects.create(township=township, name="江南区人民政府", tier="district")
    organ.former_names.create(name="江南县人民政府", until=date(2010, 5, 31))
    row = FormerName(authority=organ, name="江南市人民政府", since=since, until=until)
    assert bool(authority_acts.collision(row)) is is_told
