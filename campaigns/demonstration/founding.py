"""The campaign gets its basis document, starts, and hands down its standards and tasks."""

import io
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from docx import Document

from campaigns.acts import assignment as assignment_acts
from campaigns.acts import plan as plan_acts
from campaigns.demonstration.self_governance import TEXTS
from campaigns.models import (
    Assignment,
    BasisDocument,
    Campaign,
    Decision,
    Receipt,
    StandardVersion,
)
from campaigns.workflows.assignment import ASSIGNMENT
from campaigns.workflows.campaign import CAMPAIGN
from campaigns.workflows.plan import PLAN
from campaigns.workflows.receipt import RECEIPT
from campaigns.workflows.standard import STANDARD
from township.files.storing import keep_composed
from township.workflow import at_once


def word_file(title, *paragraphs):
    """A small Word document, stored; returns (StoredFile, name)."""
    document = Document()
    document.add_heading(title, level=1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    name = f"{title}.docx"
    return keep_composed(stream.getvalue(), name), name


def start_campaign(campaign, cast):
    """Complete what the plan leaves blank, start the campaign; returns it."""
    year = campaign.first_year
    document = BasisDocument.objects.get(campaign=campaign)
    file, file_name = word_file("创建活动实施方案的通知", "演示用文件，内容虚构。")
    BasisDocument.objects.filter(pk=document.pk).update(
        number=f"示区委发〔{year}〕26号",
        dated=f"{year}-01-06",
        file=file,
        file_name=file_name,
    )
    Decision.objects.filter(campaign=campaign).update(dated=f"{year}-01-20")
    CAMPAIGN.perform("start", campaign, by=cast["office"])
    return Campaign.objects.get(pk=campaign.pk)


def issue_plan_and_standards(campaign, cast):
    """Signed for by every village in the first spring."""
    on = date(campaign.first_year, 2, 10)
    plan = plan_acts.draft(campaign, by=cast["office"])
    plan.text = (TEXTS / "plan.txt").read_text(encoding="utf-8").strip()
    plan.save(update_fields=["text"])
    PLAN.perform("issue", plan, by=cast["office"], on=on)
    drafts = StandardVersion.objects.filter(
        standard__campaign=campaign, status=StandardVersion.Status.DRAFT
    )
    for version in drafts:
        STANDARD.perform("issue", version, by=cast["office"], on=on)
    sign_for(cast, on)


def hand_down(campaign, cast, year, *, unsigned=()):
    """Issue the assignment of `year`; villages sign, but for `unsigned`."""
    office, day = cast["office"], min(date(year, 2, 10), timezone.localdate())
    assignment = assignment_acts.compose(campaign, year, by=office)
    Assignment.objects.filter(pk=assignment.pk).update(number=f"示府发〔{year}〕5号")
    ASSIGNMENT.perform("issue", assignment, by=office, on=day)
    sign_for(cast, day, unsigned=unsigned)


@at_once()
def sign_for(cast, on, *, unsigned=()):
    """Villages sign for what was handed down on the day `on`, one sooner and one later."""
    for days, (village, cadre) in enumerate(cast.villages.values(), 1):
        if village.name not in unsigned:
            on_paper = timezone.make_aware(datetime.combine(on + timedelta(days=days), time(9, 20)))
            for receipt in Receipt.objects.filter(village=village, status=Receipt.Status.PENDING):
                RECEIPT.perform("sign", receipt, by=cadre, at=min(on_paper, timezone.now()))
