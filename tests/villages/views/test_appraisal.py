"""民主评议 in the browser: one page for all, shown with what it ends."""

import pytest
from django.urls import reverse

from tests.villages import way
from tests.villages.acts.test_appraisal import POOR, rated
from tests.villages.recalls import seated
from villages.acts.meeting import add_motion
from villages.models import Appraisal
from villages.rules.kinds import MeetingKind


@pytest.fixture
def as_cadre(client, cadre):
    client.force_login(cadre)
    return client


def sent(term, counts, rating="", ground=""):
    names = ("excellent", "competent", "basic", "incompetent")
    lines = dict(zip(names, counts, strict=True)) | {"rating": rating, "ground": ground}
    return {f"{name}-{term.pk}": value for name, value in lines.items()}


def test_results_are_entered_on_one_page(as_cadre, village, cadre):
    term = seated(village, cadre)
    meeting = way.meeting(village, cadre, kind=MeetingKind.VILLAGE_REPS)
    motion = add_motion(meeting, by=cadre, about="appraisal", title="民主评议")
    way.attend(meeting, cadre, total=35, present=30)
    url = reverse("villages:motion_ratings", args=[motion.pk])
    assert as_cadre.get(meeting.get_absolute_url()).context["next"].url == url
    page = as_cadre.get(url).text
    assert "陈主任（村民委员会主任）" in page and "当场公布" not in page
    village.township.settings = {"province": "zhejiang"}
    village.township.save(update_fields=["settings"])
    assert "结果应当当场公布" in as_cadre.get(url).text
    wrong = as_cadre.post(url, sent(term, (20, 9, 2, 0)))
    assert wrong.status_code == 422 and "多于实到30人" in wrong.text
    wrong = as_cadre.post(url, sent(term, (20, 8, 2, 0), "basic"))
    assert wrong.status_code == 422 and "要写明依据" in wrong.text
    as_cadre.post(url, sent(term, (20, 8, 2, "")))
    row = Appraisal.objects.get()
    assert (row.rating, row.incompetent) == ("excellent", 0)
    slip = reverse("villages:meeting_paper", args=[meeting.pk, "ballots"])
    told = as_cadre.get(slip, {"format": "txt"}).content.decode()
    assert "陈主任（主任）" in told and "不称职" in told and "反对" not in told
    close = reverse("villages:meeting_act", args=[meeting.pk, "close"])
    assert "陈主任：优秀" in as_cadre.get(close).text
    as_cadre.post(close, {"version": meeting.version})
    page = as_cadre.get(motion.get_absolute_url()).text
    assert "按各人得票分别评定" in page and "优秀" in page
    minutes = reverse("villages:meeting_paper", args=[meeting.pk, "minutes"])
    told = as_cadre.get(minutes, {"format": "txt"}).content.decode()
    assert "评议结果" in told and "赞成" not in told.split("评议结果")[1].split("签字")[0].replace(
        "赞成反对", ""
    )
    record = reverse("villages:vote_record", args=[motion.pk])
    assert "评议结果" in as_cadre.get(record, {"format": "txt"}).content.decode()


def test_the_end_of_a_post_is_told(as_cadre, village, cadre):
    term = seated(village, cadre)
    rated(village, cadre, {term: POOR}, held=400)
    motion = rated(village, cadre, {term: POOR})
    assert "连续两次不称职，职务终止" in as_cadre.get(motion.get_absolute_url()).text
