"""What the acceptance team notes about single indicators before it decides (dossier §5: 验收表)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db import transaction

from campaigns.models import Application
from township.access.interest import against_deciding
from township.history.chain import record, remove_row
from township.users.models import User
from township.workflow import Refused


def indicators_of(submission: Any) -> Any:
    """{code: line} of the frozen evaluation, in the standard's order."""
    return {line["code"]: line for line in submission.snapshot["result"].get("lines", ())}


def faults_of(check: Any) -> Iterator[tuple[str, str]]:
    """(field, sentence) of what cannot stand in points and problem of a finding."""
    if check.score < 0:
        yield "score", "得分不能小于0。"
    elif check.score > check.most:
        yield "score", f"“{check.name}”满分{check.most}分，不能打{check.score}分。"
    elif check.score < check.most and not check.problem.strip():
        yield "problem", "扣了分的，请写明问题。"


@transaction.atomic
def note_check(check: Any, *, by: User) -> Any:
    """Save what the team found on one indicator; noting it again replaces the former finding."""
    submission = _open(check.submission, by)
    line = indicators_of(submission).get(check.code)
    if line is None:
        raise Refused("报送的考评表里没有这项指标。")
    check.name, check.most, check.noted_by = line["name"], Decimal(line["full"]), by
    if faults := list(faults_of(check)):
        raise Refused([sentence for _, sentence in faults])
    submission.checks.filter(code=check.code).delete()
    check.save()
    application = submission.application
    record("application.check_note", application, by, f"登记核查项目：{application}，{check}")
    return check


@transaction.atomic
def remove_check(check: Any, *, by: User) -> None:
    """Take back what the team found on one indicator. Refused once it is decided."""
    submission = _open(check.submission, by)
    about = submission.application
    remove_row("application.check_remove", check, by, f"删除核查项目：{check}", about=about)


def _open(submission, by):
    """The submission with its application locked; Refused unless the district is deciding."""
    application = Application.objects.select_for_update(of=("self",)).get(
        pk=submission.application_id
    )
    if faults := list(against_deciding(application.village, by)):
        raise Refused(faults)
    newest = application.submissions.first()
    if application.status != Application.Status.DISTRICT or newest.pk != submission.pk:
        raise Refused("区里已经作出结论，核查项目不能再改。")
    newest.application = application
    return newest
