"""A village's name was typed wrong: put right it stands everywhere, and no former name is made."""

import pytest

from tests.villages import way
from villages.acts import village_change
from villages.models import Village

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_name_is_put_right_and_one_that_was_borne_is_not_taken(
    visitor, village, other_village, cadre, office
):
    meeting = way.meeting(village, cadre)
    given = {"reason": "批复", "document_number": "江府函〔2026〕9号", "on": way.days_ago(1)}
    village_change.rename(other_village, by=office, name="双河村", kind=other_village.kind, **given)
    desk = visitor("office").sign_in(office.username)
    desk.menu("村（居）").press("万顺村").press("名称录错了").sees("更正：万顺村", at="h1")
    desk.fill("名称", "万顺河村").fill("更正原因", "录入时漏了一个字。").look("name", axe=True)
    desk.press("更正").sees("已更正", "万顺河村", "录入时漏了一个字").look("name-right", axe=True)
    row = Village.objects.get(pk=village.pk)
    assert (row.name, row.former) == ("万顺河村", [])
    desk.open(meeting.get_absolute_url()).sees("万顺河村")
    desk.open(row.get_absolute_url()).sees("万顺河村", at="h1").sees_no("曾用名")
    desk.open(other_village.get_absolute_url()).press("名称录错了")
    desk.fill("名称", other_village.name).fill("更正原因", "写错了。").press("更正")
    desk.sees("这是它用过的名称，请按更名登记").holds("名称", other_village.name)
    desk.look("name-borne", axe=True)
