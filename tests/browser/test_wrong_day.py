"""A meeting's day was entered wrong: the right one turns the vote, and the village is told."""

from datetime import timedelta

import pytest

from tests.personas import cadre_of
from tests.villages import way
from villages.acts import meeting as meeting_acts
from villages.models import Authorisation, Motion

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "新场社区自治章程"


def decided_by_representatives(community, cadre, *, lent_on):
    """The charter passed five days ago, by leave that the assembly gave on `lent_on`."""
    Authorisation.objects.create(
        village=community,
        granted_on=lent_on,
        since=lent_on,
        until=lent_on + timedelta(days=365),
        matters=["charter"],
    )
    meeting = way.meeting(community, cadre, kind="resident_reps")
    version = way.final(community, cadre, title=TITLE)
    motion = meeting_acts.add_motion(meeting, by=cadre, text_version=version)
    way.attend(meeting, cadre, total=35, present=24)
    meeting_acts.enter_tally(motion, by=cadre, yes=20, no=3, abstain=1)
    way.MEETING.perform("close", meeting, by=cadre)
    return Motion.objects.get()


def first_row(visitor):
    visitor.page.locator("main tbody tr").first.get_by_role("link").first.click()
    return visitor


def test_the_right_day_turns_the_vote_and_the_village_is_told(visitor, office, community, township):
    cadre = cadre_of(community, "cadre-xinchang", "刘专干")
    motion = decided_by_representatives(community, cadre, lent_on=way.days_ago(7))
    assert motion.status == Motion.Status.PASSED
    village = visitor("cadre").sign_in(cadre.username)
    first_row(village.menu("会议和表决")).press("更正")
    village.fill("会议时间", f"{way.days_ago(9)}T09:00").fill("更正原因", "以签到册为准。")
    village.press("提出更正").sees("待核准")
    desk = visitor("office").sign_in(office.username)
    first_row(desk.menu("更正")).press("同意更正").press("确定同意更正")
    desk.sees("已更正", "受更正影响的", "由“通过”变为“表决主体不合法”", f"《{TITLE}》", "备案：")
    desk.look("agreed", axe=True).menu("首页").sees("表决更正后没有通过", TITLE)
    village.menu("首页").sees("表决更正后没有通过", TITLE).look("home", axe=True)
