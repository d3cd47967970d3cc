"""既有文本: a text in force since before the system is entered with what is known of its adoption.

Nobody of today acts for those who acted then: there is no consultation, no review and no meeting,
only who entered it, when, and from which papers. A later version begins from it like from any.
"""

from collections.abc import Iterator, Sequence

from django.db import transaction

from township.files.models import StoredFile
from township.history.chain import record
from township.today import after_today
from township.users.models import User
from township.workflow import Refused
from township.workflow.announcing import announce, fact
from villages.acts.attachment import attach
from villages.acts.soundness import save_sound
from villages.acts.text import cut_up, digest, keep_clauses
from villages.models import PriorAdoption, Text, TextVersion, Village
from villages.queries.prior_adoption import after_begin, count_faults, judge_prior
from villages.rules import clauses as cutting
from villages.workflows.text import TEXT

Files = Sequence[tuple[StoredFile, str]]
UNPROVED = "请上传扫描件或照片，或者粘贴全文；都还没有的，在凭据说明里写明原件存在哪里。"
PAPERS_ADDED = fact("text.add_papers")


@transaction.atomic
def enter_past_text(
    village: Village,
    kind: str,
    title: str,
    prior: PriorAdoption,
    *,
    by: User,
    words: str = "",
    files: Files = (),
) -> TextVersion:
    """A text adopted on `prior.on` with its papers, in force from the first; returns its version.

    `words` may be missing where there is a scan, and both where `prior.proof` says where the
    original lies: the scan comes later (`add_papers`). Raises Refused with every reason against it.
    """
    version = _begun(village, kind, title, prior)
    if faults := list(_against(prior, village, words, files)):
        raise Refused(faults)
    if words:
        found = cut_up(version, words)
        keep_clauses(version, found, {})
        version.draft = cutting.join(found)
        version.save(update_fields=["draft"])
    prior.text_version = version
    prior.enter(by)
    prior.question, prior.verdict = judge_prior(prior)
    save_sound(prior)
    attach(prior, files, by=by)
    told = {"sha256": _sum_of(version, prior, files), "has_papers": bool(files)}
    version = TEXT.perform("enter_past", version, by=by, **told)
    return TEXT.perform("enter_filed", version, by=by) if prior.filed_on else version


@transaction.atomic
def add_papers(prior: PriorAdoption, files: Files, *, by: User) -> PriorAdoption:
    """Papers that turned up after the text was entered; what is there already stays one."""
    attach(prior, files, by=by)
    told = f"{prior}补交凭据：{'、'.join(name for _, name in files)}"
    announce(PAPERS_ADDED, prior.text_version, by)
    record("text.add_papers", prior, by, told)
    return prior


def _sum_of(version, prior, files):
    """Of what the entry rests on: the words, else the first paper, else where the original lies."""
    if version.draft:
        return digest(version.draft)
    return files[0][0].sha256 if files else digest(prior.proof)


def _begun(village, kind, title, prior):
    """The text with an empty first version, resting on the charter of its day."""
    text = Text(village=village, kind=kind, title=title)
    text.begun_on = prior.on
    save_sound(text)
    charter = TextVersion.objects.charter_of(village, prior.on) if text.may_cite_charter else None
    version = TextVersion.objects.create(text=text, number=1, based_on=charter)
    prior.text_version = version
    return version


def _against(prior: PriorAdoption, village: Village, words: str, files: Files) -> Iterator[str]:
    yield from day_faults(prior)
    yield from count_faults(prior)
    yield from after_begin(village.township, prior.on)
    if not (words.strip() or files or prior.proof):
        yield UNPROVED


def day_faults(prior: PriorAdoption) -> Iterator[str]:
    """Days that cannot be true."""
    yield from after_today(prior.on, "通过日期")
    yield from after_today(prior.effective_on, "施行日期")
    if prior.effective_on and prior.effective_on < prior.on:
        yield "施行日期不能早于通过日期。"
    yield from after_today(prior.filed_on, "备案日期")
    if prior.filed_on and prior.filed_on < prior.on:
        yield "备案日期不能早于通过日期。"
