"""An honour is kept, revoked or taken down by a document, between its naming and today."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archives.models import Record
from campaigns.acts.honour import award
from campaigns.models import Honour, Review
from campaigns.workflows.honour import HONOUR
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY
from tests.campaigns.conftest import scan
from township.dates import years_later
from township.history.models import Entry
from township.workflow import Refused


def test_the_plaque_is_taken_back_only_by_a_document(accepted, office, client):
    honour = award(accepted, by=office, awarded_on=TODAY(), plaque_number="1", document_number="x")
    client.force_login(office)
    url = reverse("campaigns:honour_act", args=[honour.pk, "revoke"])
    answer = client.post(url, {"on": TODAY().isoformat(), "reason": "弄虚作假"})
    assert answer.status_code == 422
    HONOUR.perform(
        "revoke", honour, by=office, on=TODAY(), document_number="示卫发〔2026〕70号", reason="查实"
    )
    assert Honour.objects.get().status == Honour.Status.REVOKED
    assert Entry.objects.about(honour).count() == 2


def test_every_review_is_filed_with_its_document(accepted, office, client):
    honour = award(accepted, by=office, awarded_on=TODAY(), plaque_number="1", document_number="x")
    client.force_login(office)
    for act, word, count in (("keep", "保留", 2), ("remove", "摘牌", 2)):
        answer = client.post(
            reverse("campaigns:honour_act", args=[honour.pk, act]),
            {
                "on": TODAY().isoformat(),
                "document_number": "示卫发[2026]70号",
                "reason": "复审",
                "upload": SimpleUploadedFile("复审通知.docx", scan(word).getvalue()),
            },
        )
        assert answer.status_code == 302, answer.content.decode()
        review = Review.objects.first()
        record = Record.objects.get(source=f"review:{review.pk}")
        assert (record.category.code, record.document_number) == ("KPS", "示卫发〔2026〕70号")
        assert word in record.title and record.parts.count() == count
        page = client.get(honour.get_absolute_url()).content.decode()
        assert reverse("campaigns:review_file", args=[review.pk]) in page
    file = client.get(reverse("campaigns:review_file", args=[review.pk]))
    assert b"".join(file.streaming_content)[:2] == b"PK"
    file.close()


def test_a_review_lies_between_the_naming_and_today(accepted, office):
    honour = award(accepted, by=office, awarded_on=TODAY(), plaque_number="1", document_number="x")
    for days, reason in ((-1, "不能早于命名日期"), (1, "不能在今天之后")):
        on = TODAY() + datetime.timedelta(days=days)
        with pytest.raises(Refused, match=reason):
            HONOUR.perform("keep", honour, by=office, on=on, document_number="x", reason="复审")
    assert not Record.objects.filter(source__startswith="review:").exists()


@pytest.fixture
def honour(accepted, office):
    return award(accepted, by=office, awarded_on=TODAY(), plaque_number="1", document_number="x")


def reviewed_on(honour, act, by):
    given = {"on": TODAY(), "document_number": "示卫发〔2026〕70号", "reason": "复审"}
    return HONOUR.perform(act, honour, by=by, **given)


def test_a_honour_that_is_kept_begins_a_new_term(honour, office, township):
    township.settings |= {"rereview_years": 5}
    township.save()
    row = reviewed_on(honour, "keep", office)
    assert (row.status, row.review_on) == ("held", years_later(TODAY(), 5))
    assert row.reviews.get().result == "kept"


@pytest.mark.parametrize(("act", "status"), [("revoke", "revoked"), ("remove", "removed")])
def test_what_is_taken_back_keeps_its_term_and_is_reviewed_no_more(honour, office, act, status):
    row = reviewed_on(honour, act, office)
    assert (row.status, row.review_on) == (status, honour.review_on)
    for again in ("keep", "revoke", "remove"):
        with pytest.raises(Refused, match="现在的状态"):
            reviewed_on(row, again, office)
    assert Review.objects.count() == 1


def test_neither_leader_nor_district_takes_it_back(honour, leader, district):
    for user in (leader, district):
        with pytest.raises(PermissionDenied):
            reviewed_on(honour, "revoke", user)
