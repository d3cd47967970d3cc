"""What cadre, office and district see of an application, and what its form takes."""

import io
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from openpyxl import load_workbook

from campaigns.models import Application, Evaluation, Round, Submission
from campaigns.queries.application import proposals
from campaigns.views.frame import is_district
from tests.campaigns.applications import *  # noqa: F403
from tests.personas import person
from township.access import Role
from villages.models import Village


def test_proposals_say_why_not(evaluation, advanced, running):
    rows = {row.level.code: row.eligibility for row in proposals(running, 2026)}
    assert rows["QUALIFIED"].is_eligible and rows["ADVANCED"].is_eligible
    assert "总分93.5分，市级示范村须95分。" in rows["MODEL_CITY"].reasons


def test_the_page_leaves_out_what_nobody_aims_at_and_cannot_be_next(evaluation, office, client):
    client.force_login(office)
    address = reverse("campaigns:proposals", args=[evaluation.round.campaign_id])

    def shown():
        return {row.level.code for row in client.get(address).context["rows"]}

    assert shown() == {"QUALIFIED", "ADVANCED", "MODEL_CITY"}
    page = client.get(address).text
    assert page.index("总分93.5分，市级示范村须95分。") < page.index("</table>")
    evaluation.round.campaign.targets.filter(level__code="MODEL_CITY").delete()
    assert "MODEL_CITY" not in shown()


def test_the_newest_year_with_results_is_shown_first(evaluation, office, client):
    campaign, year = evaluation.round.campaign, evaluation.round.year
    Round.objects.create(
        campaign=campaign,
        year=year + 1,
        self_due=date(year + 1, 12, 1),
        scoring_due=date(year + 1, 12, 20),
    )
    client.force_login(office)
    page = client.get(reverse("campaigns:proposals", args=[campaign.pk]))
    assert page.context["year"] == year and f"year={year + 1}" in page.text


def test_a_community_is_proposed_by_its_own_name(evaluation, running):
    Village.objects.filter(pk=evaluation.village_id).update(kind=Village.Kind.COMMUNITY)
    assert "区级先进社区" in {row.level_name for row in proposals(running, 2026)}


def test_the_district_sees_the_frozen_submission_only(application, sent, district, client):
    client.force_login(district)
    page = client.get(sent.get_absolute_url()).content.decode()
    assert "93.5" in page and "修订章程" in page
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Submission.objects.update(sha256="0" * 64)


def test_the_district_does_not_see_drafts(application, district, client):
    client.force_login(district)
    assert client.get(application.get_absolute_url()).status_code == 404


def test_another_districts_reviewer_sees_nothing(sent, client):
    from township.users.models import District

    stranger = person(
        "stranger", "外区", Role.DISTRICT, district=District.objects.create(name="外区")
    )
    client.force_login(stranger)
    assert client.get(sent.get_absolute_url()).status_code == 404


def test_an_application_is_filled_in_on_its_page(evaluation, advanced, cadre, client):
    client.force_login(cadre)
    proposals_page = client.get(reverse("campaigns:proposals", args=[evaluation.round.campaign_id]))
    assert "填写申报" in proposals_page.content.decode()
    url = reverse(
        "campaigns:application_create",
        args=[evaluation.round.campaign_id, evaluation.pk, advanced.pk],
    )
    assert "镇意见" not in client.get(url).content.decode()
    too_long = client.post(url, {"deeds": "长" * 1501, "village_opinion": "同意"})
    assert "1501字" in too_long.content.decode()
    answer = client.post(url, {"deeds": "做法和成效。", "village_opinion": "同意申报。"})
    row = Application.objects.get()
    assert answer.url == row.get_absolute_url()
    assert row.created_by == cadre


def test_the_office_writes_its_opinion_from_the_first_draft(evaluation, advanced, office, client):
    client.force_login(office)
    args = [evaluation.round.campaign_id, evaluation.pk, advanced.pk]
    url = reverse("campaigns:application_create", args=args)
    assert "镇意见" in client.get(url).text
    client.post(url, given())
    assert Application.objects.get().office_opinion == "符合标准。"


def given(**fields):
    return {
        "deeds": "修订章程。",
        "village_opinion": "同意申报。",
        "office_opinion": "符合标准。",
        "document_kind": "letter",
        "document_number": "示府函[2026]8号",
    } | fields


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"deeds": "长" * 1500}, ""),
        ({"deeds": "长" * 1501}, "主要事迹有1501字，超过1500字"),
        ({"document_number": "示府函〔2026〕"}, "文号"),
        ({"document_number": ""}, ""),
        ({"document_kind": ""}, "请示的文号不带“函”字"),
        ({"document_kind": "", "document_number": "示府〔2026〕8号"}, ""),
        ({"document_kind": "", "recipient": "清江区卫生健康委员会"}, ""),
    ],
)
def test_what_the_form_takes(application, office, client, fields, told):
    client.force_login(office)
    url = reverse("campaigns:application_edit", args=[application.pk])
    answer = client.post(url, given(read_version=application.version, **fields))
    assert answer.status_code == (422 if told else 302) and told in answer.text


def test_brackets_of_a_number_are_put_right(application, office, client):
    client.force_login(office)
    url = reverse("campaigns:application_edit", args=[application.pk])
    client.post(url, given(read_version=application.version))
    assert Application.objects.get().document_number == "示府函〔2026〕8号"


def test_what_is_on_its_way_is_not_changed(sent, office, cadre, client):
    url = reverse("campaigns:application_edit", args=[sent.pk])
    for user in (office, cadre):
        client.force_login(user)
        page = client.get(sent.get_absolute_url())
        assert url not in page.text
        assert client.post(url, given(read_version=sent.version)).status_code == 422
    assert Application.objects.get().deeds == sent.deeds


def test_the_page_tells_what_still_stands_in_the_way(application, office, client):
    Evaluation.objects.update(status="settled")
    client.force_login(office)
    page = client.get(application.get_absolute_url())
    assert page.context["hindrances"] and page.context["hindrances"][0] in page.text


def test_for_a_level_not_reached_there_is_no_form(evaluation, running, office, client):
    client.force_login(office)
    level = running.levels.get(code="MODEL_CITY")
    args = [running.pk, evaluation.pk, level.pk]
    assert client.get(reverse("campaigns:application_create", args=args)).status_code == 404


def test_the_district_sees_the_township_in_its_list_and_may_choose_one(
    sent, district, office, client
):
    url = reverse("campaigns:applications")
    client.force_login(district)
    page = client.get(url)
    assert ">清河镇<" in page.text and "全部镇" in page.text
    assert "万顺村" in client.get(url, {"township": sent.village.township_id}).text
    assert "万顺村" not in client.get(url, {"status": "refused"}).text
    client.force_login(office)
    assert "全部镇" not in client.get(url).text


def test_the_districts_workbook_has_a_head_over_every_cell(sent, district, client):
    client.force_login(district)
    answer = client.get(reverse("campaigns:applications"), {"format": "xlsx"})
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    head, row = list(book["列表"].iter_rows(values_only=True))[-2:]
    told = dict(zip(head, row, strict=True))
    assert (told["村（居）"], told["镇"], told["年度"]) == ("万顺村", "清河镇", "2026")


def test_the_district_reads_no_history_of_the_townships_work(sent, district, office, client):
    client.force_login(district)
    page = client.get(sent.get_absolute_url())
    assert page.context["history"] == [] and "hindrances" not in page.context
    client.force_login(office)
    assert client.get(sent.get_absolute_url()).context["history"]


def test_who_reviews_for_the_district_and_looks_on_in_one_township_stays_outside_the_others(
    district, township, other_township
):
    district.memberships.create(role="observer", township=other_township)
    user = type(district).objects.get(pk=district.pk)
    assert is_district(user, township)
    assert not is_district(user, other_township) and not is_district(user)
