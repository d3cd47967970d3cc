"""What each act of a village leaves on paper: the parts of its record, to be set as PDF/A.

Serves the plan's task four (会议的记录和表决记录、草稿、征求意见稿和定稿). The values are those of
the village's own papers, so what is filed is what was printed; the same act leaves the same bytes.
"""

from archives.models import Part
from archives.papers.part import NewPart
from township.papers.composing import draw_up, paper_of
from villages.models import Prereview
from villages.papers import letters
from villages.papers import meeting as meeting_papers
from villages.rules import clauses

Kind = Part.Kind


def leaf(name, paper, values, village, *, key, kind=Kind.BODY):
    """A NewPart with the words of a paper, of which its file will be set.

    Raises: PaperTemplateError as `compose` does: what cannot be printed is not filed.
    """
    drawn = draw_up(paper, values, village.township)
    return NewPart(name, drawn, f"{paper_of(drawn).stem}.pdf", kind=kind, key=key)


def attachment(name, file, file_name, *, key):
    """A NewPart of a kept file; pictures are photos."""
    kind = Kind.PHOTO if file.is_image else Kind.ATTACHMENT
    return NewPart(name, file, file_name, kind=kind, key=key)


def of_meeting(meeting):
    """会议记录 and the sheet for signatures; the signed sheet is added as a photo."""
    village = meeting.village
    return [
        leaf("会议记录", "minutes", meeting_papers.minutes(meeting), village, key="minutes"),
        leaf(
            "签到册",
            "sign_in",
            meeting_papers.sign_in(meeting),
            village,
            key="sign_in",
            kind=Kind.SIGN_IN,
        ),
    ]


def of_vote(motion):
    """表决记录: counts, findings under the law of the day, tellers."""
    values = meeting_papers.vote_record(motion)
    return [leaf("表决记录", "vote_record", values, motion.meeting.village, key="vote")]


def stage(row):
    """草稿, 征求意见稿 or 定稿 in the words in which it was fixed."""
    version, word = row.text_version, row.get_stage_display()
    preface, chapters = letters.chapters(clauses.cut(row.text), version.text.title)
    values = letters.text(version) | {
        "stage": word,
        "preface": preface,
        "chapters": chapters,
        "on": row.fixed_on,
    }
    return leaf(word, "text", values, version.village, key=row.stage, kind=row.stage)


def consultation(version):
    """征求意见汇总 of the running round."""
    values = letters.consultation(version)
    return leaf("征求意见汇总", "consultation", values, version.village, key="opinions")


def of_final(row):
    """What a text was settled upon, and the text: opinions of the people and of the township, which
    could be taken back until then."""
    version = row.text_version
    given = version.prereviews.filter(round=version.round, status=Prereview.Status.GIVEN)
    return [consultation(version), *map(prereview, given), stage(row)]


def prereview(row):
    """审核意见 on the draft, before the vote."""
    values = letters.prereview_opinion(row)
    kind = Kind.ATTACHMENT
    return leaf(
        "审核意见", "prereview_opinion", values, row.village, key=f"prereview-{row.pk}", kind=kind
    )


def of_prior(prior):
    """补录登记表 of a text in force before the system, and the text itself where its words are
    known."""
    version = prior.text_version
    sheet = letters.prior_adoption(prior)
    found = [leaf("既有文本登记表", "fact_sheet", sheet, version.village, key="prior")]
    if version.draft:
        words = letters.text(version) | {"stage": "既有文本"}
        found.append(leaf("正文", "text", words, version.village, key="words", kind=Kind.FINAL))
    return found


def of_filing(filing):
    """备案报告 and 审查表 with 备案回执 or 责令改正通知书."""
    village, kind = filing.text_version.village, Kind.ATTACHMENT
    letter = leaf(
        "备案报告",
        "filing_letter",
        letters.filing_letter(filing),
        village,
        key="filing_letter",
        kind=kind,
    )
    review = leaf(
        "合法性审查表",
        "review_sheet",
        letters.review_sheet(filing),
        village,
        key="review",
        kind=kind,
    )
    if filing.receipt_no:
        values = letters.filing_receipt(filing)
        return [
            letter,
            review,
            leaf("备案回执", "filing_receipt", values, village, key="receipt", kind=kind),
        ]
    values = letters.correction_order(filing)
    return [
        letter,
        review,
        leaf("责令改正通知书", "correction_order", values, village, key="correction", kind=kind),
    ]


def of_posting(row):
    """The posted sheet and the photo of it on the board."""
    parts = [leaf("公示", "public_notice", letters.posting(row), row.village, key="posting")]
    if row.photo:
        parts.append(attachment("张贴照片", row.photo, row.photo_name, key="photo"))
    return parts
