"""The campaign gets its basis document, starts, and hands down its standards and tasks."""

import io

from docx import Document

from campaigns.models import BasisDocument, Campaign, Decision
from campaigns.workflows.campaign import CAMPAIGN
from township.files.storing import store


def word_file(title, *paragraphs):
    """A small Word document, stored; returns (StoredFile, name)."""
    document = Document()
    document.add_heading(title, level=1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    stream.seek(0)
    name = f"{title}.docx"
    return store(stream, name), name


def found(campaign, cast):
    """Complete what the plan leaves blank, start the campaign; returns it."""
    year = campaign.first_year
    document = BasisDocument.objects.get(campaign=campaign)
    file, file_name = word_file("创建活动实施方案的通知", "演示用文件，内容虚构。")
    BasisDocument.objects.filter(pk=document.pk).update(
        number=f"示卫发〔{year}〕26号",
        dated=f"{year}-01-06",
        file=file,
        file_name=file_name,
    )
    Decision.objects.filter(campaign=campaign).update(dated=f"{year}-01-20")
    CAMPAIGN.perform("start", campaign, by=cast["office"])
    return Campaign.objects.get(pk=campaign.pk)
