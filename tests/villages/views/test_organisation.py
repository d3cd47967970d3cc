"""Bodies of a village: who takes a post, who follows, how a body was chosen, what is lacking."""

import datetime

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from township.history.models import Entry
from township.workflow import Refused
from villages.acts.organisation import (
    CandidateStanding,
    body_of,
    elect,
    end_term,
    link_posting,
    seat,
)
from villages.models import Candidate, Have, HavesCheck, Person, Posting, Selection, Term
from villages.queries.organisation import dual_rate, terms_of
from villages.rules.bodies import BodyKind, PostKind

JANUARY = datetime.date(2026, 1, 1)


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


def test_the_overview_names_what_is_lacking_and_who_holds_two_posts(client, village, cadre, people):
    client.force_login(cadre)
    url = reverse("villages:organisation", args=[village.pk])
    assert "组长空缺" in client.get(url).text
    seat(body_of(village, "party_branch"), PostKind.SECRETARY, people[0], since=JANUARY, by=cadre)
    seat(body_of(village, "committee"), PostKind.DIRECTOR, people[0], since=JANUARY, by=cadre)
    seat(body_of(village, "working_group"), PostKind.HEAD, people[0], since=JANUARY, by=cadre)
    text = client.get(url).text
    assert "组长张书记，是村党组织书记" in text
    assert "法律允许" in text and "一人担任几个岗位" in text


def test_the_rate_of_dual_posts_follows_the_years(village, cadre, people):
    group, body = body_of(village, "working_group"), body_of(village, "association")
    seat(group, PostKind.STAFF, people[2], since=datetime.date(2025, 1, 1), by=cadre)
    seat(group, PostKind.STAFF, people[3], since=datetime.date(2025, 1, 1), by=cadre)
    seat(body, PostKind.BOARD_MEMBER, people[2], since=JANUARY, by=cadre)
    terms = terms_of(village)
    assert dual_rate(terms, datetime.date(2025, 12, 31)).percent == 0
    assert dual_rate(terms, datetime.date(2026, 11, 23)).percent == 50


def test_a_cadre_records_a_selection_in_the_browser_form(client, village, cadre, people):
    client.force_login(cadre)
    url = reverse("villages:body_elect", args=[village.pk, "supervision"])
    assert client.get(url).status_code == 200
    today = timezone.localdate().isoformat()
    sent = facts(held_on=today, term_until="2031-11-22") | {
        "person-1": people[0].pk,
        "post-1": "head",
        "votes-1": 30,
        "elected-1": "on",
        "person-2": people[1].pk,
    }
    wrong = client.post(url, sent)
    assert wrong.status_code == 422 and "请给李主任选岗位" in wrong.text
    answer = client.post(url, sent | {"post-2": "supervisor", "votes-2": 5})
    selection = Selection.objects.get()
    assert answer.url == selection.get_absolute_url()
    page = client.get(answer.url).text
    assert "张书记" in page and "未当选" in page
    paper = client.get(reverse("villages:selection_paper", args=[selection.pk]))
    assert paper.status_code == 200 and "村活动室" in paper.text
    pdf = client.get(reverse("villages:selection_paper", args=[selection.pk]) + "?format=docx")
    assert pdf.status_code == 200


def test_terms_and_duties_by_form(client, village, cadre, people):
    client.force_login(cadre)
    seat_url = reverse("villages:body_seat", args=[village.pk, "committee"])
    sent = {"post": "director", "person": people[1].pk, "since": "2026-01-01"}
    assert client.post(seat_url, sent).status_code == 302
    again = client.post(seat_url, sent)
    assert again.status_code == 422 and "已经担任" in again.text
    term = Term.objects.get()
    end_url = reverse("villages:term_end", args=[term.pk])
    assert client.post(end_url, {"on": "2026-05-01", "reason": "换届"}).status_code == 302
    duty_url = reverse("villages:body_duty", args=[village.pk, "committee"])
    assert client.post(duty_url, {"duty": "办理公共事务"}).status_code == 302
    page = client.get(reverse("villages:body", args=[village.pk, "committee"])).text
    assert "办理公共事务" in page and "历任" in page and "2026年5月1日" in page


def test_the_five_haves_need_evidence(client, village, cadre):
    client.force_login(cadre)
    url = reverse("villages:haves_edit", args=[village.pk, 2026])
    refused = client.post(url, {"met-venue": "on"})
    assert refused.status_code == 422 and "请写佐证说明或上传照片" in refused.text
    assert not HavesCheck.objects.exists()
    sent = {"met-venue": "on", "evidence-venue": "村活动室80平方米"}
    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent | {"met-team": "on", "evidence-team": "8人"}).status_code == 302
    assert Have.objects.filter(is_met=True).count() == 2 and Have.objects.count() == 5
    page = client.get(reverse("villages:haves", args=[village.pk])).text
    assert "2026年：具备2项" in page
    next_year = timezone.localdate().year + 1
    assert client.get(url.replace("2026", str(next_year))).status_code == 404


@pytest.mark.parametrize("name", ["body_seat", "body_duty", "body_elect"])
def test_the_office_reads_but_does_not_write(client, office, other_cadre, village, name):
    url = reverse(f"villages:{name}", args=[village.pk, "committee"])
    client.force_login(office)
    assert client.get(url).status_code == 403
    client.force_login(other_cadre)
    assert client.get(url).status_code == 404


def test_unknown_bodies_are_not_found(client, cadre, village):
    client.force_login(cadre)
    assert client.get(reverse("villages:body", args=[village.pk, "kingdom"])).status_code == 404
