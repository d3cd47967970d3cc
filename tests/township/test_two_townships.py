"""Who looks on in one township and works in another makes everything where he works.

The door for roles gives one account one township; what is written does not rest on that alone.
"""

import pytest
from django.urls import reverse

from archives.models import Category
from campaigns.models import Authority
from campaigns.views.campaign import CampaignCreate
from tests.personas import person
from township.access import Role
from township.users.models import Membership, Township
from villages.models import Village


@pytest.fixture
def desk(client, township, other_township):
    """Signed in: observer in 清河镇 first, office in 白塔镇 since."""
    user = person("both-places", "双任职", Role.OBSERVER, township=township)
    Membership.objects.create(user=user, role=Role.OFFICE, township=other_township)
    client.force_login(user)
    return client


MADE = {
    "villages:village_create": (Village, {"name": "新桥村", "kind": "village", "order": 1}),
    "archives:category_create": (
        Category,
        {"code": "XIN", "name": "新类", "retention": "Y", "order": 1, "is_active": "on"},
    ),
    "campaigns:authority_create": (
        Authority,
        {"name": "清江区民政局", "tier": "district", "kind": "department"},
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_a_new_row_belongs_where_it_may_be_made(desk, name, other_township):
    model, values = MADE[name]
    before = set(model.objects.values_list("pk", flat=True))
    answer = desk.post(reverse(name), values)
    assert answer.status_code == 302, answer.context["form"].errors
    made = model.objects.exclude(pk__in=before).get()
    assert made.township == other_township


def test_a_campaign_is_founded_where_it_may_be(rf, desk, other_township):
    request = rf.get("/")
    request.user = Membership.objects.get(role=Role.OFFICE, township=other_township).user
    page = CampaignCreate()
    page.setup(request)
    assert page.get_given() == {"township": other_township}


def test_the_settings_shown_and_saved_are_of_the_own_office(desk, township, other_township):
    page = desk.get(reverse("settings"))
    assert page.status_code == 200
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    values = {n: "" if v is None or v is False else v for n, v in values.items()}
    before = Township.objects.get(pk=township.pk).settings
    assert desk.post(reverse("settings"), values | {"notice_days": "9"}).status_code == 302
    assert Township.objects.get(pk=other_township.pk).setting("notice_days") == 9
    assert Township.objects.get(pk=township.pk).settings == before


def test_the_workbook_and_the_checklist_are_of_the_own_office(desk):
    for name in ("setup_book", "setup", "home", "archives:completeness"):
        assert desk.get(reverse(name)).status_code == 200
