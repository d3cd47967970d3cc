"""Whether an application was posted in the township as it has to be."""

from collections.abc import Iterator
from datetime import date

from campaigns.models import Application, Evaluation, NoticeObjection
from township.dates import cn_date
from township.workflow import Mendable


def announced_levels(evaluation: Evaluation) -> list[str]:
    """Codes of the levels that the announcement of the evaluation told of, lowest first."""
    told, codes = evaluation.recognised, []
    for one in evaluation.outcomes if told else ():
        codes.append(one["level"])
        if one["name"] == told:
            return codes
    return []


def needs_own(application: Application) -> bool:
    """Whether the application has to be posted by itself."""
    if application.campaign.setting("application_own_notice"):
        return True
    return application.level.code not in announced_levels(application.evaluation)


def reasons_against(application: Application, on: date) -> Iterator[str]:
    """Why the announcement does not yet let the application go to the district; three queries."""
    notice = application.notices.first()
    if notice is None:
        if needs_own(application):
            told = f"{application}还没有在镇内公示，请办公室先张贴拟申报公示。"
            yield Mendable(told, "campaigns:notice_create", application.pk)
        return
    states = list(notice.objections.values_list("status", flat=True))
    if on <= notice.until:
        end = notice.until
        yield f"拟申报公示到{cn_date(end)}结束，期满后才能报区。"
    if waiting := states.count(NoticeObjection.Status.OPEN):
        yield f"还有{waiting}件对拟申报公示的异议没有答复。"
    if NoticeObjection.Status.UPHELD in states:
        yield "对拟申报公示的异议成立，更正后要重新公示。"
