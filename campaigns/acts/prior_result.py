"""往年考评结果: a year's total and level are entered from their paper, without sheets."""

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from campaigns.models import Evaluation, PriorResult
from township.access.interest import against_deciding
from township.files.models import StoredFile
from township.history.chain import record
from township.users.models import User
from township.workflow import Refused
from township.workflow.announcing import announce, fact
from villages.acts.soundness import save_sound

RESULT_ENTERED = fact("evaluation.enter_past")


@transaction.atomic
def enter_past_result(
    row: PriorResult, *, by: User, upload: tuple[StoredFile, str] | None = None
) -> PriorResult:
    """Save a result filled in from its paper; returns it. Raises Refused with every reason."""
    if upload:
        row.file, row.file_name = upload
    row.enter(by)
    if faults := [*against_deciding(row.village, by), *_against(row)]:
        raise Refused(faults)
    save_sound(row)
    announce(RESULT_ENTERED, row, by)
    record("evaluation.enter_past", row, by, f"补录往年考评结果：{row}，{row.points}分")
    return row


def _against(row: PriorResult) -> Iterator[str]:
    yield from year_faults(row)
    yield from level_faults(row)


def year_faults(row: PriorResult) -> Iterator[str]:
    """The year is one of the campaign's, is over, and was not scored here."""
    years = row.campaign.years
    if row.year not in years:
        yield f"{row.campaign}是{years[0]}年至{years[-1]}年，没有{row.year}年度。"
    if row.year >= timezone.localdate().year:
        yield "只补录往年的结果；今年的在系统里考评。"
    scored = Evaluation.objects.current().filter(
        round__campaign=row.campaign, round__year=row.year, village=row.village
    )
    if scored.exists():
        yield f"{row.village}{row.year}年度已经在系统里考评，不用补录。"


def level_faults(row: PriorResult) -> Iterator[str]:
    """The level is one of the campaign's."""
    if row.level and row.level.campaign_id != row.campaign_id:
        yield "达到的级别不是这个活动的。"
