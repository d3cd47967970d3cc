"""A sentence that refuses leads to where the fault is mended, whoever may go there."""

import ast
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from tests.villages import way
from township.workflow import Mendable, Refused
from villages.acts import meeting as meeting_acts
from villages.rules.kinds import VotingMethod


def test_it_is_the_sentence_and_knows_its_page():
    one = Mendable("还没有填文号。", "villages:village", 7)
    assert one == "还没有填文号。" and f"{one}" == "还没有填文号。"
    assert one.url == reverse("villages:village", args=[7])
    assert str(Refused([one, "另一句。"])) == "还没有填文号。;另一句。"


@pytest.mark.parametrize("may", [True, False])
def test_the_link_stands_beside_it_for_whoever_may_open_the_page(may):
    one = Mendable("还没有填<联系人>。", "settings")
    user = SimpleNamespace(is_authenticated=True, may=lambda permission: may)
    request = SimpleNamespace(user=user)
    text = render_to_string(
        "crud/_refusals.html", {"refusals": [one, "别的。"], "request": request}
    )
    assert "还没有填&lt;联系人&gt;。" in text and "<li>别的。</li>" in text
    assert (f'href="{reverse("settings")}"' in text) is may


def test_a_meeting_that_cannot_be_closed_leads_to_its_attendance(client, village, cadre):
    meeting = way.meeting(village, cadre)
    client.force_login(cadre)
    text = client.get(reverse("villages:meeting_act", args=[meeting.pk, "close"])).text
    address = reverse("villages:meeting_attendance", args=[meeting.pk])
    assert "现在还不能" in text and f'href="{address}"' in text
    assert client.get(address).status_code == 200


def test_a_vote_that_was_not_counted_leads_to_its_count(client, village, cadre):
    meeting = way.meeting(village, cadre)
    motion = meeting_acts.add_motion(
        meeting, by=cadre, title="修路", about="other", method=VotingMethod.SHOW_OF_HANDS
    )
    way.attend(meeting, cadre)
    client.force_login(cadre)
    text = client.get(reverse("villages:meeting_act", args=[meeting.pk, "close"])).text
    assert f'href="{reverse("villages:motion_tally", args=[motion.pk])}"' in text


def test_a_form_that_was_sent_and_refused_leads_there_too(client, village, cadre):
    meeting = way.meeting(village, cadre)
    client.force_login(cadre)
    answer = client.post(reverse("villages:meeting_act", args=[meeting.pk, "close"]), {})
    address = reverse("villages:meeting_attendance", args=[meeting.pk])
    assert answer.status_code == 422
    assert "还没有登记到会人数。" in answer.text and f'href="{address}"' in answer.text


def test_an_act_without_a_form_that_is_refused_leads_there_too():
    one = Mendable("还没有填联系人。", "settings")
    user = SimpleNamespace(is_authenticated=True, may=lambda permission: True)
    text = render_to_string("409.html", {"reasons": [one], "request": SimpleNamespace(user=user)})
    assert f'href="{reverse("settings")}"' in text


def mended_at():
    """(module, line, view, number of arguments) of every sentence that leads somewhere."""
    for path in sorted(Path(settings.BASE_DIR).glob("*/*/*.py")):
        if path.parts[-3] in ("villages", "archives", "campaigns", "township"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Mendable":
                    _, view, *given = node.args
                    if isinstance(view, ast.Constant):
                        yield path.name, node.lineno, view.value, len(given)


def test_every_sentence_leads_to_a_page_that_there_is():
    found = list(mended_at())
    assert len(found) > 35
    for _, _, view, given in found:
        assert reverse(view, args=[1] * given)
