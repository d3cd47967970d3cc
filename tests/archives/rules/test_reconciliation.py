from datetime import date

from archives.rules.reconciliation import MeetingFact, VoteFact, filing_delay, reconcile
from archives.rules.requirements import Filed

DAY = date(2026, 3, 1)
MEETING = MeetingFact("meeting:1", "村民代表会议", DAY, present=24)
VOTE = VoteFact("vote:7", "meeting:1", "通过章程", issued=24)


def record(source, title="记录", filed_on=DAY):
    return Filed("HYJ", 2026, DAY, filed_on, title=title, source=source)


def test_a_meeting_and_its_vote_with_their_records_agree():
    assert reconcile([MEETING], [VOTE], [record("meeting:1"), record("vote:7")]) == []


def test_each_fact_without_its_record_is_named():
    found = reconcile([MEETING], [VOTE], [])
    assert [one.sentence for one in found] == [
        "3月1日“村民代表会议”没有会议记录。",
        "“通过章程”没有表决记录。",
    ]


def test_a_vote_counts_the_people_who_signed_in():
    vote = VoteFact("vote:7", "meeting:1", "通过章程", issued=25)
    (found,) = reconcile([MEETING], [vote], [record("meeting:1"), record("vote:7")])
    assert found.kind == "head_count"
    assert found.sentence == ("“通过章程”发出表决票25张，3月1日“村民代表会议”到会24人，两数不符。")


def test_a_vote_without_its_meeting_and_records_without_facts_are_named():
    records = [record("vote:7"), record("meeting:9", "旧会"), record("vote:9", "旧票"), record("")]
    found = reconcile([], [VOTE], [*records, record("posting:1")])
    assert [one.sentence for one in found] == [
        "“通过章程”没有对应的会议。",
        "档案“旧会”找不到对应的会议。",
        "档案“旧票”找不到对应的表决。",
    ]


def test_delay_is_median_and_longest_in_days():
    days = [DAY, date(2026, 3, 2), date(2026, 3, 21), date(2026, 2, 1)]
    delay = filing_delay([record("", filed_on=day) for day in days])
    assert (delay.count, delay.median, delay.longest) == (4, 0.5, 20)
    assert delay.sentence == "平均在事后0.5天归档，最长20天（共4件）。"
    assert filing_delay([]) is None
