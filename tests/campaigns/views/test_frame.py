"""Where campaign pages stand, who counts as the district, files going out."""

from django.urls import reverse

from campaigns.models import BasisDocument, Campaign
from campaigns.views import trails  # noqa: F401 (declares where rows lie)
from campaigns.views.frame import is_district
from tests.personas import person
from township.access import Role
from township.crud.trails import trail_of
from township.users.models import Membership, User


def test_who_is_the_districts_reviewer_and_nothing_else(everybody, district, district_place):
    told = {role for role, user in everybody.items() if is_district(user)}
    assert told == {Role.DISTRICT}
    assert is_district(district)


def test_a_reviewer_who_also_works_in_the_township_reads_as_the_township(district, township):
    Membership.objects.create(user=district, role=Role.OFFICE, township=township)
    assert not is_district(User.objects.get(pk=district.pk))


def test_a_campaign_is_called_by_its_short_name_in_the_way_back(db):
    row = Campaign(pk=3, name="村民自治创建活动", short_name="自治创建")
    assert trail_of(row)[-1] == ("自治创建", "/campaigns/3/")
    row.short_name = ""
    assert trail_of(row)[-1][0] == "村民自治创建活动"


def test_nothing_below_another_townships_campaign_is_found(client, drafted, other_township):
    stranger = person("office2", "外镇", Role.OFFICE, township=other_township)
    client.force_login(stranger)
    for name in ("targets", "plans", "leading", "gaps", "standards", "assignments"):
        url = reverse(f"campaigns:{name}", args=[drafted.pk])
        assert client.get(url).status_code == 404, name


def test_a_document_goes_out_under_its_own_name(client, running, office):
    client.force_login(office)
    document = BasisDocument.objects.get(campaign=running)
    answer = client.get(reverse("campaigns:document_file", args=[document.pk]))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "%E9%80%9A%E7%9F%A5.docx" in answer["Content-Disposition"]
    assert answer.getvalue()[:2] == b"PK"
