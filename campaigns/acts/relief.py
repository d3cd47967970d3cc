"""An evaluator who cannot go on: all open sheets of a round go to a colleague, or are set aside.

What was handed in stays signed and counts.
"""

from collections.abc import Iterable

from django.db import transaction

from campaigns.models import Round, Sheet
from campaigns.workflows.sheet import SHEET
from township.users.models import User
from township.workflow import Refused


@transaction.atomic
def relieve(
    round: Round, evaluator: User, *, to: User | None, reason: str, by: User
) -> tuple[int, list[str]]:
    """Each open sheet of `evaluator` goes to `to`; without one, or where `to` cannot take it, it is
    set aside. Returns (how many went on, sentences on those that did not).

    Raises Refused where there is none.
    """
    rows = Sheet.objects.left_in(round).filter(scorer=evaluator)
    sheets = list(rows.select_related("evaluation__village").order_by("evaluation__village__order"))
    if not sheets:
        raise Refused(f"{evaluator}在{round}里没有还没提交的评分表。")
    told = [fault for sheet in sheets for fault in _relieved(sheet, to, reason, by)]
    return len(sheets) - len(told), told


def _relieved(sheet: Sheet, to: User | None, reason: str, by: User) -> Iterable[str]:
    if to is not None:
        try:
            with transaction.atomic():
                SHEET.perform("pass_on", sheet, by=by, to=to, reason=reason)
        except Refused as refusal:
            yield f"{sheet.evaluation.village}的评分表已停用：{''.join(refusal.reasons)}"
        else:
            return
    SHEET.perform("set_aside", sheet, by=by, reason=reason)
