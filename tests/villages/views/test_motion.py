"""The pages of a vote: put, counted by two people, explained."""

import re

import pytest
from django.urls import reverse

from tests.personas import cadre_of
from tests.villages import way
from villages.acts import meeting as meeting_acts
from villages.models import Motion


@pytest.fixture
def as_cadre(client, cadre):
    client.force_login(cadre)
    return client


def test_the_wrong_body_is_explained_with_its_article(as_cadre, village, cadre):
    version = way.final(village, cadre)
    meeting = way.meeting(village, cadre, kind="village_reps")
    address = reverse("villages:motion_create", args=[meeting.pk])
    answer = as_cadre.post(address, {"text_version": version.pk, "method": "show_of_hands"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "自治章程应由村民会议表决" in page and "第三十一条" in page
    answer = as_cadre.post(
        address,
        {"text_version": version.pk, "method": "show_of_hands", "is_recorded_anyway": "on"},
    )
    assert answer.status_code == 302
    page = as_cadre.get(Motion.objects.get().get_absolute_url()).content.decode()
    assert "自治章程应由村民会议表决" in page


def test_without_a_text_to_vote_on_what_must_be_filled_in_bears_its_star(as_cadre, village, cadre):
    meeting = way.meeting(village, cadre)
    address = reverse("villages:motion_create", args=[meeting.pk])
    form = as_cadre.get(address).context["form"]
    assert "text_version" not in form.fields
    assert form.fields["about"].required and form.fields["title"].required
    sent = {"about": "other", "title": "修路", "method": "show_of_hands"}
    assert as_cadre.post(address, sent).status_code == 302
    way.final(village, cadre)
    form = as_cadre.get(address).context["form"]
    assert "text_version" in form.fields and not form.fields["about"].required


def test_nobody_sees_the_other_count_before_the_vote_is_closed(client, village, cadre):
    teller = cadre_of(village, "teller", "李会计")
    meeting = way.attend(way.meeting(village, cadre), cadre)
    motion = meeting_acts.add_motion(
        meeting, by=cadre, about="other", title="修路", method="secret"
    )
    given = {"issued": 400, "returned": 400, "yes": 377, "no": 13, "abstain": 10, "invalid": 0}
    meeting_acts.enter_tally(motion, by=cadre, side=1, **given)
    client.force_login(teller)
    for address in (
        motion.get_absolute_url(),
        meeting.get_absolute_url(),
        reverse("villages:motion_tally", args=[motion.pk]),
    ):
        # As a number of its own: a form's random key may well hold these digits.
        assert not re.search(r"\b377\b", client.get(address).content.decode())
    answer = client.post(reverse("villages:motion_tally", args=[motion.pk]), given)
    assert answer.status_code == 302
    assert motion.tallies.get(side=2).entered_by == teller


def test_a_wrong_sum_is_named_on_the_form(as_cadre, village, cadre):
    meeting = way.attend(way.meeting(village, cadre), cadre)
    motion = meeting_acts.add_motion(meeting, by=cadre, about="other", title="修路")
    address = reverse("villages:motion_tally", args=[motion.pk])
    answer = as_cadre.post(address, {"yes": 300, "no": 50, "abstain": 51})
    assert answer.status_code == 422
    assert "赞成300+反对50+弃权51=401，与实到400人不相等" in answer.content.decode()


def test_where_a_village_has_one_account_the_office_counts_again(client, village, cadre, office):
    meeting = way.attend(way.meeting(village, cadre), cadre)
    motion = meeting_acts.add_motion(
        meeting, by=cadre, about="other", title="修路", method="secret"
    )
    given = {"issued": 400, "returned": 400, "yes": 377, "no": 13, "abstain": 10, "invalid": 0}
    meeting_acts.enter_tally(motion, by=cadre, side=1, **given)
    client.force_login(office)
    address = reverse("villages:motion_tally", args=[motion.pk])
    assert address in client.get(motion.get_absolute_url()).content.decode()
    assert client.post(address, given).status_code == 302
    assert motion.tallies.get(side=2).entered_by == office
    assert client.get(reverse("villages:motion_edit", args=[motion.pk])).status_code == 403


def test_who_stayed_out_is_written_until_the_vote_is_closed(as_cadre, village, cadre):
    meeting = way.attend(way.meeting(village, cadre), cadre)
    motion = meeting_acts.add_motion(meeting, by=cadre, about="other", title="修路")
    url = reverse("villages:motion_edit", args=[motion.pk])
    sent = {"discussion": "", "recusal": "李某因是承包人回避。", "read_version": 0}
    assert as_cadre.post(url, sent).status_code == 302
    assert "李某因是承包人回避" in as_cadre.get(motion.get_absolute_url()).text
    meeting_acts.enter_tally(motion, by=cadre, yes=300, no=60, abstain=40)
    as_cadre.post(reverse("villages:motion_act", args=[motion.pk, "close"]))
    motion.refresh_from_db()
    answer = as_cadre.post(url, sent | {"recusal": "改", "read_version": motion.version})
    assert answer.status_code == 422
    motion.refresh_from_db()
    assert motion.recusal == "李某因是承包人回避。"
