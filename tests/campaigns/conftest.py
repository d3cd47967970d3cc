"""A campaign of the real preset, drafted and running."""

import io

import pytest
from docx import Document

from campaigns.demonstration.place import settle
from campaigns.models import BasisDocument, Campaign, Decision
from campaigns.rules import preset
from campaigns.workflows.campaign import CAMPAIGN
from township.files.storing import keep_composed
from villages.models import Village


@pytest.fixture(scope="session")
def plan():
    return preset.load("renkou-zizhi")


@pytest.fixture
def drafted(township):
    """The plan loaded into the office's township: six villages, eight targets, not started."""
    return settle(start=2026, township_code=township.code)


def scan(text="关于开展创建活动的通知"):
    """A small Word file, as an upload's stream."""
    document = Document()
    document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    stream.seek(0)
    return stream


@pytest.fixture
def running(drafted, office):
    """The same campaign, completed and started through the workflow."""
    file = keep_composed(scan().getvalue(), "通知.docx")
    BasisDocument.objects.filter(campaign=drafted).update(
        number="示卫发〔2026〕26号", dated="2026-01-05", file=file, file_name="通知.docx"
    )
    Decision.objects.filter(campaign=drafted).update(dated="2026-01-20")
    CAMPAIGN.perform("start", drafted, by=office)
    return Campaign.objects.get(pk=drafted.pk)


@pytest.fixture
def village(drafted):
    """万顺村 of the loaded plan, so that a cadre's village is one of the campaign's."""
    return Village.objects.get(township=drafted.township, name="万顺村")


@pytest.fixture
def other_village(drafted):
    return Village.objects.get(township=drafted.township, name="三水村")
