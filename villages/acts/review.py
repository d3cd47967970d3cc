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
from villages.models import Filing, FilingCheck, FilingFlag
from villages.queries.demand import demands, questions_asked
from villages.queries.review import alarms, proposals
from villages.rules.kinds import Alarm
from villages.rules.legality import CHECKLIST

Result = FilingCheck.Result
Judgement = FilingFlag.Judgement
ADVICE = "“{}”的要求，供改进；不作为不予备案、责令改正的依据"
# A text that raises more is read as a whole; the gravest are kept for judgement.
MOST_FLAGS = 200


def open_checks(filing: Filing) -> list[FilingCheck]:
    """The twelve rows of a submitted filing, what the records prove filled in; behind them what
    campaigns want looked at."""
    found = proposals(filing.text_version)
    asked = questions_asked(demands(filing.township))
    rows = [
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
    ]
    rows += [
        FilingCheck(
            filing=filing,
            number=number,
            key=question.code,
            item=question.question,
            basis=question.basis,
            hint=ADVICE.format(campaign),
            is_advice=True,
        )
        for number, (campaign, question) in enumerate(asked, len(CHECKLIST) + 1)
    ]
    return FilingCheck.objects.bulk_create(rows)


def open_flags(filing: Filing) -> list[FilingFlag]:
    """The flags of a submitted filing as rows to be judged, in reading order."""
    found = alarms(filing.text_version)
    if len(found) > MOST_FLAGS:
        grave_first = sorted(found, key=lambda flag: flag.alarm != Alarm.UNLAWFUL)
        found = sorted(grave_first[:MOST_FLAGS], key=lambda flag: (flag.at, flag.start))
    return FilingFlag.objects.bulk_create(
        FilingFlag(
            filing=filing,
            number=number,
            rule=flag.rule.key,
            item=flag.item,
            place=flag.place,
            phrase=flag.phrase,
            act=flag.act,
            why=flag.why,
            law=flag.law_of(filing.village.is_community),
            instead=flag.instead,
            alarm=flag.alarm,
        )
        for number, flag in enumerate(found, start=1)
    )


@transaction.atomic
def save_checks(
    filing: Filing,
    results: Mapping[int, Mapping[str, str]],
    judgements: Mapping[int, Mapping[str, str]] | None = None,
    *,
    by: User,
) -> None:
    """Save the reviewer's results: {number: {"result", "clause", "comment"}}, and what he makes of
    the flags: {number: {"judgement", "reason"}}.

    Raises Refused when the filing is decided, when something fails without a comment, or a flag
    is overruled without a reason.
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
    _judge(row, judgements or {}, by)
    if row.review_began_at is None:
        Filing.objects.filter(pk=row.pk).update(review_began_at=timezone.now())
    record("filing.check", row, by, f"填写审查表：{row}")


def _judge(filing: Filing, judgements: Mapping[int, Mapping[str, str]], by: User) -> None:
    """Keep each judgement that changed; a grave flag that is overruled has an entry of its own."""
    for flag in filing.flags.filter(number__in=judgements):
        judgement = judgements[flag.number]["judgement"]
        reason = judgements[flag.number].get("reason", "").strip()
        if judgement == Judgement.UPHELD:
            reason = reason or flag.why
        if judgement == Judgement.OVERRULED and not reason:
            raise Refused(f"{flag}判断为不是问题，请用一句话说明理由。")
        if judgement == Judgement.OPEN:
            reason = ""
        if (judgement, reason) == (flag.judgement, flag.reason):
            continue
        flag.judgement, flag.reason = judgement, reason
        is_judged = judgement != Judgement.OPEN
        flag.judged_by, flag.judged_at = (by, timezone.now()) if is_judged else (None, None)
        flag.save(update_fields=["judgement", "reason", "judged_by", "judged_at"])
        if judgement == Judgement.OVERRULED and flag.is_grave:
            record("filing.overrule", filing, by, f"{flag}（{flag.act}）判断为不是问题：{reason}")
