"""Who takes a post, who follows, and what is kept of how a body was chosen."""

import datetime

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from archives.models import Record
from tests.villages import way
from township.history.models import Entry
from township.workflow import Refused
from villages.acts.organisation import (
    CandidateStanding,
    body_of,
    elect,
    end_term,
    link_posting,
    seat,
    write_duty,
)
from villages.models import Candidate, Person, Posting, Selection, Term
from villages.rules.bodies import BodyKind, PostKind

JANUARY = datetime.date(2026, 1, 1)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def people(village):
    group = village.groups.first()
    names = ("张书记", "李主任", "王专干", "赵支委", "钱会长", "孙组长")
    return [
        Person.objects.create(village=village, name=name, gender="man", group=group)
        for name in names
    ]


def facts(**changed):
    today = timezone.localdate()
    usual = {
        "held_on": today,
        "way": Selection.Way.SECRET,
        "place": "村活动室",
        "chair": "张书记",
        "recorder": "王专干",
        "total": 40,
        "present": 35,
    }
    return usual | changed


def test_a_single_post_passes_on_the_day_before(village, cadre, people):
    body = body_of(village, BodyKind.PARTY_BRANCH)
    first = seat(body, PostKind.SECRETARY, people[0], since=JANUARY, by=cadre)
    seat(body, PostKind.SECRETARY, people[1], since=datetime.date(2026, 6, 1), by=cadre)
    first.refresh_from_db()
    assert first.until == datetime.date(2026, 5, 31)
    serving = Term.objects.serving(datetime.date(2026, 6, 1))
    assert [term.person for term in serving] == [people[1]]


def test_posts_for_many_keep_their_holders(village, cadre, people):
    body = body_of(village, BodyKind.COMMITTEE)
    for person in people[:2]:
        seat(body, PostKind.COMMITTEE_MEMBER, person, since=JANUARY, by=cadre)
    assert Term.objects.serving(JANUARY).count() == 2


@pytest.mark.parametrize(
    ("post", "who", "since", "told"),
    [
        (PostKind.SECRETARY, 0, JANUARY, "已经担任"),
        (PostKind.SECRETARY, 1, JANUARY, "接任日期要在这之后"),
        (PostKind.PRESIDENT, 1, JANUARY, "没有这个岗位"),
    ],
)
def test_what_cannot_be_is_refused(village, cadre, people, post, who, since, told):
    body = body_of(village, BodyKind.PARTY_BRANCH)
    seat(body, PostKind.SECRETARY, people[0], since=JANUARY, by=cadre)
    with pytest.raises(Refused, match=told):
        seat(body, post, people[who], since=since, by=cadre)


def test_people_of_another_village_take_no_post(village, other_village, cadre):
    stranger = Person.objects.create(village=other_village, name="外村人", gender="man")
    with pytest.raises(Refused, match="不是万顺村登记的人员"):
        seat(body_of(village, "committee"), PostKind.DIRECTOR, stranger, since=JANUARY, by=cadre)


def test_a_term_ends_within_itself(village, cadre, people):
    term = seat(
        body_of(village, "committee"), PostKind.DIRECTOR, people[0], since=JANUARY, by=cadre
    )
    with pytest.raises(Refused, match="不能更早"):
        end_term(term, on=datetime.date(2025, 12, 31), by=cadre)
    assert end_term(term, on=JANUARY, by=cadre).until == JANUARY
    with pytest.raises(Refused, match="已经在2026年1月1日结束"):
        end_term(term, on=datetime.date(2026, 2, 1), by=cadre)


def test_a_selection_seats_who_was_chosen_and_is_frozen(village, cadre, people):
    body = body_of(village, BodyKind.SUPERVISION)
    seat(body, PostKind.HEAD, people[5], since=JANUARY, by=cadre)
    candidates = [
        CandidateStanding(people[0], PostKind.HEAD, 20, True),
        CandidateStanding(people[1], PostKind.SUPERVISOR, 30, True),
        CandidateStanding(people[2], PostKind.SUPERVISOR, 3, False),
    ]
    selection = elect(body, candidates=candidates, by=cadre, **facts())
    today = timezone.localdate()
    serving = {(t.person.name, t.post) for t in Term.objects.filter(body=body).serving(today)}
    assert serving == {("张书记", PostKind.HEAD), ("李主任", PostKind.SUPERVISOR)}
    assert Entry.objects.about(selection).get().verb == "organisation.elect"
    for rows in (Selection.objects.all(), Candidate.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Selection.objects.update(present=1)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"present": 41}, "实到41人多于应到40人"),
        ({"women_present": 36}, "到会妇女36人多于实到35人"),
        ({"held_on": datetime.date(2199, 1, 1)}, "不能在今天之后"),
        ({"term_until": JANUARY}, "任期结束日期要在推选日期之后"),
    ],
)
def test_figures_of_a_selection_agree(village, cadre, people, changed, told):
    body = body_of(village, BodyKind.SUPERVISION)
    standing = [CandidateStanding(people[0], PostKind.HEAD, 20, True)]
    with pytest.raises(Refused, match=told):
        elect(body, candidates=standing, by=cadre, **facts(**changed))
    assert not Selection.objects.exists() and not Term.objects.exists()


def test_candidates_of_a_selection_agree(village, cadre, people):
    body = body_of(village, BodyKind.SUPERVISION)
    cases = {
        "至少写明一名当选人": [CandidateStanding(people[0], PostKind.HEAD, 2, False)],
        "写了两次": [
            CandidateStanding(people[0], PostKind.HEAD),
            CandidateStanding(people[0], PostKind.HEAD),
        ],
        "组长只能有1人，写了2人": [CandidateStanding(one, PostKind.HEAD) for one in people[:2]],
        "得36票，多于实到35人": [CandidateStanding(people[0], PostKind.HEAD, 36)],
        "没有这个岗位": [CandidateStanding(people[0], PostKind.PRESIDENT)],
    }
    for told, candidates in cases.items():
        with pytest.raises(Refused, match=told):
            elect(body, candidates=candidates, by=cadre, **facts())


def test_the_posting_is_linked_afterwards(village, other_village, cadre, people):
    body = body_of(village, BodyKind.SUPERVISION)
    selection = elect(
        body, candidates=[CandidateStanding(people[0], PostKind.HEAD)], by=cadre, **facts()
    )
    today = timezone.localdate()
    day = {"posted_on": today, "until": today + datetime.timedelta(15), "place": "公开栏"}
    own, foreign = (
        Posting.objects.create(village=v, kind="selection", title="推选结果", **day)
        for v in (village, other_village)
    )
    with pytest.raises(Refused, match="不是本村的"):
        link_posting(selection, foreign, by=cadre)
    assert link_posting(selection, own, by=cadre).posting == own


def told(row):
    return [entry.summary for entry in Entry.objects.about(row)]


def test_a_body_is_made_once(village):
    assert body_of(village, "committee") == body_of(village, BodyKind.COMMITTEE)


def test_taking_and_leaving_a_post_is_told(village, cadre, people):
    body = body_of(village, "committee")
    term = seat(body, PostKind.DIRECTOR, people[0], since=JANUARY, by=cadre, basis="换届选举")
    assert (term.basis, term.until) == ("换届选举", None)
    assert told(body) == ["任职：张书记担任村民委员会主任"]
    end_term(term, on=JANUARY + DAY, by=cadre)
    assert told(body)[0] == "卸任：张书记不再担任村民委员会主任"
    assert Term.objects.get().version == 1
    other = seat(body, PostKind.COMMITTEE_MEMBER, people[1], since=JANUARY, by=cadre)
    end_term(other, on=JANUARY, by=cadre, reason="辞职")
    assert told(body)[0].endswith("委员（理由：辞职）")


def test_a_term_does_not_end_before_it_begins(village, cadre, people):
    body = body_of(village, "committee")
    with pytest.raises(Refused, match="任职结束日期不能早于开始日期"):
        seat(body, "director", people[0], since=JANUARY, until=JANUARY - DAY, by=cadre)
    assert not Term.objects.exists() and not told(body)
    term = seat(body, "director", people[0], since=JANUARY, until=JANUARY, by=cadre)
    assert end_term(term, on=JANUARY, by=cadre).until == JANUARY


def test_whose_term_was_to_end_later_may_go_earlier(village, cadre, people):
    body = body_of(village, "committee")
    term = seat(body, "director", people[0], since=JANUARY, until=JANUARY + 9 * DAY, by=cadre)
    with pytest.raises(Refused, match="已经在2026年1月10日结束"):
        end_term(term, on=JANUARY + 10 * DAY, by=cadre)
    assert end_term(term, on=JANUARY + 8 * DAY, by=cadre).until == JANUARY + 8 * DAY


def test_a_successor_begins_after_the_holder(village, cadre, people):
    body = body_of(village, "party_branch")
    first = seat(body, "secretary", people[0], since=JANUARY, by=cadre)
    with pytest.raises(Refused, match="张书记从2026年1月1日起才任职，接任日期要在这之后"):
        seat(body, "secretary", people[1], since=JANUARY, by=cadre)
    seat(body, "secretary", people[1], since=JANUARY + DAY, by=cadre)
    first.refresh_from_db()
    assert (first.until, first.version) == (JANUARY, 1)


def test_who_left_a_post_may_take_it_again(village, cadre, people):
    body = body_of(village, "committee")
    seat(body, "director", people[0], since=JANUARY, until=JANUARY, by=cadre)
    assert seat(body, "director", people[0], since=JANUARY + DAY, by=cadre).pk


def test_a_duty_is_told_once(village, cadre):
    body = write_duty(body_of(village, "committee"), "办理公共事务", by=cadre)
    assert (body.duty, body.version) == ("办理公共事务", 1)
    assert write_duty(body, "办理公共事务", by=cadre).version == 1
    entry = Entry.objects.about(body).get()
    assert entry.summary == "修改职责：村民委员会"
    assert entry.changes == {"职责": ["", "办理公共事务"]}


@pytest.mark.parametrize(
    "changed",
    [
        {"present": 40},
        {"women_present": 35},
        {"women_present": 0},
        {"term_until": timezone.localdate() + DAY},
    ],
)
def test_figures_at_their_limit_agree(village, cadre, people, changed):
    standing = [CandidateStanding(people[0], PostKind.HEAD, 35, True)]
    body = body_of(village, BodyKind.SUPERVISION)
    assert elect(body, candidates=standing, by=cadre, **facts(**changed)).pk


def test_a_term_ends_after_the_day_of_the_selection(village, cadre, people):
    standing = [CandidateStanding(people[0], PostKind.HEAD)]
    body = body_of(village, BodyKind.SUPERVISION)
    with pytest.raises(Refused, match="任期结束日期要在推选日期之后"):
        elect(body, candidates=standing, by=cadre, **facts(term_until=timezone.localdate()))


def test_a_selection_tells_the_meeting_it_was_made_in(
    village, other_village, cadre, other_cadre, people
):
    body, standing = body_of(village, "supervision"), [CandidateStanding(people[0], PostKind.HEAD)]
    foreign, own = way.meeting(other_village, other_cadre), way.meeting(village, cadre)
    day = {"held_on": way.days_ago(5)}
    with pytest.raises(Refused, match="推选会议不是本村的会议"):
        elect(body, candidates=standing, by=cadre, **facts(meeting=foreign, **day))
    with pytest.raises(Refused, match=r"推选日期与会议日期.+不一致"):
        elect(body, candidates=standing, by=cadre, **facts(meeting=own))
    assert elect(body, candidates=standing, by=cadre, **facts(meeting=own, **day)).meeting == own


def test_candidates_come_from_the_village(village, other_village, cadre, people):
    stranger = Person.objects.create(village=other_village, name="外村人", gender="man")
    body = body_of(village, "supervision")
    with pytest.raises(Refused, match="外村人不是万顺村登记的人员"):
        elect(body, candidates=[CandidateStanding(stranger, PostKind.HEAD)], by=cadre, **facts())


def test_who_was_chosen_is_told_filed_and_seated_with_the_record(village, cadre, people):
    body = body_of(village, BodyKind.SUPERVISION)
    seat(body, PostKind.SUPERVISOR, people[3], since=JANUARY, by=cadre)
    chosen = [
        CandidateStanding(people[0], PostKind.HEAD),
        CandidateStanding(people[1], PostKind.SUPERVISOR),
    ]
    lost = CandidateStanding(people[2], PostKind.SUPERVISOR, 3, False)
    until = timezone.localdate() + 1826 * DAY
    selection = elect(body, candidates=[*chosen, lost], by=cadre, **facts(term_until=until))
    assert told(selection) == ["推选：自治监督小组，当选张书记、李主任"]
    assert Record.objects.filter(source=f"selection:{selection.pk}").exists()
    votes = Candidate.objects.values_list("person__name", "votes", "is_elected")
    assert set(votes) == {("张书记", None, True), ("李主任", None, True), ("王专干", 3, False)}
    term = Term.objects.get(person=people[0])
    assert (term.since, term.until, term.selection) == (selection.held_on, until, selection)
    assert term.basis.endswith("日推选")
    before = Term.objects.get(person=people[3])
    assert before.until == selection.held_on - DAY, "the posts that were filled are filled anew"


def test_posts_that_were_not_filled_keep_their_holders(village, cadre, people):
    body = body_of(village, BodyKind.SUPERVISION)
    seat(body, PostKind.SUPERVISOR, people[3], since=JANUARY, by=cadre)
    elect(body, candidates=[CandidateStanding(people[0], PostKind.HEAD)], by=cadre, **facts())
    assert Term.objects.get(person=people[3]).until is None


def test_a_refused_selection_leaves_nothing(village, cadre, people):
    body = body_of(village, BodyKind.SUPERVISION)
    seat(body, PostKind.HEAD, people[1], since=timezone.localdate(), by=cadre)
    with pytest.raises(Refused, match="接任日期要在这之后"):
        elect(body, candidates=[CandidateStanding(people[0], PostKind.HEAD)], by=cadre, **facts())
    assert not Selection.objects.exists() and not Candidate.objects.exists()


@pytest.mark.usefixtures("papers_set")
def test_the_posting_of_the_result_is_told_and_filed(village, cadre, people):
    standing = [CandidateStanding(people[0], PostKind.HEAD)]
    selection = elect(body_of(village, "supervision"), candidates=standing, by=cadre, **facts())
    today = timezone.localdate()
    posting = Posting.objects.create(
        village=village,
        kind="selection",
        title="推选结果",
        posted_on=today,
        until=today,
        place="栏",
    )
    link_posting(selection, posting, by=cadre)
    assert Selection.objects.get().posting == posting
    assert told(selection)[0] == "推选结果已公示：推选结果"
    versions = Record.objects.get(source=f"selection:{selection.pk}").parts.get().files
    assert versions.count() == 2, "the record on file names the posting"


def test_two_may_stand_for_one_post_where_one_is_chosen(village, cadre, people):
    body = body_of(village, BodyKind.SUPERVISION)
    standing = [
        CandidateStanding(people[0], PostKind.HEAD, 20),
        CandidateStanding(people[1], PostKind.HEAD, 3, False),
    ]
    assert elect(body, candidates=standing, by=cadre, **facts()).candidates.count() == 2
