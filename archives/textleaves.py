"""What the way of a text leaves on paper: its stages, the consultation, the township's decision.

Serves the plan's twelve cells (four texts × three stages) and 村民委员会组织法第三十一条 (备案).
"""

from archives.leaves import Kind, leaf
from villages.clauses import cut
from villages.kinds import ClauseKind
from villages.models import FilingCheck


def stage(row):
    """草稿, 征求意见稿 or 定稿 as it was fixed, from its own words."""
    version = row.text_version
    values = {
        "title": f"{version.village}{version.text}",
        "stage": row.get_stage_display(),
        "note": f"第{version.number}版",
        "parent": str(version.based_on) if version.based_on else "",
        "on": row.fixed_on,
    } | _chapters(cut(row.text))
    return leaf(
        row.get_stage_display(), "text", values, version.village, key=row.stage, kind=row.stage
    )


def consultation(version):
    """征求意见汇总 of the running round, or None when nothing was asked."""
    channels = list(version.consultations.filter(round=version.round))
    opinions = list(version.opinions.filter(round=version.round))
    if not channels:
        return None
    count = {handling: 0 for handling in ("accepted", "partly", "rejected")}
    for opinion in opinions:
        count[opinion.handling] = count.get(opinion.handling, 0) + 1
    values = {
        "title": version.text.title,
        "version": f"第{version.number}版征求意见稿",
        "since": min(one.on for one in channels),
        "until": max(one.on for one in channels),
        "channels": [
            {
                "name": one.get_channel_display(),
                "on": one.on,
                "place": one.place or one.groups,
                "people": one.headcount,
                "note": one.note,
            }
            for one in channels
        ],
        "opinions": [
            {
                "clause": one.clause_label or "全文",
                "text": one.content,
                "source": one.get_channel_display(),
                "group": one.group,
                "handling": one.get_handling_display(),
                "reply": one.reply,
            }
            for one in opinions
        ],
        "accepted": count["accepted"],
        "partly": count["partly"],
        "refused": count["rejected"],
        "on": max(one.on for one in channels),
    }
    return leaf("征求意见汇总", "consultation", values, version.village, key="opinions")


def receipt(filing):
    """备案回执 of an accepted filing."""
    version = filing.text_version
    values = {
        "number": filing.receipt_no,
        "committee": f"{version.village}{version.village.committee}",
        "title": version.text.title,
        "adopted_on": version.adopted_on,
        "meeting": _adopting(version),
        "received_on": filing.submitted_on,
        "days": filing.days_taken,
        "limit": (filing.due_on - version.adopted_on).days,
        "materials": ["定稿", "会议记录和表决记录", "征求意见汇总"],
        "opinion": filing.opinion,
        "organ": _organ(filing.township),
        "reviewer": str(filing.decided_by or ""),
        "on": filing.decided_on,
        "author": _organ(filing.township),
    }
    return leaf(
        "备案回执", "filing_receipt", values, version.village, key="receipt", kind=Kind.ATTACHMENT
    )


def correction(filing):
    """责令改正通知书 of a filing that was not accepted."""
    version = filing.text_version
    failing = filing.checks.filter(result=FilingCheck.Result.UNMET)
    values = {
        "committee": f"{version.village}{version.village.committee}",
        "title": version.text.title,
        "adopted_on": version.adopted_on,
        "received_on": filing.submitted_on,
        "problems": [
            {"clause": one.clause, "quote": "", "fault": one.comment, "basis": one.basis}
            for one in failing
        ],
        "law": "《中华人民共和国村民委员会组织法》第三十一条"
        if not version.village.is_community
        else "《中华人民共和国城市居民委员会组织法》",
        "due_on": filing.correct_by,
        "steps": [line for line in filing.opinion.splitlines() if line.strip()],
        "contact": str(filing.decided_by or ""),
        "organ": _organ(filing.township),
        "on": filing.decided_on,
        "author": _organ(filing.township),
    }
    return leaf(
        "责令改正通知书",
        "correction_order",
        values,
        version.village,
        key="correction",
        kind=Kind.ATTACHMENT,
    )


def review(filing):
    """合法性审查表: the reviewer's twelve items."""
    version = filing.text_version
    values = {
        "title": version.text.title,
        "version": f"第{version.number}版",
        "adopted_on": version.adopted_on,
        "received_on": filing.submitted_on,
        "meeting": _adopting(version),
        "items": [
            {
                "item": one.item,
                "verdict": one.get_result_display(),
                "clause": one.clause,
                "comment": one.comment,
            }
            for one in filing.checks.all()
        ],
        "flags": [],
        "conclusion": filing.get_status_display(),
        "reviewer": str(filing.decided_by or ""),
        "on": filing.decided_on,
        "author": _organ(filing.township),
    }
    return leaf(
        "合法性审查表", "review_sheet", values, version.village, key="review", kind=Kind.ATTACHMENT
    )


def _chapters(clauses):
    preface, chapters = "", [{"heading": "", "articles": []}]
    for clause in clauses:
        if clause.kind == ClauseKind.CHAPTER:
            chapters.append({"heading": clause.written, "articles": []})
        elif clause.kind == ClauseKind.PREAMBLE and len(chapters) == 1:
            preface = f"{preface}\n{clause.text}".strip()
        else:
            chapters[-1]["articles"].append({"number": clause.label, "text": clause.text})
    return {"preface": preface, "chapters": [c for c in chapters if c["heading"] or c["articles"]]}


def _adopting(version):
    motion = version.motions.filter(status="passed").select_related("meeting").first()
    return str(motion.meeting) if motion else ""


def _organ(township):
    return f"{township}人民政府"
