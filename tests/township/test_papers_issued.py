"""What was issued is printed again as it was issued."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Rectification
from campaigns.workflows.rectification import demand
from tests.villages import way
from township.history import frozen
from township.papers.composing import compose
from township.papers.errors import PaperTemplateError
from township.papers.issued import IssuedPaper, as_issued, issue_paper, printed
from villages.models import Posting
from villages.papers import letters
from villages.workflows.filing import FILING
from villages.workflows.posting import POSTING

VALUES = {
    "committee": "万顺村村民委员会",
    "source": "日常检查",
    "problems": [{"indicator": "—", "fact": "没有公开", "demand": "补", "due_on": None}],
    "contact": "张三",
    "organ": "清溪镇人民政府",
    "author": "清溪镇人民政府",
    "on": datetime.date(2026, 11, 5),
}


def rename_organ(township):
    township.settings = township.settings | {"organ": "新名镇人民政府"}
    township.save()


def test_the_reprint_is_the_original_in_every_format(village, township):
    original = compose("rectification", VALUES, township)
    issue_paper("rectification", village, VALUES, township)
    again = as_issued("rectification", village)
    assert again == original
    assert (again.pdf(), again.docx(), again.text()) == (
        original.pdf(),
        original.docx(),
        original.text(),
    )


def test_the_last_issue_counts_and_a_draft_is_composed_anew(village, township):
    def now(row):
        return VALUES | {"contact": "今天"}

    assert "今天" in printed("rectification", village, now, township).text()
    for contact in ("第一次", "第二次"):
        issue_paper("rectification", village, VALUES | {"contact": contact}, township)
    assert "第二次" in printed("rectification", village, now, township).text()
    assert "今天" in printed("rectification", village, now, township, is_out=False).text()
    assert as_issued("posting", village) is None


def test_what_cannot_be_printed_is_not_issued(village, township):
    with pytest.raises(PaperTemplateError):
        issue_paper("no_such_paper", village, VALUES, township)
    assert not IssuedPaper.objects.exists()


def test_the_database_keeps_what_was_issued(village, township):
    kept = issue_paper("rectification", village, VALUES, township)
    frozen.install_triggers(using=connection.alias)
    for change in (lambda: IssuedPaper.objects.update(text="改"), kept.delete):
        with pytest.raises(IntegrityError, match="文书已经发出"), transaction.atomic():
            change()


def test_what_the_office_decides_on_a_text_stays_as_it_was_handed_out(
    client, village, cadre, office, township
):
    filing = FILING.perform("submit", way.adopted(village, cadre).filing, by=cadre)
    filing.checks.update(result="met")
    filing.flags.all().delete()
    filing = FILING.perform("accept", filing, by=office, receipt_no="2026-001")
    rename_organ(township)
    client.force_login(office)
    for name in ("letter", "receipt"):
        url = reverse("villages:filing_paper", args=[filing.pk, name])
        text = client.get(url, {"format": "txt"}).text
        assert "新名镇" not in text and "万顺村自治章程" in text


def test_a_demand_and_a_posting_stay_as_they_went_out(village, office, cadre, township):
    today = timezone.localdate()
    row = Rectification(village=village, fact="没有公开", demand="补", due_on=today)
    demand(row, by=office)
    rename_organ(township)
    assert "新名镇" not in as_issued("rectification", row).text()
    posting = Posting.objects.create(
        village=village,
        kind="other",
        title="通知",
        posted_on=today,
        until=today + datetime.timedelta(days=15),
        place="村委会",
    )
    assert as_issued("public_notice", posting) is None
    posting = POSTING.perform("post", posting, by=cadre)
    Posting.objects.filter(pk=posting.pk).update(place="别处")
    posting.refresh_from_db()
    assert "别处" not in printed("public_notice", posting, letters.posting, township).text()
