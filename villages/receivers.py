"""What follows in the village from a vote and from the township's decision."""

from datetime import timedelta

from township.workflow import on
from villages.models import Filing, Motion, Posting
from villages.options import filing_authorities
from villages.papers.letters import issue_posting
from villages.workflows.filing import FILING, issue_decision
from villages.workflows.text import TEXT

__all__ = ["FILING"]


@on("motion.close")
def carry_out_vote(motion, by, given):
    """A passed text is adopted, a failed one goes back to the draft. Without a quorum or before
    the wrong body nothing was decided: the text waits for another meeting."""
    version = motion.text_version
    if version is None:
        return
    if motion.status == Motion.Status.PASSED:
        TEXT.perform("adopt", version, by=by, vote=motion)
    elif motion.status == Motion.Status.FAILED:
        TEXT.perform("revert", version, by=by, reason=f"{motion.meeting}表决未通过")


@on("text.adopt")
def start_clock(version, by, given):
    """The days for submitting run from the day of adoption."""
    township = version.village.township
    Filing.objects.create(
        township=township,
        text_version=version,
        authority=filing_authorities(version.village)[0],
        due_on=version.adopted_on + timedelta(days=township.setting("filing_days")),
    )


@on("text.lapse", "text.supersede")
def close_filing(version, by, given):
    """A text that is no more is neither handed in nor decided on."""
    for filing in Filing.objects.waiting().filter(text_version=version):
        FILING.perform("close", filing, by=by)


@on("filing.accept")
def mark_filed(filing, by, given):
    TEXT.perform("file", filing.text_version, by=by)


@on("filing.order_correction", "filing.sign_order_correction")
def mark_correcting(filing, by, given):
    """Once the order is out: while it lies before the leader, the text stays as it is."""
    if filing.status != Filing.Status.CORRECTING:
        return
    TEXT.perform("order_correction", filing.text_version, by=by)


@on("correction.carry_out")
def issue_corrected(correction, by, given):
    """What went out is printed as corrected; as it was before, it stays in the archive."""
    row = given["row"]
    if isinstance(row, Posting):
        issue_posting(row)
    elif isinstance(row, Filing):
        issue_decision(row)
