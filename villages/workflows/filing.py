"""When a text is submitted for 备案 and what the township may decide on it."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from township.access.interest import against_deciding, of_own_village
from township.dates import cn_date
from township.document_number import year_faults
from township.enumeration import first_of
from township.papers.issued import issue_paper
from township.today import after_today
from township.workflow import Mendable, Transition, Workflow
from township.workflow.sign_off import SignOff
from villages.acts.review import open_checks, open_flags
from villages.models import Filing, FilingCheck, TextVersion
from villages.options import filing_authorities
from villages.papers import letters
from villages.queries.review import demanded
from villages.workflows.text import vote_fell

Status = Filing.Status
Result = FilingCheck.Result


def _submit(filing, by, on=None, authority="", **given):
    filing.submitted_on = on or timezone.localdate()
    filing.submitted_by = by
    filing.authority = authority or filing.authority
    filing.save(update_fields=["submitted_on", "submitted_by", "authority"])
    open_checks(filing)
    open_flags(filing)
    _issue("filing_letter", filing, letters.filing_letter)


def _issue(name, filing, values_of):
    issue_paper(name, filing, values_of(filing), filing.township)


def issue_decision(filing: Filing) -> None:
    """Send out what was decided, also once more where it was put right."""
    if filing.receipt_no:
        _issue("filing_receipt", filing, letters.filing_receipt)
    else:
        _issue("correction_order", filing, letters.correction_order)


def _fallen(sentence):
    """What has not passed is no charter and no 村规民约, so there is nothing to file or to correct
    (村民委员会组织法第三十一条第一款、第三款): the text lapses, and its filing ends with it."""
    return f"表决更正后没有通过，{sentence}；请打开文本办“停止施行”，再重新表决。"


def _fell(user):
    fallen = TextVersion.objects.of_fallen_vote().filter(pk=OuterRef("text_version"))
    return Q(Exists(fallen))


def _may_submit(filing, by, on=None, authority="", **given):
    if vote_fell(filing.text_version):
        yield _fallen("不用报送备案")
    if authority and authority not in filing_authorities(filing.village):
        yield "不能报这个机关备案，请重新选择。"
    if on is None:
        return
    yield from after_today(on, "报送日期")
    if on < filing.text_version.adopted_on:
        yield "报送日期早于表决通过的日期，请检查。"


def _may_recall(filing, by, **given):
    if filing.review_began_at:
        yield "镇里已经开始审查，不能取回；文本有误的，请镇里责令改正。"


def _recall(filing, by, **given):
    filing.checks.all().delete()
    filing.flags.all().delete()
    filing.submitted_on = filing.submitted_by = None
    filing.save(update_fields=["submitted_on", "submitted_by"])


def _decided_by_another(filing, by):
    if filing.submitted_by_id == by.pk:
        yield "报送人不能审查自己报送的文本。"
    yield from against_deciding(filing.village, by)


def _is_barred(user):
    return _fell(user) | Q(submitted_by=user) | of_own_village("text_version__text__village")(user)


def _may_accept(filing, by, receipt_no=None, on=None, **given):
    yield from _decided_by_another(filing, by)
    if vote_fell(filing.text_version):
        yield _fallen("不能备案")
    asked = filing.checks.filter(is_advice=False)
    unseen = [str(check.number) for check in asked if check.result == Result.UNSEEN]
    failing = [str(check.number) for check in filing.checks.failing()]
    if unseen:
        told = f"审查表第{'、'.join(unseen)}项还没有结论。"
        yield Mendable(told, "villages:filing_checks", filing.pk)
    if failing:
        yield f"审查表第{'、'.join(failing)}项不符合，不能备案，应责令改正。"
    yield from _unsettled(filing)
    if receipt_no:
        rows = Filing.objects.filter(township=filing.township_id, receipt_no=receipt_no)
        if rows.exclude(pk=filing.pk).exists():
            yield f"备案编号{receipt_no}已经用过，请换一个。"
    yield from _wrong_day(filing, on)


def _unsettled(filing):
    """Flags that stand in the way: grave ones without a judgement, and those found right."""
    if unjudged := list(filing.flags.grave().unjudged()):
        names = first_of(unjudged, 1, "处")
        told = f"{names}提示应当改正，还没有判断；请在审查表里判断并说明理由。"
        yield Mendable(told, "villages:filing_checks", filing.pk)
    if upheld := list(filing.flags.upheld()):
        yield f"{first_of(upheld, 1, '处')}确有问题，不能备案，应责令改正。"


def _wrong_day(filing, on):
    yield from after_today(on)
    if on and on < filing.submitted_on:
        yield "日期早于报送日期，请检查。"


def _accept(filing, by, receipt_no=None, on=None, opinion="", **given):
    filing.receipt_no = receipt_no
    _decide(filing, by, on, opinion or "经审查，未发现与宪法、法律、法规相抵触的内容。")
    issue_decision(filing)


def _decide(filing, by, on, opinion):
    filing.opinion = opinion
    filing.decided_on = on or timezone.localdate()
    _save_reviewed(filing, by, "receipt_no", "opinion", "decided_on")


def _save_reviewed(filing, by, *fields):
    filing.decided_by, filing.decided_name = by, by.acting_name("filing.review")
    filing.save(update_fields=["decided_by", "decided_name", *fields])


def _may_order(filing, by, reason="", correct_by=None, on=None, order_no=None, **given):
    yield from _decided_by_another(filing, by)
    if vote_fell(filing.text_version):
        yield _fallen("不用责令改正")
    is_faulty = filing.checks.failing().exists() or filing.flags.upheld().exists()
    if not is_faulty:
        told = "审查表里没有“不符合”的项目。请先在审查表里写明哪一项不符合。"
        yield Mendable(told, "villages:filing_checks", filing.pk)
    last_day = correct_by or filing.correct_by
    if last_day and last_day <= (on or timezone.localdate()):
        yield f"改正期限（{cn_date(last_day)}）要在发出日期以后。"
    yield from _wrong_day(filing, on)
    yield from year_faults(order_no or filing.order_no, on or timezone.localdate())
    if order_no:
        rows = Filing.objects.filter(township=filing.township_id, order_no=order_no)
        if rows.exclude(pk=filing.pk).exists():
            yield f"文号{order_no}已经用过，请换一个。"


def _draft_order(filing, by, reason="", correct_by=None, on=None, order_no="", **given):
    days = filing.township.setting("correction_days")
    filing.correct_by = correct_by or (on or timezone.localdate()) + timedelta(days=days)
    filing.opinion = reason or "\n".join(demanded(filing))
    filing.order_no = order_no or filing.order_no
    _save_reviewed(filing, by, "correct_by", "opinion", "order_no")


def _order(filing, by, on=None, **given):
    filing.decided_on = on or timezone.localdate()
    filing.save(update_fields=["decided_on"])
    issue_decision(filing)


ORDER = SignOff(
    setting="sign_correction",
    township=lambda filing: filing.township,
    source=Status.SUBMITTED,
    waiting=Status.TO_SIGN,
    target=Status.CORRECTING,
    permission="filing.review",
    sign="filing.sign",
    guard=_may_order,
    not_by=_is_barred,
    draft=_draft_order,
    effect=_order,
)
FILING = Workflow(
    Filing,
    "filing",
    [
        Transition(
            "submit",
            "报送备案",
            (Status.TO_SUBMIT,),
            Status.SUBMITTED,
            "filing.submit",
            guard=_may_submit,
            not_by=_fell,
            effect=_submit,
            confirm="文本、会议记录和表决记录一并报送，由镇里审查。",
        ),
        Transition(
            "recall",
            "取回报送",
            (Status.SUBMITTED,),
            Status.TO_SUBMIT,
            "filing.submit",
            guard=_may_recall,
            effect=_recall,
            style="outline-secondary",
            confirm="镇里在审查表里写结论以前可以取回。",
            is_recall=True,
        ),
        Transition(
            "accept",
            "予以备案",
            (Status.SUBMITTED,),
            Status.FILED,
            "filing.review",
            guard=_may_accept,
            not_by=_is_barred,
            effect=_accept,
            style="success",
            confirm="备案后给出回执，结论不能再改。",
        ),
        Transition(
            "close",
            "终止备案",
            (Status.TO_SUBMIT, Status.SUBMITTED, Status.TO_SIGN),
            Status.CLOSED,
            "filing.close",
            is_inner=True,
        ),
        *ORDER.transitions(
            "order_correction",
            "责令改正",
            style="danger",
            confirm="村（社区）要制定新版本，重新征求意见和表决。结论发出后不能再改；"
            "本镇设置由领导签发的，先送领导。",
        ),
    ],
    brings=("township", "text_version__text__village__township"),
)
