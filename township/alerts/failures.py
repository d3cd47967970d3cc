"""Work in the background that was not done is told to whoever asked for it."""

from django.dispatch import receiver
from django.urls import reverse
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished

from archives.acts.fixity import check_year
from archives.acts.scan import read_scans
from archives.acts.take_in import carry_on
from archives.models import ScanBatch, TakeIn
from campaigns.acts.workbook_batch import make_workbooks
from campaigns.models import WorkbookBatch
from township.alerts.models import AlertKind
from township.alerts.telling import Told, tell
from villages.models import Village


def _workbooks(pk):
    row = WorkbookBatch.objects.select_related("round__campaign__township").get(pk=pk)
    return row.made_by_id, row, f"生成{row}", row.get_absolute_url()


def _take_in(pk):
    row = TakeIn.objects.select_related("village__township").get(pk=pk)
    return row.made_by_id, row, f"收{row.village}的旧档", row.get_absolute_url()


def _read_scans(pk):
    row = ScanBatch.objects.select_related("village__township").get(pk=pk)
    return row.made_by_id, row, f"识别{row.village}的扫描件", row.get_absolute_url()


def _check_year(village, year, user):
    row = Village.objects.select_related("township").get(pk=village)
    return user, row, f"检测{row}{year}年档案", reverse("archives:fixity_runs")


# By task: its arguments → (user id, row, what it was, page).
ASKED = {
    make_workbooks.module_path: _workbooks,
    carry_on.module_path: _take_in,
    read_scans.module_path: _read_scans,
    check_year.module_path: _check_year,
}


@receiver(task_finished, dispatch_uid="township.alerts.failures")
def tell_of_failure(sender, task_result, **kwargs):
    asked = ASKED.get(task_result.task.module_path)
    if asked is None or task_result.status != TaskResultStatus.FAILED:
        return
    user, row, what, path = asked(*task_result.args)
    tell([
        Told(
            user=user,
            key=f"failed:{task_result.id}",
            kind=AlertKind.FAILED,
            row=row,
            title=f"没有做成：{what}",
            hint="打开再做一次；还是不成的，请联系平台管理员。",
            path=path,
        )
    ])  # fmt: skip
