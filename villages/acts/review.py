"""The township's review of a text: its twelve items, prefilled with what the records say.

Serves 村民委员会组织法第三十一条. The system only proposes what follows from its own records; every
result is the reviewer's, who alone answers for it.
"""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from township.access.interest import against_deciding
from township.history.chain import record
from township.users.models import User
from township.workflow import Refused
from villages.models import Filing, FilingCheck
from villages.queries.review import proposals
from villages.rules.legality import CHECKLIST

Result = FilingCheck.Result


def open_checks(filing: Filing) -> list[FilingCheck]:
    """The twelve rows of a submitted filing; what the records prove is filled in."""
    found = proposals(filing.text_version)
    return FilingCheck.objects.bulk_create(
        FilingCheck(
            filing=filing,
            number=item.number,
            key=item.key,
            item=item.question,
            basis=item.law_of(filing.village.is_community),
            hint=found[item.key].sentence,
            result=found[item.key].compliance or Result.UNSEEN,
            comment=found[item.key].sentence if found[item.key].compliance == Result.UNMET else "",
        )
        for item in CHECKLIST
    )


@transaction.atomic
def save_checks(filing: Filing, results: Mapping[int, Mapping[str, str]], *, by: User) -> None:
    """Save the reviewer's results: {number: {"result", "clause", "comment"}}.

    Raises Refused when the filing is decided, or when something fails without a comment.
    """
    row = Filing.objects.select_for_update(of=("self",)).get(pk=filing.pk)
    if row.status != Filing.Status.SUBMITTED:
        raise Refused(f"现在的状态是“{row.get_status_display()}”，不能再改审查表。")
    if row.submitted_by_id == by.pk:
        raise Refused("报送人不能审查自己报送的文本。")
    if faults := list(against_deciding(row.village, by)):
        raise Refused(faults)
    for check in row.checks.all():
        given = results.get(check.number)
        if given is None:
            continue
        if given["result"] == Result.UNMET and not given["comment"].strip():
            raise Refused(f"第{check.number}项不符合，请写明哪里不符合。")
        for name, value in given.items():
            setattr(check, name, value)
        check.save(update_fields=list(given))
    if row.review_began_at is None:
        Filing.objects.filter(pk=row.pk).update(review_began_at=timezone.now())
    record("filing.check", row, by, f"填写审查表：{row}")
