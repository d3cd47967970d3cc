"""公示: fifteen days on the board, and what everybody may read without an account."""

import io

import pytest
from django.test import Client
from django.urls import reverse

from tests.villages import way
from villages.models import Posting

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63"
    "606060f80f00010401005fe5c34b0000000049454e44ae426082"
)


@pytest.fixture
def as_cadre(client, cadre):
    client.force_login(cadre)
    return client


def fields(**more):
    return {
        "kind": "quarterly",
        "title": "第三季度村务公开",
        "body": "收入若干。",
        "posted_on": way.days_ago(2),
        "until": way.days_ago(-13),
        "place": "村委会公开栏",
    } | more


def create(client, village, **more):
    return client.post(reverse("villages:posting_create", args=[village.pk]), fields(**more))


def public(village):
    return Client().get(reverse("villages:open", args=[village.pk])).content.decode()


def test_what_is_posted_is_on_the_public_page(as_cadre, village, other_village):
    assert "现在没有正在公示的内容" in public(village)
    create(as_cadre, village)
    assert Posting.objects.get().status == "posted"
    assert "第三季度村务公开" in public(village) and "收入若干" in public(village)
    assert "第三季度村务公开" not in public(other_village)
    assert "<svg" in public(village) and f"/villages/{village.pk}/open/" in public(village)


@pytest.mark.parametrize(("until", "status"), [(-13, 302), (-12, 422)])
def test_fifteen_days_at_least(as_cadre, village, until, status):
    answer = create(as_cadre, village, until=way.days_ago(until))
    assert answer.status_code == status
    if status == 422:
        assert "公示不少于15天" in answer.content.decode()


def test_what_is_posted_tomorrow_is_not_public_yet(as_cadre, village):
    create(as_cadre, village, posted_on=way.days_ago(-1), until=way.days_ago(-20))
    posting = Posting.objects.get()
    assert posting.status == "prepared"
    assert "第三季度村务公开" not in public(village)
    answer = as_cadre.post(reverse("villages:posting_act", args=[posting.pk, "post"]))
    assert "还没到张贴日期" in answer.content.decode()


def test_after_its_last_day_it_stands_among_what_was_posted(as_cadre, village):
    create(as_cadre, village, posted_on=way.days_ago(16), until=way.days_ago(1))
    hanging, _, before = public(village).partition('id="earlier"')
    assert "第三季度村务公开" not in hanging and "第三季度村务公开" in before
    create(as_cadre, village, posted_on=way.days_ago(15), until=way.days_ago(0))
    assert "第三季度村务公开" in public(village)


def test_taking_down_early_needs_a_reason(as_cadre, village):
    create(as_cadre, village)
    posting = Posting.objects.get()
    act = reverse("villages:posting_act", args=[posting.pk, "take_down"])
    answer = as_cadre.post(act, {"on": way.days_ago(0)})
    assert "只公示了2天，规定不少于15天" in answer.content.decode()
    assert (
        as_cadre.post(act, {"on": way.days_ago(0), "early_reason": "内容有误"}).status_code == 302
    )
    posting.refresh_from_db()
    assert (posting.status, posting.days) == ("taken_down", 2)
    assert "第三季度村务公开" not in public(village)
    answer = as_cadre.get(reverse("villages:posting_edit", args=[posting.pk]), follow=True)
    assert "记录不能再改" in answer.content.decode()


def test_a_photo_is_kept_and_served_within_the_village(as_cadre, village, other_cadre):
    photo = io.BytesIO(PIXEL)
    photo.name = "公开栏.png"
    create(as_cadre, village, picture=photo)
    posting = Posting.objects.get()
    assert posting.photo_name == "公开栏.png"
    address = reverse("villages:posting_photo", args=[posting.pk])
    answer = as_cadre.get(address)
    assert b"".join(answer.streaming_content) == PIXEL
    stranger = Client()
    stranger.force_login(other_cadre)
    assert stranger.get(address).status_code == 404


def test_a_text_is_published_word_for_word(as_cadre, village, cadre):
    version = way.adopted(village, cadre)
    address = reverse("villages:posting_create", args=[village.pk]) + f"?text={version.pk}"
    form = as_cadre.get(address).context["form"]
    assert form["title"].value() == "万顺村自治章程公布"
    create(as_cadre, village, kind="text", text_version=version.pk, body="")
    page = public(village)
    assert "村民委员会为流动人口提供与本村村民同等的服务" in page
    paper = reverse("villages:posting_paper", args=[Posting.objects.get().pk])
    assert "村委会公开栏" in as_cadre.get(paper, {"format": "txt"}).content.decode()


def test_only_ones_own_texts_and_meetings_are_offered(
    as_cadre, village, other_village, other_cadre
):
    foreign = way.adopted(other_village, other_cadre)
    answer = create(as_cadre, village, kind="text", text_version=foreign.pk)
    assert answer.status_code == 422


def test_a_decision_is_published_with_its_outcome(as_cadre, village, cadre):
    meeting = way.voted(way.final(village, cadre), cadre)
    create(as_cadre, village, kind="decision", meeting=meeting.pk)
    assert "表决《万顺村自治章程》：通过" in public(village)


def test_the_public_page_names_no_account(as_cadre, village):
    create(as_cadre, village)
    assert "张专干" not in public(village)


def test_the_form_says_when_the_province_has_it_posted(as_cadre, village):
    village.township.settings |= {"province": "chongqing"}
    village.township.save()
    text = as_cadre.get(reverse("villages:posting_create", args=[village.pk])).text
    assert "十五日前公布" in text and "第三十条" in text
