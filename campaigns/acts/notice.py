"""Announcing an application before it goes to the district (dossier §5: 镇内公示).

One is enough: what the announcement of the evaluation said of a village counts for that level and
the rungs below it. Any other level, or every one where the township so decides, is
posted by itself. An objection found right voids the announcement: correct, then post again.
"""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from campaigns.models import Application, Notice, NoticeObjection
from campaigns.papers import notice as notice_papers
from campaigns.queries.announcement import least_days, usual_days
from campaigns.rules.announcement import days_fault
from township.dates import cn_date
from township.history.chain import record
from township.papers.issued import issue_paper
from township.today import after_today
from township.users.models import User
from township.workflow import Refused
from villages.options import against_no_contact

POSTABLE = (
    Application.Status.DRAFT,
    Application.Status.RETURNED,
    Application.Status.OFFICE,
    Application.Status.LEADER,
)


@transaction.atomic
def post(
    application: Application,
    *,
    by: User,
    on: date | None = None,
    days: int | None = None,
    because: str = "",
) -> Notice:
    """Post the application for `days` (the township's setting by default); returns the Notice.

    One that was entered wrong is replaced while it hangs: `because` says what was wrong with it.
    """
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if late := after_today(on, "张贴日期"):
        raise Refused(late)
    on = on or timezone.localdate()
    days = days or usual_days(application.campaign)
    last = application.notices.first()
    if application.status not in POSTABLE:
        raise Refused(f"申报现在是“{application.get_status_display()}”，不能再公示。")
    if faults := list(against_no_contact(application.village.township)):
        raise Refused(faults)
    if fault := days_fault(days, least_days(application.campaign)):
        raise Refused(fault)
    if is_replacing := bool(last and on <= last.until and not _is_void(last)):
        _refuse_replacing(last, because)
    notice = Notice.objects.create(
        application=application,
        number=last.number + 1 if last else 1,
        since=on,
        until=on + timedelta(days=days - 1),
        posted_by=by,
    )
    issue_paper("posting", notice, notice_papers.notice(notice), application.village.township)
    told = f"张贴拟申报公示：{application}，共{days}天"
    if is_replacing:
        told += f"，上一次的作废：{because}"
    record("application.notice", application, by, told)
    return notice


def _refuse_replacing(notice, because):
    if not notice.is_running:
        end = cn_date(notice.until)
        raise Refused(f"上一次公示到{end}结束，张贴日期要在这一天以后。")
    if notice.objections.exists():
        raise Refused("已经收到对这次公示的异议，不能作废；请先答复，异议成立的再重新公示。")
    if not because:
        end = cn_date(notice.until)
        raise Refused(f"这份申报正在公示，到{end}结束。登记错了的，写明哪里错了，再重新公示。")


def hangs(application: Application) -> bool:
    """Whether one hangs today that counts: it is replaced only where it was entered wrong."""
    last = application.notices.first()
    return bool(last and last.is_running and not _is_void(last))


def _is_void(notice):
    return notice.objections.filter(status=NoticeObjection.Status.UPHELD).exists()


@transaction.atomic
def take_objection(objection: NoticeObjection, *, by: User) -> NoticeObjection:
    """Register an objection that reached the office while the notice hangs; returns it."""
    notice = objection.notice
    if not notice.since <= objection.received_on <= notice.until:
        raise Refused(f"异议要在公示期内提出（{cn_date(notice.since)}至{cn_date(notice.until)}）。")
    if late := after_today(objection.received_on, "收到日期"):
        raise Refused(late)
    if notice.application.status not in POSTABLE:
        raise Refused("申报已经报区或者办结，不能再登记公示异议。")
    objection.save()
    record("notice_objection.make", objection, by, f"登记公示异议：{objection}")
    return objection
