"""What 推选记录 says: how a body was chosen, by whom, with which votes."""

from township.papers.marking import mark_of
from villages.papers.letters import organ


def record_of(row):
    """Values of the paper “election_record” of a selection."""
    village, posting = row.village, row.posting
    return {
        "mark": mark_of("selection", row, village.township),
        "body": row.body_name,
        "meeting": str(row.meeting or ""),
        "held_on": row.held_on,
        "place": row.place,
        "chair": row.chair,
        "recorder": row.recorder,
        "total": row.total,
        "present": row.present,
        "unit": "人",
        "women_present": row.women_present,
        "method": row.get_way_display(),
        "candidates": [
            {
                "name": one.person.name,
                "gender": one.person.get_gender_display(),
                "group": str(one.person.group or ""),
                "votes": one.votes,
                "is_elected": one.is_elected,
                "post": village.post_name(one.post) if one.is_elected else "",
            }
            for one in row.candidates.select_related("person__group")
        ],
        "term": f"{_month(row.held_on)}至{_month(row.term_until)}" if row.term_until else "一届",
        "posted_since": posting.posted_on if posting else "",
        "posted_until": posting.until if posting else "",
        "place_posted": posting.place if posting else "",
        "tellers": [row.tellers] if row.tellers else [],
        "findings": [line for line in row.note.splitlines() if line.strip()],
        "village": str(village),
        "author": organ(village),
        "on": row.held_on,
    }


def _month(day):
    return f"{day.year}年{day.month}月"
