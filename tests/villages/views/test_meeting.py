"""Pages of meetings and motions as a cadre meets them."""

import pytest
from django.urls import reverse

from tests.villages import way
from villages.acts import meeting as meeting_acts
from villages.forms.meeting import MeetingForm
from villages.models import Figures, Meeting, TextVersion


@pytest.fixture
def as_cadre(client, cadre):
    client.force_login(cadre)
    return client


def fields(**more):
    day = way.days_ago(5)
    return {
        "kind": "villagers",
        "held_at": f"{day}T09:30",
        "place": "村委会大院",
        "chair": "陈主任",
        "recorder": "张专干",
        "noticed_on": way.days_ago(16),
        "party_on": way.days_ago(20),
    } | more


def test_from_a_final_text_to_a_verdict_in_the_browser(as_cadre, village, cadre):
    version = way.final(village, cadre)
    address = as_cadre.get(version.get_absolute_url()).context["next"].url
    as_cadre.post(address, fields())
    meeting = Meeting.objects.get()
    motion = meeting.motions.get()
    assert (meeting.title, meeting.mode) == ("万顺村村民会议", "person")
    labels = []

    def press(**given):
        step = as_cadre.get(meeting.get_absolute_url()).context["next"]
        labels.append(step.label)
        answer = as_cadre.post(step.url, given)
        assert answer.status_code == 302, answer.content.decode()

    press(total=600, present=400, women_present=180, read_version=0)
    press(yes=350, no=30, abstain=20)
    press()
    assert labels == ["登记到会人数", "录入票数", "结束会议，计算结果"]
    page = as_cadre.get(motion.get_absolute_url()).content.decode()
    assert "结果：通过" in page
    assert "《村民委员会组织法》第二十六条" in page
    assert "2026年1月1日" in page
    assert TextVersion.objects.get().status == "adopted"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"noticed_on": way.days_ago(4)}, "晚于会议日期"),
        ({"party_on": way.days_ago(4)}, "党组织研究讨论应在会前"),
        ({"kind": "residents"}, "请从列出的选项里选"),
        ({"kind": "village_reps", "mode": "household"}, "只能按组成人员计算到会人数"),
        ({"is_special": "on"}, "请写明是什么特殊情况"),
    ],
)
def test_a_meeting_that_contradicts_itself_is_told_at_its_field(as_cadre, village, changed, told):
    answer = as_cadre.post(reverse("villages:meeting_create", args=[village.pk]), fields(**changed))
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_closing_again_shows_the_result_that_stands(as_cadre, village, cadre):
    meeting = way.voted(way.final(village, cadre), cadre)
    motion = meeting.motions.get()
    for name, row in (("meeting_act", meeting), ("motion_act", motion)):
        answer = as_cadre.post(reverse(f"villages:{name}", args=[row.pk, "close"]), follow=True)
        assert answer.status_code == 200
        assert "已固定的结果" in answer.content.decode()


def test_steps_may_be_dated_after_the_meeting(as_cadre, village, cadre):
    meeting = way.voted(way.final(village, cadre), cadre)
    address = reverse("villages:meeting_steps", args=[meeting.pk])
    early, late, today = way.days_ago(9), way.days_ago(7), way.days_ago(0)
    for sent, told in (
        ({"proposed": late, "discussed": early}, "“两委会商议”早于“党组织提议”"),
        ({"proposed": today}, "“党组织提议”晚于会议日期"),
        ({"decision_posted": early}, "“决议公开”早于会议日期"),
        ({"result_posted": way.days_ago(-1)}, "实施结果公开不能在今天之后"),
    ):
        answer = as_cadre.post(address, sent)
        assert answer.status_code == 422 and told in answer.text
    sent = {"proposed": early, "discussed": late, "decision_posted": today}
    assert as_cadre.post(address, sent).status_code == 302
    meeting.refresh_from_db()
    assert meeting.steps == {key: str(day) for key, day in sent.items()}
    assert as_cadre.get(address).context["form"]["proposed"].initial == early
    assert as_cadre.post(address, {}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.steps == {}


def test_what_is_lacking_is_told_on_the_page_and_before_closing(as_cadre, village, cadre):
    meeting = way.attend(way.meeting(village, cadre), cadre)
    page = as_cadre.get(meeting.get_absolute_url()).text
    assert "还没有登记：" not in page
    motion = meeting_acts.add_motion(meeting, by=cadre, about="other", title="修路")
    meeting_acts.enter_tally(motion, by=cadre, yes=350, no=30, abstain=20)
    page = as_cadre.get(meeting.get_absolute_url()).text
    assert "还没有登记：党组织提议、两委会商议、党员大会审议。" in page
    act = reverse("villages:meeting_act", args=[meeting.pk, "close"])
    assert "四议两公开没有登记党组织提议" in as_cadre.get(act).context["consequences"][2]


def test_a_closed_meeting_is_not_edited(as_cadre, village, cadre):
    meeting = way.voted(way.final(village, cadre), cadre)
    for name in ("meeting_edit", "meeting_attendance", "meeting_summary"):
        answer = as_cadre.get(reverse(f"villages:{name}", args=[meeting.pk]), follow=True)
        assert "不能再改" in answer.content.decode()


def test_before_closing_the_figures_are_read_once_more(as_cadre, village, cadre):
    meeting = way.attend(way.meeting(village, cadre), cadre)
    motion = meeting_acts.add_motion(meeting, by=cadre, about="other", title="修路")
    meeting_acts.enter_tally(motion, by=cadre, yes=350, no=30, abstain=20)
    page = as_cadre.get(reverse("villages:meeting_act", args=[meeting.pk, "close"]))
    assert page.context["consequences"][:2] == [
        "应到600人，实到400人。",
        "“修路”：赞成350，反对30，弃权20。",
    ]


def test_changing_the_kind_of_a_meeting_forgets_who_came(as_cadre, village, cadre):
    meeting = way.attend(way.meeting(village, cadre), cadre)
    address = reverse("villages:meeting_edit", args=[meeting.pk])
    late = fields(title="会", held_at=f"{way.days_ago(-3)}T09:30")
    answer = as_cadre.post(address, late)
    assert "会议时间不能改到今天以后" in answer.content.decode()
    assert as_cadre.post(address, fields(title="会", kind="village_reps")).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.mode, meeting.total, meeting.present) == ("member", None, None)


def test_a_meeting_older_than_every_law_is_told(as_cadre, village):
    answer = as_cadre.post(
        reverse("villages:meeting_create", args=[village.pk]),
        fields(held_at="1985-01-01T09:30", noticed_on="", party_on=""),
    )
    assert answer.status_code == 422
    assert "早于本系统收录的最早法律" in answer.content.decode()


def test_what_was_said_goes_into_the_minutes(as_cadre, village, cadre):
    meeting = way.attend(way.meeting(village, cadre), cadre)
    motion = meeting_acts.add_motion(meeting, by=cadre, about="other", title="修路")
    address = reverse("villages:motion_edit", args=[motion.pk])
    as_cadre.post(address, {"discussion": "路面要加宽。", "supervisor": "周监督"})
    paper = reverse("villages:meeting_paper", args=[meeting.pk, "minutes"])
    assert "路面要加宽" in as_cadre.get(paper, {"format": "txt"}).content.decode()
    record = reverse("villages:vote_record", args=[motion.pk])
    assert "周监督" in as_cadre.get(record, {"format": "txt"}).content.decode()


@pytest.mark.parametrize("name", ["texts", "meetings", "postings", "authorisations"])
def test_lists_cost_the_same_queries_for_many_rows(
    as_cadre, village, cadre, name, django_assert_max_num_queries
):
    for number in range(6):
        way.draft(village, cadre, kind="rule", title=f"制度{number}")
        way.meeting(village, cadre, held=number)
    address = reverse(f"villages:{name}", args=[village.pk])
    as_cadre.get(address)
    with django_assert_max_num_queries(16):
        assert as_cadre.get(address).status_code == 200


@pytest.mark.parametrize("name", ["notice", "sign-in", "ballots", "tally-1", "tally-2", "minutes"])
def test_papers_lead_back_to_the_meeting(as_cadre, village, cadre, name):
    meeting = way.voted(way.final(village, cadre), cadre)
    address = reverse("villages:meeting_paper", args=[meeting.pk, name])
    page = as_cadre.get(address)
    assert page.status_code == 200
    assert "万顺村" in page.content.decode()
    word = as_cadre.get(address, {"format": "docx"})
    assert word.content.startswith(b"PK")


def test_the_vote_record_says_what_was_found(as_cadre, village, cadre):
    meeting = way.voted(way.final(village, cadre), cadre)
    address = reverse("villages:vote_record", args=[meeting.motions.get().pk])
    text = as_cadre.get(address, {"format": "txt"}).content.decode()
    assert "到会400人，过半数为201票，赞成350票" in text
    assert "第二十六条" in text
    assert as_cadre.get(address, {"format": "pdf"}).content.startswith(b"%PDF")


def test_minutes_are_composed_from_what_was_entered(as_cadre, village, cadre):
    meeting = way.voted(way.final(village, cadre), cadre, noticed_on=way.days_ago(20))
    address = reverse("villages:meeting_paper", args=[meeting.pk, "minutes"])
    text = as_cadre.get(address, {"format": "txt"}).content.decode()
    for words in ("陈主任", "张专干", "600", "400", "表决《万顺村自治章程》", "达到法定人数"):
        assert words in text


def test_an_unknown_paper_is_not_found(as_cadre, village, cadre):
    meeting = way.meeting(village, cadre)
    assert as_cadre.get(f"/villages/meetings/{meeting.pk}/papers/none/").status_code == 404


def test_the_hint_of_who_should_come_is_what_the_village_registered(as_cadre, village, cadre):
    day = way.days_ago(5)
    as_cadre.post(reverse("villages:meeting_create", args=[village.pk]), fields())
    meeting = Meeting.objects.get()
    url = reverse("villages:meeting_attendance", args=[meeting.pk])

    def hint():
        return as_cadre.get(url).context["form"].fields["total"].help_text

    assert hint() == "登记的18周岁以上人数是600人。会议当天满18周岁的都算在内。"
    village.groups.all().delete()
    assert hint() == ""
    Figures.objects.create(
        village=village, year=day.year, population=700, households=200, adults=480
    )
    assert hint() == "登记的18周岁以上人数是480人。会议当天满18周岁的都算在内。"


def test_the_province_says_what_goes_with_a_notice(as_cadre, village):
    url = reverse("villages:meeting_create", args=[village.pk])

    def hint():
        return as_cadre.get(url).context["form"].fields["notice_way"].help_text

    assert hint() == "例如：公开栏张贴、广播、入户。"
    village.township.settings = {"province": "shandong"}
    village.township.save(update_fields=["settings"])
    assert "张榜公布" in hint() and "第十七条第二款" in hint()
    told = as_cadre.get(url).context["form"].fields["noticed_on"].help_text
    assert "村民代表会议要提前5日通知（山东省" in told and "第二十四条第二款）。" in told


def entered(client, meeting, **figures):
    url = reverse("villages:meeting_attendance", args=[meeting.pk])
    given = {"women_present": 100, "read_version": meeting.version} | figures
    return client.post(url, given, follow=True)


def test_a_total_far_below_the_register_needs_its_ground(as_cadre, village):
    as_cadre.post(reverse("villages:meeting_create", args=[village.pk]), fields())
    meeting = Meeting.objects.get()
    refused = entered(as_cadre, meeting, total=301, present=200).text
    assert "比登记的18周岁以上人数600人少299人" in refused and "写明依据" in refused
    assert not Meeting.objects.get().has_attendance
    page = entered(
        as_cadre, meeting, total=301, present=200, total_note="外出无法联系299人，登记册附后"
    ).text
    assert page.count("依据：外出无法联系299人，登记册附后") == 2
    assert Meeting.objects.get().total == 301


def test_a_small_difference_from_the_register_is_told(as_cadre, village):
    as_cadre.post(reverse("villages:meeting_create", args=[village.pk]), fields())
    meeting = Meeting.objects.get()
    page = entered(as_cadre, meeting, total=590, present=400).text
    assert "少10人，没有写明依据。请核对" in page
    same = entered(as_cadre, Meeting.objects.get(), total=600, present=400).text
    assert "登记的18周岁以上人数" not in same


def test_an_assembly_is_not_asked_about_representatives_when_it_is_corrected(
    as_cadre, village, cadre
):
    way.voted(way.final(village, cadre), cadre)
    url = reverse("villages:meeting_correct", args=[Meeting.objects.get().pk])
    fields = as_cadre.get(url).context["form"].fields
    assert "women_present" in fields and not {"reps", "women_reps"} & set(fields)


def test_a_meeting_without_a_register_is_not_asked_for_a_ground(as_cadre, village):
    as_cadre.post(reverse("villages:meeting_create", args=[village.pk]), fields(kind="party"))
    url = reverse("villages:meeting_attendance", args=[Meeting.objects.get().pk])
    assert "total_note" not in as_cadre.get(url).context["form"].fields


def test_place_and_people_of_earlier_meetings_are_offered_once(
    as_cadre, village, other_village, cadre
):
    address = reverse("villages:meeting_create", args=[village.pk])
    assert "<datalist" not in as_cadre.get(address).text
    for place, chair in (("村委会大院", "陈主任"), ("三组院坝", "陈主任")):
        assert as_cadre.post(address, fields(place=place, chair=chair)).status_code == 302
    Meeting.objects.filter(place="三组院坝").update(chair="李会计")
    page = as_cadre.get(address).text
    for word in ("村委会大院", "三组院坝", "陈主任", "李会计", "张专干"):
        assert page.count(f'<option value="{word}">') == 1
    form = MeetingForm(user=cadre, given={"village": other_village})
    assert "<datalist" not in str(form["place"])
