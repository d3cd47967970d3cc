"""A whole meeting on paper: printed, signed, scanned askew and with noise as one PDF, filed."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from archives.acts import scan as acts
from archives.acts.category import load_categories
from archives.models import Part, Record, ScanBatch
from campaigns.rules import preset
from tests.archives import scans, steps
from tests.browser.visitor import sign_in
from villages.acts.meeting import add_motion
from villages.models import Meeting
from villages.rules.kinds import VotingMethod

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PRINTED = ("notice", "sign-in", "ballots", "tally-1", "tally-2", "minutes")
LABELS = ("会议通知", "签到册", "表决票", "计票单（第一份）", "计票单（第二份）", "会议记录")
PAGES, UPSIDE_DOWN = 12, 5


@pytest.fixture
def meeting(village, township, cadre):
    load_categories(township, preset.load("renkou-zizhi").archive_categories)
    meeting = steps.meet(village, cadre)
    add_motion(meeting, by=cadre, about="other", title="修路", method=VotingMethod.SECRET)
    # Nobody is counted yet: that is what the sheet is for.
    Meeting.objects.filter(pk=meeting.pk).update(total=None, present=None, women_present=None)
    return meeting


def printed_by(page, meeting, name):
    address = reverse("villages:meeting_paper", args=[meeting.pk, name])
    answer = page.request.get(f"{address}?format=pdf")
    assert answer.ok, name
    return scans.sheets(answer.body())


def scanned(sheet, number):
    """A page as people sign it and a worn scanner draws it in."""
    lain = scans.turned(scans.signed(sheet, number), (-2, 0, 1)[number % 3])
    return scans.noised(lain, number)


@pytest.mark.long
def test_papers_come_back(page, cadre, village, meeting, tmp_path):
    sign_in(page, cadre)
    sheets = [sheet for name in PRINTED for sheet in printed_by(page, meeting, name)]
    pile = [scanned(sheet, number) for number, sheet in enumerate(sheets)]
    assert len(pile) <= PAGES
    pile += [scans.blank()] * (PAGES - len(pile))
    pile[UPSIDE_DOWN - 1] = scans.turned(pile[UPSIDE_DOWN - 1], 180)
    (tmp_path / "会议.pdf").write_bytes(scans.scanned(pile))

    page.goto(reverse("archives:village_records", args=[village.pk]))
    page.get_by_role("link", name="扫描收件").last.click()
    page.wait_for_load_state()
    page.set_input_files("input[type=file]", tmp_path / "会议.pdf")
    expect(page.locator("[data-upload-sent]")).to_have_count(1)
    page.get_by_role("button", name="上传并识别").click()
    expect(page.get_by_text(f"共{PAGES}页，已看0页")).to_be_visible()

    batch = ScanBatch.objects.get()
    acts.read_scans.func(batch.pk)
    page.get_by_role("link", name="看看好了没有").click()
    for label in LABELS:
        expect(page.get_by_role("heading", name=f"{label}：")).to_be_visible()
    assert not Record.objects.exists(), "nothing is filed before somebody has looked"
    assert batch.pages.get(order=UPSIDE_DOWN).turn == 180

    page.get_by_role("link", name="核对并归档").click()
    page.get_by_role("button", name="归档", exact=True).click()
    # Six are bound one after the other, each by a child.
    expect(page.get_by_text("6份已归档。")).to_be_visible(timeout=120_000)
    record = Record.objects.get(source=f"meeting:{meeting.pk}")
    assert record.parts.count() == 6
    assert record.parts.filter(kind=Part.Kind.SIGN_IN).count() == 1

    expect(page.get_by_role("link", name="录入计票")).to_have_count(2)
    page.get_by_role("link", name="登记到会人数").click()
    page.wait_for_url(f"**{reverse('villages:meeting_attendance', args=[meeting.pk])}")
    expect(page.get_by_role("heading", name="登记到会人数")).to_be_visible()
