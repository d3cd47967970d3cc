"""The official paper of a standard: kept beside the version, also after it was handed down."""

from datetime import date

import pytest

from campaigns.acts import standard_document as standard_document_acts
from campaigns.models import StandardDocument, StandardVersion
from campaigns.workflows.standard import STANDARD
from tests.campaigns.conftest import scan
from township.files.storing import keep_composed
from township.history.models import Entry

pytestmark = pytest.mark.django_db


def paper(version, number):
    file = keep_composed(scan(number).getvalue(), "标准.docx")
    return StandardDocument(
        version=version,
        title="合格村标准",
        number=number,
        dated=date(2026, 2, 1),
        issuer="江南区人民政府",
        file=file,
        file_name="标准.docx",
    )


def test_the_last_one_registered_is_in_force_and_told(drafted, office):
    version = StandardVersion.objects.get(standard__campaign=drafted, standard__code="QUALIFIED")
    version = STANDARD.perform("issue", version, by=office)
    assert version.document is None and version.proposed
    for number in ("江府发〔2026〕8号", "江府发〔2026〕9号"):
        fresh = StandardVersion.objects.get(pk=version.pk)
        standard_document_acts.register(paper(fresh, number), by=office)
    fresh = StandardVersion.objects.get(pk=version.pk)
    assert (fresh.document.number, fresh.proposed) == ("江府发〔2026〕9号", "")
    assert fresh.cited == f"{fresh}（江府发〔2026〕9号）"
    told = Entry.objects.about(version).first().summary
    assert told.endswith("代替《合格村标准》（江府发〔2026〕8号）")
    assert StandardDocument.objects.filter(version=version).count() == 2
