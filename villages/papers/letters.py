"""What the papers of texts, filings and postings say: values for their templates.

Keys are those named in templates/papers/*.md. Nothing is written twice: receipts, orders and
review sheets are composed from what was entered.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from township.dates import cn_date
from township.papers.fact_sheet import fact_sheet
from township.papers.issued import issue_paper
from township.papers.marking import mark_of
from township.prepared_query import PreparedQuery
from villages.models import Motion
from villages.options import contact_of, organ_of
from villages.queries.prereview import basis_of
from villages.queries.verdict import place_of
from villages.rules.kinds import ClauseKind, FilingAuthority, TextKind
from villages.rules.organs import kind_of
from villages.rules.statutes import pack_on

MATERIALS = ("文本定稿", "征求意见汇总", "会议记录", "表决记录")


def address(name, *args):
    """The absolute address of a page, for the code that leads back to it."""
    return settings.SITE_URL + reverse(f"villages:{name}", args=args)


def organ(village):
    """The committee as it signs: 万顺村村民委员会."""
    return f"{village}{village.committee}"


def authority_name(township, authority):
    """An authority by its full name: 清江区人民政府, else the township's own organ."""
    if authority == FilingAuthority.DISTRICT:
        return f"{township.district}人民政府"
    if authority == FilingAuthority.STREET and kind_of(township.name) != FilingAuthority.STREET:
        return f"{township}街道办事处"
    return organ_of(township)


def filing_basis(village, day, kind=TextKind.CHARTER):
    """The article on 备案 in force on a day, as it is quoted; of texts that the law does not have
    filed (制度, 协议书), the township's own rule."""
    if kind in pack_on(place_of(village), day).named:
        return _basis(village, day, "filing")
    return f"{organ_of(village.township)}关于自治文本备案"


def _basis(village, day, rule):
    law = pack_on(place_of(village), day)
    return law.cite(law.articles.get(rule, ""))


def filing_letter(filing):
    """Values of the paper “filing_letter” (备案报告): the village's letter to the authority."""
    version = filing.text_version
    on = filing.submitted_on or timezone.localdate()
    return {
        "authority": authority_name(filing.township, filing.authority),
        "village": str(version.village),
        "title": version.text.title,
        "adopted_on": version.adopted_on,
        "meeting": _adopting_meeting(version),
        "law": filing_basis(version.village, version.adopted_on, version.text.kind),
        "materials": MATERIALS,
        "organ": organ(version.village),
        "author": organ(version.village),
        "on": on,
        "link": address("filing", filing.pk),
    }


def text(version, stage=None):
    """Values of the paper “text” (自治文本): a version as it is now."""
    last = version.stages.order_by("round", "id").last()
    note = ""
    if version.adopted_on:
        day = version.adopted_on
        note = f"{cn_date(day)}表决通过"
    if version.entered_later:
        note += f"；{version.entered_later.entry_note}"
    names = {"draft": "草稿", "consulting": "征求意见稿"}
    preface, found = chapters(version.clauses.all(), version.text.title)
    return {
        "title": version.text.title,
        "stage": names.get(version.status, "定稿"),
        "note": note,
        "parent": f"《{version.based_on.text}》第{version.based_on.number}版"
        if version.based_on
        else "",
        "preface": preface,
        "chapters": found,
        "organ": organ(version.village),
        "author": organ(version.village),
        "on": version.adopted_on or (last.fixed_on if last else timezone.localdate()),
    }


def prior_adoption(prior):
    """Values of a registration sheet (fact_sheet): what is known of an adoption long ago."""
    judged, version = prior.judged, prior.text_version
    rows = [
        ("类别", version.text.get_kind_display()),
        ("通过日期", prior.on),
        ("由什么会议通过", prior.adopted_by),
        ("应到", prior.total),
        ("实到", prior.present),
        ("赞成", prior.yes),
        ("反对", prior.no),
        ("弃权", prior.abstain),
        ("废票", prior.invalid),
        ("系统的判断", judged.sentence if judged else "系统没有判断"),
        ("施行日期", prior.effective_on),
        ("备案日期", prior.filed_on),
        ("备案编号", prior.receipt_no),
        ("凭据说明", prior.proof),
        ("补录", prior.entered_told),
    ]
    title = f"{version.text.title}登记表（补录）"
    return fact_sheet(title, rows, on=prior.on, author=organ(version.village))


def chapters(clauses, title=""):
    """(preface, [{"heading", "articles": [{"number", "text"}]}]) in reading order.

    A text that was pasted begins with its own title, which the paper has above it already.
    """
    preface, found = [], []
    for clause in clauses:
        if clause.kind == ClauseKind.PREAMBLE and not found:
            preface.append(clause.text.strip().removeprefix(title).strip())
        elif clause.kind == ClauseKind.CHAPTER:
            heading = f"{clause.label}　{clause.text}" if clause.text else clause.label
            found.append({"heading": heading, "articles": []})
        else:
            if not found:
                found.append({"heading": "", "articles": []})
            found[-1]["articles"].append({"number": clause.label, "text": clause.text})
    return "\n".join(filter(None, preface)), found


def consultation(version):
    """Values of the paper “consultation” (征求意见汇总) of the running round."""
    channels = list(version.consultations.filter(round=version.round))
    opinions = list(version.opinions.filter(round=version.round))
    days = [row.on for row in channels]
    handled = [opinion.handling for opinion in opinions]
    return {
        "village": str(version.village),
        "title": version.text.title,
        "version": f"第{version.number}版征求意见稿",
        "since": min(days, default=None),
        "until": max(days, default=None),
        "on": max(days, default=timezone.localdate()),
        "author": organ(version.village),
        "channels": [
            {
                "name": row.get_channel_display(),
                "on": row.on,
                "place": row.place,
                "people": row.headcount,
                "note": "，".join(filter(None, [row.groups, row.note])),
            }
            for row in channels
        ],
        "opinions": [
            {
                "clause": row.clause_label or "全文",
                "text": row.content,
                "source": row.get_channel_display(),
                "group": row.group,
                "handling": row.get_handling_display(),
                "reply": row.reply,
            }
            for row in opinions
        ],
        "accepted": handled.count("accepted"),
        "partly": handled.count("partly"),
        "refused": handled.count("rejected"),
        "recorder": "",
    }


def prereview_opinion(row):
    """Values of the paper “prereview_opinion” (审核意见): the township's, before the vote."""
    version, township = row.text_version, row.village.township
    return {
        "committee": organ(row.village),
        "assembly": row.village.words.assembly.label,
        "title": version.text.title,
        "sent_on": row.sent_on,
        "basis": basis_of(version),
        "heard": [
            {"who": f"{one.get_source_display()}{one.name}", "on": one.on, "content": one.content}
            for one in row.heard.all()
        ],
        "result": row.get_advice_display(),
        "opinion": row.opinion,
        "reviewer": row.given_name,
        "organ": organ_of(township),
        "author": organ_of(township),
        "on": row.given_on,
        "link": address("prereview", row.pk),
    }


def review_sheet(filing):
    """Values of the paper “review_sheet” (合法性审查表)."""
    version = filing.text_version
    return {
        "village": str(version.village),
        "title": version.text.title,
        "version": f"第{version.number}版",
        "adopted_on": version.adopted_on,
        "received_on": filing.submitted_on,
        "meeting": _adopting_meeting(version),
        "items": [
            {
                "item": check.item,
                "verdict": check.get_result_display(),
                "clause": check.clause,
                "comment": check.comment,
            }
            for check in filing.checks.all()
        ],
        "flags": _flags(filing),
        "conclusion": filing.opinion,
        "reviewer": filing.decided_name,
        "on": filing.decided_on or filing.submitted_on,
        "author": organ_of(filing.township),
        "link": address("filing", filing.pk),
    }


def _flags(filing):
    """What was flagged in the words of the text, beside what the reviewer made of it."""
    return [
        {
            "clause": flag.place,
            "quote": flag.phrase,
            "reason": f"{flag.act}：{flag.why}（{flag.law}）",
            "handling": _handling(flag),
        }
        for flag in filing.flags.all()
    ]


def _handling(flag):
    told = flag.get_judgement_display()
    return f"{told}：{flag.reason}" if flag.reason else told


def _overruled(filing):
    """A sentence for each grave flag that the reviewer holds to be no fault."""
    return [
        f"审查中系统提示{flag}（{flag.act}），审查人认为不是问题，理由：{flag.reason.rstrip('。')}。"
        for flag in filing.flags.grave().overruled()
    ]


def _advised(filing):
    """A sentence for each thing that a campaign wants better: advice on a text that is filed."""
    return [f"另建议：{check.comment.rstrip('。')}。" for check in filing.checks.advised()]


def _problems(filing):
    """Rows of an order of correction: flags that were upheld, and what else fails."""
    upheld = list(filing.flags.upheld())
    told = {flag.item for flag in upheld}
    return [
        *(
            {
                "clause": flag.place,
                "quote": flag.phrase,
                "fault": f"{flag.reason}。建议改为：{flag.instead}",
                "basis": flag.law,
            }
            for flag in upheld
        ),
        *(
            {
                "clause": check.clause or "全文",
                "quote": _quote(filing.text_version, check.clause),
                "fault": check.comment,
                "basis": check.basis,
            }
            for check in filing.checks.failing()
            if not (check.key in told and check.comment == check.hint)
        ),
    ]


def _quote(version, label):
    """The words of the clause that a reviewer names, empty when it names none."""
    clause = version.clauses.filter(label=label).first() if label else None
    return clause.text if clause else ""


def _adopting_meeting(version):
    """The meeting by its name; its day is the day of adoption and stands beside it."""
    return next(iter(_titles_of_adopting(version.pk)), "")


@PreparedQuery
def _titles_of_adopting(version):
    rows = Motion.objects.filter(text_version=version).passed()
    return rows.values_list("meeting__title", flat=True)[:1]


def filing_receipt(filing):
    """Values of the paper “filing_receipt” (备案回执)."""
    version = filing.text_version
    return {
        "number": filing.receipt_no,
        "mark": mark_of("filing_receipt", filing, filing.township),
        "committee": organ(version.village),
        "title": version.text.title,
        "adopted_on": version.adopted_on,
        "meeting": _adopting_meeting(version),
        "received_on": filing.submitted_on,
        "days": filing.days_taken,
        "limit": filing.township.setting("filing_days"),
        "materials": MATERIALS,
        "law": filing_basis(version.village, version.adopted_on, version.text.kind),
        "opinion": filing.opinion,
        "notes": [*_overruled(filing), *_advised(filing)],
        "organ": authority_name(filing.township, filing.authority),
        "author": authority_name(filing.township, filing.authority),
        "reviewer": filing.decided_name,
        "on": filing.decided_on,
    }


def correction_order(filing):
    """Values of the paper “correction_order” (责令改正通知书)."""
    version, township = filing.text_version, filing.township
    on = filing.decided_on or timezone.localdate()
    return {
        "number": filing.order_no,
        "committee": organ(version.village),
        "title": version.text.title,
        "adopted_on": version.adopted_on,
        "received_on": filing.submitted_on,
        "problems": _problems(filing),
        "law": _basis(version.village, on, "correction"),
        "due_on": filing.correct_by,
        "steps": [line for line in filing.opinion.splitlines() if line.strip()],
        **contact_of(township),
        "organ": authority_name(township, filing.authority),
        "author": authority_name(township, filing.authority),
        "on": on,
    }


def issue_posting(row):
    """Keep the notice as it hangs, and anew when its record is corrected."""
    issue_paper("public_notice", row, posting(row), row.village.township)


def posting(row):
    """Values of the paper “public_notice” (公告): what a village publishes and makes open.

    It asks for no objections and so is no 公示; its days count from the first to the last.
    """
    body, title, issuer, names = row.body, row.title, "", []
    text = row.text_version and row.text_version.text.title
    if row.is_of_text and text:
        title, issuer = f"关于公布《{text}》的公告", organ(row.village)
        names = [text]
        body = body or f"《{text}》已经表决通过，现予公布。"
    items = []
    if row.meeting:
        items = [f"{m.title}：{m.get_status_display()}" for m in row.meeting.motions.all()]
    return {
        "issuer": issuer,
        "title": title,
        "body": body,
        "items": items,
        "attachments": names,
        "since": row.posted_on,
        "until": row.until,
        "days": (row.until - row.posted_on).days + 1,
        "place": row.place,
        "organ": organ(row.village),
        "author": organ(row.village),
        "contact": f"{row.village.words.openness}负责人",
        "phone": "",
        "on": row.posted_on,
        "mark": mark_of("posting", row, row.village.township),
    }
