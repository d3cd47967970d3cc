"""Beginning 年度创建工作总结: one for a campaign's year."""

from django.db import transaction
from django.utils import timezone

from campaigns.models import Campaign, YearReport
from township.history.chain import record, remove_row
from township.users.models import User
from township.workflow import Refused


@transaction.atomic
def begin(campaign: Campaign, year: int, *, by: User) -> YearReport:
    """The report of a year of the campaign, begun now or before. Raises Refused."""
    if year not in campaign.years or year > timezone.localdate().year:
        raise Refused(f"{year}年不是这个活动已经开展的年度。")
    row, is_new = YearReport.objects.get_or_create(campaign=campaign, year=year)
    if is_new:
        record("year_report.create", row, by, f"起草：{row}")
    return row


@transaction.atomic
def remove(row: YearReport, *, by: User) -> None:
    """Delete the office's own words on a year; the figures are computed whenever one is begun."""
    remove_row("year_report.remove", row, by, f"删除：{row}")
