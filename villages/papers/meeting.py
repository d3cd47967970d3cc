"""What the papers of meetings and votes say: values for their templates.

Nothing is written twice: minutes and vote record are composed from what was entered, and from the
verdict that was frozen when the vote closed. Keys are those named in templates/papers/*.md.
"""

from django.utils import timezone

from township.dates import cn_date
from township.papers.fact_sheet import fact_sheet
from township.papers.marking import mark_of
from villages.models import Attendance, Tally
from villages.papers.letters import organ
from villages.queries.appraisal import rateable
from villages.queries.four_steps import steps_taken
from villages.queries.recall import finding_of
from villages.queries.roll import entitled
from villages.queries.verdict import counts_of, verdict_of
from villages.rules.bodies import BodyKind
from villages.rules.kinds import REPRESENTATIVE, MeetingKind
from villages.rules.recall import UNITS
from villages.rules.statutes import pack_on

FINDINGS = {
    "measure": "适用的规定",
    "competence": "表决主体",
    "delegation": "授权",
    "election": "补选程序",
    "oversight_way": "监督委员会的产生",
    "drafts_to_reps": "草案先行讨论",
    "ballot": "投票表决",
    "apart": "评议间隔",
    "register": "应到与登记",
    "exclusion": "外出扣除",
    "quorum": "到会人数",
    "majority": "赞成票",
    "rated": "评议票",
    "reps": "代表所占比例",
    "women": "妇女代表比例",
    "women_among_reps": "妇女占代表比例",
    "reps_minimum": "代表最少人数",
    "women_attending": "妇女代表到会",
    "women_present": "妇女参会",
    "notice": "会前通知",
    "party": "党组织研究",
    "four_steps": "四议两公开",
    "void": "程序后果",
    "older": "地方办法",
}
SPARE_ROWS = 30
MOST_BALLOTS = 2000


def _meeting(meeting):
    return {
        "village": str(meeting.village),
        "meeting": meeting.title,
        "time": timezone.localtime(meeting.held_at),
        "held_on": meeting.held_on,
        "place": meeting.place,
        "chair": meeting.chair,
        "recorder": meeting.recorder,
        "unit": meeting.unit,
        "total": meeting.total if meeting.total is not None else "",
        "present": meeting.present if meeting.present is not None else "",
        "on": meeting.held_on,
        "author": organ(meeting.village),
    }


def _sheet(meeting, sheet):
    """The same, on a sheet that comes back signed."""
    return _meeting(meeting) | {"mark": mark_of(sheet, meeting, meeting.village.township)}


def minutes(meeting):
    """Values of the paper “minutes” (会议记录)."""
    verdicts = [(motion, verdict_of(motion)) for motion in _motions(meeting)]
    quorums = [f for _, v in verdicts if v for f in v.findings if f.key == "quorum"]
    attendees, absentees = named(meeting)
    steps = steps_taken(meeting, [motion for motion, _ in verdicts])
    return _sheet(meeting, "minutes") | {
        "steps": [{"name": name, "on": day} for name, day in steps.rows if day]
        if steps.is_shown
        else [],
        "steps_lacking": steps.lacking,
        "noticed_on": meeting.noticed_on,
        "notice_way": meeting.notice_way,
        "notice_reason": meeting.special_reason if meeting.is_special else "",
        "party_on": meeting.party_on,
        "excluded": meeting.excluded,
        "excluded_note": meeting.excluded_note,
        "women_present": meeting.women_reps_present
        if meeting.is_of_representatives
        else meeting.women_present,
        "attendees": attendees,
        "absentees": absentees,
        "absent": _absent(meeting),
        "guests": [meeting.guests] if meeting.guests else [],
        "quorum": quorums[0].sentence if quorums else "本次会议没有表决事项。",
        "is_quorate": quorums[0].ok if quorums else True,
        "agenda": [motion.title for motion, _ in verdicts],
        "motions": [_motion(motion, verdict) for motion, verdict in verdicts],
        "others": [line for line in meeting.summary.splitlines() if line.strip()],
    }


def _motions(meeting):
    return meeting.motions.select_related("text_version__text")


def _absent(meeting):
    """How many of those expected stayed away; None while one of the counts is missing."""
    if meeting.total is None or meeting.present is None:
        return None
    return max(meeting.total - meeting.present, 0)


def named(meeting):
    """(names present, names absent) from the roster; both empty when only counts were entered."""
    rows = list(meeting.attendances.select_related("person"))
    return (
        [str(row) for row in rows if row.is_present],
        [str(row) for row in rows if not row.is_present],
    )


def _motion(motion, verdict):
    counts = verdict.counts if verdict else counts_of(motion)[0]
    found = {
        "title": motion.title,
        "proposal": _proposal(motion),
        "opinions": [line for line in motion.discussion.splitlines() if line.strip()],
        "recusal": motion.recusal,
        "method": motion.get_method_display(),
        "outcome": motion.get_status_display(),
        "findings": [f.sentence for f in verdict.findings] if verdict else [],
        "ratings": _ratings(motion),
    }
    for key in ("yes", "no", "abstain", "invalid", "issued", "returned"):
        value = getattr(counts, key) if counts else ""
        found[key] = value if motion.is_secret or key in ("yes", "no", "abstain") else None
    return found


def _ratings(motion):
    if not motion.is_rated:
        return []
    rows = motion.appraisals.select_related("term__person", "term__body__village")
    return [
        {
            "name": row.term.person.name,
            "post": f"{row.term.body}{row.term.post_name}",
            "excellent": row.excellent,
            "competent": row.competent,
            "basic": row.basic,
            "incompetent": row.incompetent,
            "rating": row.get_rating_display() + (f"（{row.ground}）" if row.ground else ""),
        }
        for row in rows
    ]


def _proposal(motion):
    version = motion.text_version
    if motion.recall:
        return motion.recall.told
    if version is None:
        return ""
    return f"表决文本：《{version.text}》第{version.number}版定稿。"


def vote_record(motion):
    """Values of the paper “vote_record” (表决记录)."""
    meeting, verdict = motion.meeting, verdict_of(motion)
    tallies = list(motion.tallies.all())
    tellers = [tally.entered_name for tally in tallies] + ["", ""]
    override = ""
    if motion.override_basis:
        override = f"《{motion.override_basis}》{motion.override_article}：{motion.override_quote}"
    return (
        _meeting(meeting)
        | _motion(motion, verdict)
        | {
            "findings": [_finding_row(f) for f in verdict.findings] if verdict else [],
            "outcome_sentence": verdict.sentence if verdict else "",
            "law": law_of(verdict) if verdict else "",
            "first_teller": tellers[0],
            "second_teller": tellers[1],
            "supervisor": motion.supervisor,
            "votes": _votes(motion),
            "override": override,
            "mark": mark_of("vote", motion, meeting.village.township),
        }
    )


def _votes(motion):
    return [
        {
            "name": str(ballot.person),
            "group": str(ballot.person.group or ""),
            "choice": ballot.get_choice_display(),
        }
        for ballot in motion.ballots.select_related("person__group")
    ]


def law_of(verdict):
    """《村民委员会组织法》（2026年1月1日起施行）."""
    return pack_on(verdict.place, verdict.on).cite("")


def _finding_row(finding):
    article = f"《{finding.law}》{finding.article}" if finding.law else "—"
    return {
        "item": FINDINGS.get(finding.key, ""),
        "required": "—" if finding.needed is None else f"不少于{finding.needed}",
        "actual": finding.sentence,
        "is_met": finding.ok,
        "article": article,
    }


def sign_in(meeting):
    """Values of the paper “sign_in” (签到册): the roster, or empty lines for a village meeting."""
    persons = expected(meeting)
    return _sheet(meeting, "sign_in") | {
        "persons": persons,
        "blanks": range(0 if persons else SPARE_ROWS),
        "first_blank": len(persons) + 1,
    }


def expected(meeting):
    """Who is expected, as rows of the sign-in sheet; empty when there is no roster."""
    names = dict(Attendance.Capacity.choices)
    return [
        {
            "name": one.person.name,
            "gender": one.person.get_gender_display(),
            "status": names[one.capacity],
            "group": str(one.person.group or ""),
            "note": "",
        }
        for one in entitled(meeting)
    ]


def ballots(meeting):
    """Values of the paper “ballot” (表决票): one slip for each who is expected."""
    copies = meeting.present or meeting.total or SPARE_ROWS
    rated = [motion for motion in meeting.motions.all() if motion.is_rated]
    voted = [motion for motion in meeting.motions.all() if not motion.is_rated]
    secret = [motion for motion in voted if motion.is_secret]
    return _sheet(meeting, "ballot") | {
        "copies": range(min(copies, MOST_BALLOTS)),
        "motions": [{"title": motion.title} for motion in secret or voted],
        "appraised": [f"{term.person}（{term.post_name}）" for term in _committee(rated)],
    }


def _committee(rated):
    """Who is rated in a meeting with an appraisal: the members of the committee."""
    terms = rateable(rated[0]) if rated else []
    return [term for term in terms if term.body.kind == BodyKind.COMMITTEE]


def tally_form(meeting, turn):
    """Values of the paper “tally_form” (计票单), `turn` 1 or 2."""
    is_first = turn == Tally.Side.FIRST
    return _sheet(meeting, "tally_first" if is_first else "tally_second") | {
        "turn": "一" if is_first else "二",
        "motions": [
            {"title": motion.title} for motion in meeting.motions.all() if not motion.is_rated
        ],
    }


def notice(meeting):
    """Values of the paper “meeting_notice” (会议通知)."""
    texts = [motion.text_version for motion in meeting.motions.all() if motion.text_version]
    return _sheet(meeting, "notice") | {
        "committee": organ(meeting.village),
        "recipients": _recipients(meeting),
        "agenda": [motion.title for motion in meeting.motions.all()] or ["研究有关事项"],
        "materials": [f"《{version.text}》（定稿）" for version in texts],
        "reason": meeting.special_reason if meeting.is_special else "",
        "contact": meeting.recorder,
        "on": meeting.noticed_on or timezone.localdate(),
    }


def _recipients(meeting):
    if meeting.kind in REPRESENTATIVE:
        return "各位代表、委员会成员"
    return {
        MeetingKind.VILLAGERS: "各户、全体村民",
        MeetingKind.RESIDENTS: "各户、全体居民",
        MeetingKind.PARTY: "全体党员",
        MeetingKind.GROUP_LEADERS: "各组组长",
        MeetingKind.COMMITTEE: "两委会成员",
    }.get(meeting.kind, f"各位{meeting.village.words.people}")


def recall(row):
    """Values of a registration sheet (fact_sheet): who is to be recalled, and what came of it."""
    unit = UNITS[row.petitioners]
    rows = [
        ("要求罢免谁", row.who),
        ("收到日期", row.received_on),
        ("联名", f"{row.get_petitioners_display()}{row.signers}{unit}（总数{row.base}{unit}）"),
        ("核对", finding_of(row).sentence),
        ("罢免理由", row.reason),
        ("申辩情况", row.defence),
        ("最晚表决日期", row.vote_until),
        *_votes_on(row),
        ("答复", row.answer),
        ("办结", f"{cn_date(row.settled_on)}{row.get_status_display()}" if row.settled_on else ""),
    ]
    title = f"{row.village}罢免要求登记表"
    return fact_sheet(title, rows, on=row.received_on, author=organ(row.village))


def _votes_on(row):
    motions = row.motions.select_related("meeting")
    return [("会议表决", f"{one.meeting}：{one.get_status_display()}") for one in motions]


def deliberation(row):
    """Values of a registration sheet (fact_sheet): what was talked over, and what came of it."""
    motions = [
        f"{one.meeting}：{one.get_status_display()}"
        for one in row.motions.select_related("meeting")
    ]
    rows = [
        ("协商事项", row.topic),
        ("形式", row.get_form_display()),
        ("协商日期", row.on),
        ("地点", row.place),
        ("参加人数", f"{row.headcount}人"),
        ("邀请了哪些方面", row.invited),
        ("协商结果", row.result),
        ("提交会议决定", "\n".join(motions)),
        ("落实情况", row.outcome),
        ("落实日期", row.outcome_on),
    ]
    title = f"{row.village}民主协商记录"
    return fact_sheet(title, rows, on=row.on, author=organ(row.village))
