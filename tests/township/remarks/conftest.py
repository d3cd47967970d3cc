"""A row of every noun on which remarks are made, in a round that is being scored."""

import pytest
from django.utils import timezone

from archives.acts.record import file_fact
from campaigns.acts import assignment as assignment_acts
from campaigns.models import Receipt, Sheet
from tests.campaigns.assignments import issued
from tests.campaigns.rounds import *  # noqa: F403
from tests.villages import way


@pytest.fixture
def record(campaign, village, cadre):
    return file_fact(village, "BZC", source="", title="处理决定", on=timezone.localdate(), by=cadre)


@pytest.fixture
def filing(village, cadre):
    return way.submitted(village, cadre)


@pytest.fixture
def meeting(village, cadre):
    return way.meeting(village, cadre)


@pytest.fixture
def receipt(campaign, village, office):
    issued(assignment_acts.compose(campaign, 2025, by=office), office)
    return Receipt.objects.get(village=village)


@pytest.fixture
def self_sheet(scoring, village):
    return Sheet.objects.get(evaluation__village=village, kind="self")


@pytest.fixture
def sheet(scoring, village):
    return Sheet.objects.of_evaluators().get(evaluation__village=village)


@pytest.fixture
def matters(record, filing, meeting, receipt, self_sheet, sheet):
    """{what it is called here: the row}."""
    return {
        "record": record,
        "text": filing.text_version,
        "meeting": meeting,
        "filing": filing,
        "receipt": receipt,
        "self sheet": self_sheet,
        "sheet": sheet,
    }
