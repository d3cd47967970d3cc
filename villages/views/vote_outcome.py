"""What follows from a closed vote: where its text went, and what the village does now."""

from dataclasses import dataclass

from villages.models import Motion, TextVersion
from villages.rules.competence import SUPREME


@dataclass(frozen=True)
class Next:
    """The primary button of a page; without `url` there is nothing to press, only a sentence."""

    sentence: str
    label: str = ""
    url: str = ""
    tone: str = "active"
    reasons: tuple = ()


# Outcome of the vote → where its text stands by itself, what to do, tone.
AFTER = {
    Motion.Status.PASSED: (
        TextVersion.Status.ADOPTED,
        "《{text}》已通过，接着报送备案。",
        "good",
    ),
    Motion.Status.FAILED: (
        TextVersion.Status.DRAFT,
        "《{text}》未通过，已退回草稿。按会上的意见修改，重新征求意见、定稿，再开会表决。",
        "bad",
    ),
    Motion.Status.NO_QUORUM: (
        TextVersion.Status.FINAL,
        "到会人数不够，这次表决不算数。《{text}》不用改，另行召集{body}再表决。",
        "warn",
    ),
    Motion.Status.BLOCKED: (
        TextVersion.Status.FINAL,
        "这个会无权表决《{text}》，结果不生效。文本不用改，交给{body}表决。",
        "bad",
    ),
}


def body_for(version):
    """The kind of meeting that adopts such a text."""
    words = version.village.words
    return words.assembly if version.text.kind in SUPREME else words.representatives


def vote_told(motion):
    """The sentence on a closed vote, as long as its text stands where the vote left it; or ""."""
    version = motion.text_version
    if version is None or motion.status not in AFTER:
        return ""
    status, sentence, _ = AFTER[motion.status]
    if version.status != status:
        return ""
    return sentence.format(text=version.text, body=body_for(version).label)


def after_vote(motion):
    """The next step after a closed vote on a text, or None."""
    if sentence := vote_told(motion):
        version = motion.text_version
        tone = AFTER[motion.status][2]
        return Next(sentence, "打开文本", version.get_absolute_url(), tone=tone)
    return None


def last_vote(version):
    """The newest closed vote on a version whose sentence still holds, or None."""
    rows = version.motions.closed().select_related("meeting", "text_version__text__village")
    motion = rows.order_by("-closed_at", "-pk").first()
    return motion if motion and vote_told(motion) else None
