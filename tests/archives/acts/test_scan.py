"""What came back is sorted by its codes, filed when somebody has looked, and taken back."""

import base64
import io
from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone
from pypdf import PdfReader

from archives.acts import scan as acts
from archives.acts import scan_reading
from archives.models import Part, PartFile, Record, ScanBatch, ScanPage, ScanReading
from archives.queries.scan import NO_CODE, NOT_HERE, proposed_titles, sort_pages
from tests.archives import scans, steps
from tests.archives.readings import line, page, reads
from township.files.storing import keep_composed, store
from township.history.models import Entry
from township.papers import compose
from township.papers.codes import qr_png
from township.papers.marking import address_of
from township.papers.marks import PaperMark, address
from township.workflow import Refused
from villages.papers import meeting as papers
from villages.workflows.meeting import MEETING

pytestmark = [pytest.mark.usefixtures("categories"), pytest.mark.django_db]
Outcome = ScanPage.Outcome


@pytest.fixture
def meeting(village, cadre):
    meeting = steps.meet(village, cadre)
    steps.vote(meeting, cadre)
    return meeting


def printed(name, values, township):
    return scans.sheets(compose(name, values, township=township).pdf())


def sign_in(meeting):
    return printed("sign_in", papers.sign_in(meeting), meeting.village.township)


def with_codes(*contents):
    """A page that bears codes of any content."""
    from PIL import Image

    page = scans.blank()
    for at, content in enumerate(contents):
        code = Image.open(io.BytesIO(qr_png(content, 6))).convert("RGB")
        page.paste(code, (200 + 700 * at, 300))
    return page


def sent(village, by, *files):
    kept = [(store(io.BytesIO(content), name), name) for name, content in files]
    return acts.take_in(village, kept, by=by)


def read(village, by, *pages):
    batch = sent(village, by, ("扫描.pdf", scans.scanned(pages)))
    acts.read_scans.func(batch.pk)
    batch.refresh_from_db()
    return batch


def filed(batch, group, by):
    return acts.file_group(batch, group, acts.bind_group(batch, group), by=by)


def placed(village, by, meeting=None):
    """A batch of one page, as it is once it was read: a sheet of a meeting, or without a code."""
    pdf = compose("sign_in", papers.sign_in(meeting or steps.meet(village, by))).pdf()
    batch = sent(village, by, ("扫描.pdf", pdf))
    page = batch.pages.first()
    batch.pages.exclude(pk=page.pk).delete()
    page.read_at = timezone.now()
    if meeting:
        page.sheet, page.thing, page.place = "sign_in", meeting.pk, 1
    page.save()
    acts.read_scans.func(batch.pk)
    batch.refresh_from_db()
    return batch


def faults(batch, user):
    return {page.order: told for page, told in sort_pages(batch, user).box}


def test_pages_come_upright_and_in_order_and_are_filed(village, cadre, meeting):
    first, second = sign_in(meeting)[:2]
    batch = read(village, cadre, scans.turned(second, 180), scans.turned(first, 90))
    assert (batch.stage, batch.left) == (ScanBatch.Stage.WAITING, 2)
    assert not Record.objects.exists(), "nothing is filed unseen"
    (group,) = sort_pages(batch, cadre).proposed
    assert [(page.place, page.turn) for page in group.pages] == [(1, 270), (2, 180)]
    assert (group.row, group.label, group.missing) == (meeting, "签到册", [])
    record = filed(batch, group, cadre)
    part = record.parts.get()
    assert part.kind == Part.Kind.SIGN_IN and record.source == f"meeting:{meeting.pk}"
    kept = PdfReader(PartFile.objects.get(part=part).file.path)
    assert [page.rotation for page in kept.pages] == [270, 180]
    batch.refresh_from_db()
    assert (batch.stage, batch.left) == (ScanBatch.Stage.SETTLED, 0)
    assert Entry.objects.about(record).filter(verb="scan.file").exists()
    done = MEETING.perform("close", meeting, by=cadre)
    assert record.parts.count() == 3, "minutes and sheet lie beside the signed one"
    assert Record.objects.get(source=f"meeting:{done.pk}") == record


@pytest.mark.one_database
def test_bad_pages_are_told_and_the_rest_is_filed(
    village, other_village, cadre, other_cadre, meeting
):
    far = steps.meet(other_village, other_cadre)
    good = sign_in(meeting)[0]
    township = village.township_id
    with override_settings(SECRET_KEY="x" * 60):
        forged = address_of(PaperMark(township, "sign_in", meeting.pk))
    pages = [
        good,
        with_codes(address_of(PaperMark(township + 1, "sign_in", meeting.pk))),
        with_codes(forged),
        with_codes(address_of(PaperMark(township, "minutes", 999_999))),
        with_codes(
            address_of(PaperMark(township, "minutes", meeting.pk)),
            address_of(PaperMark(township, "ballot", meeting.pk)),
        ),
        scans.blank(),
        scans.blurred(good),
        sign_in(far)[0],
        good,
        with_codes("https://weixin.example/abc"),
    ]
    batch = read(village, cadre, *pages)
    told = faults(batch, cadre)
    assert told == {
        2: acts.FOREIGN,
        3: acts.FORGED,
        4: NOT_HERE,
        5: acts.SEVERAL,
        6: acts.BLANK,
        7: NO_CODE,
        8: NOT_HERE,
        9: "和第1页是同一页，多扫了一次的请去掉。",
        10: NO_CODE,
    }, "what is gone and what is another's are told alike"
    (group,) = sort_pages(batch, cadre).proposed
    filed(batch, group, cadre)
    batch.refresh_from_db()
    assert batch.left == 9


def test_old_codes_are_filed_while_their_key_is_known_and_those_of_a_later_version_told(
    village, cadre, meeting, settings
):
    later = base64.b32encode(bytes([9] * 20)).decode().rstrip("=")
    with override_settings(SECRET_KEY="x" * 60):
        old = address_of(PaperMark(village.township_id, "sign_in", meeting.pk))
    pages = with_codes(old), with_codes(address(later, settings.SITE_URL))
    settings.SECRET_KEY_FALLBACKS = ["x" * 60]
    batch = read(village, cadre, *pages)
    assert faults(batch, cadre) == {2: acts.UNKNOWN}
    (group,) = sort_pages(batch, cadre).proposed
    assert (group.row, [page.order for page in group.pages]) == (meeting, [1])


def test_a_damaged_page_keeps_none_of_the_others(village, cadre, meeting, monkeypatch):
    good = sign_in(meeting)[0]
    file = keep_composed(scans.scanned([good, good, scans.blank()]), "扫描.pdf")
    batch = acts.take_in(village, [(file, "扫描.pdf")], by=cadre)
    whole = acts.page_codes.sandbox.run

    def run(program, path, media_type, number, *rest, **how):
        if number == 2:
            raise acts.page_codes.sandbox.ChildFailed(program, 1, "damaged")
        return whole(program, path, media_type, number, *rest, **how)

    monkeypatch.setattr(acts.page_codes.sandbox, "run", run)
    acts.read_scans.func(batch.pk)
    assert faults(batch, cadre) == {2: acts.page_codes.DAMAGED, 3: acts.BLANK}
    assert [page.order for page in sort_pages(batch, cadre).proposed[0].pages] == [1]


@pytest.mark.one_database
def test_a_page_with_a_damaged_picture_is_not_dropped_with_the_blank_ones(village, cadre, meeting):
    good = sign_in(meeting)[0]
    content = scans.damaged(scans.scanned([good, good, scans.blank()]), 2)
    file = keep_composed(content, "扫描.pdf")
    batch = acts.take_in(village, [(file, "扫描.pdf")], by=cadre)
    acts.read_scans.func(batch.pk)
    assert faults(batch, cadre) == {2: acts.HOLLOW, 3: acts.BLANK}
    found = sort_pages(batch, cadre)
    assert [page.order for page in found.blanks] == [3]
    assert [page.order for page in found.proposed[0].pages] == [1]


@pytest.mark.long
@pytest.mark.one_database
def test_one_damaged_page_among_sixty_costs_itself_alone(village, cadre, meeting):
    """A thick pile: a code on each page, the picture of one overwritten by a bad medium."""
    mark, worn = PaperMark(village.township_id, "sign_in", meeting.pk), 37
    pages = [with_codes(address_of(mark, number)).crop((0, 0, 700, 800)) for number in range(1, 61)]
    content = scans.damaged(scans.scanned(pages), worn)
    batch = sent(village, cadre, ("扫描.pdf", content))
    acts.read_scans.func(batch.pk)
    batch.refresh_from_db()
    assert faults(batch, cadre) == {worn: acts.HOLLOW}
    (group,) = sort_pages(batch, cadre).proposed
    assert (len(group.pages), group.missing) == (59, [worn])
    record = filed(batch, group, cadre)
    kept = PdfReader(PartFile.objects.get(part__record=record).file.path)
    batch.refresh_from_db()
    assert (len(kept.pages), batch.left) == (59, 1)


@pytest.mark.one_database
def test_a_photo_of_a_screen_is_sorted_like_the_paper(village, cadre, meeting):
    photo = scans.jpeg(scans.of_screen(sign_in(meeting)[0]))
    batch = sent(village, cadre, ("屏幕.jpg", photo), ("空白.jpg", scans.jpeg(scans.blank())))
    acts.read_scans.func(batch.pk)
    assert faults(batch, cadre) == {2: acts.BLANK}
    (group,) = sort_pages(batch, cadre).proposed
    assert (group.row, group.sheet, len(group.pages)) == (meeting, "sign_in", 1)


def test_a_photo_is_filed_without_its_place(village, cadre, meeting):
    photo = scans.jpeg(scans.turned(sign_in(meeting)[0], 270))
    batch = sent(village, cadre, ("照片.jpg", photo))
    acts.read_scans.func(batch.pk)
    (group,) = sort_pages(batch, cadre).proposed
    record = filed(batch, group, cadre)
    (page,) = PdfReader(PartFile.objects.get(part__record=record).file.path).pages
    assert page.rotation == 90 and len(page.images) == 1


def test_the_same_file_is_not_taken_twice(village, cadre, meeting):
    content = compose("sign_in", papers.sign_in(meeting)).pdf()
    batch = sent(village, cadre, ("扫描.pdf", content))
    with pytest.raises(Refused, match="已经上传过"):
        sent(village, cadre, ("又一次.pdf", content))
    other = compose("minutes", papers.minutes(meeting)).pdf()
    with pytest.raises(Refused, match="完全相同"):
        sent(village, cadre, ("甲.pdf", other), ("乙.pdf", other))
    acts.drop(batch, batch.pages.all(), by=cadre, reason="扫歪了")
    assert sent(village, cadre, ("扫描.pdf", content)), "what was dropped may come again"


@pytest.mark.parametrize(("pages", "is_taken"), [(60, True), (61, False)])
def test_sixty_pages_are_the_most(village, cadre, pages, is_taken):
    file = keep_composed(scans.scanned([scans.blank().resize((40, 60))] * pages), "厚.pdf")
    if is_taken:
        assert acts.take_in(village, [(file, "厚.pdf")], by=cadre).left == pages
    else:
        with pytest.raises(Refused, match="最多60页"):
            acts.take_in(village, [(file, "厚.pdf")], by=cadre)


@pytest.mark.usefixtures("papers_set")
def test_what_was_filed_wrongly_is_taken_back(village, cadre, meeting):
    batch = placed(village, cadre, meeting)
    (group,) = sort_pages(batch, cadre).proposed
    record = filed(batch, group, cadre)
    part = record.parts.get()
    acts.take_back(batch, part, by=cadre, reason="归错了会议")
    part.refresh_from_db()
    assert part.kind == Part.Kind.ATTACHMENT, "it no more stands for a signed sheet"
    assert part.files.count() == 2, "the former version stays"
    assert batch.pages.get().outcome == ScanPage.Outcome.WAITING
    with pytest.raises(Refused, match="已经取回"):
        acts.take_back(batch, part, by=cadre, reason="再来")
    (group,) = sort_pages(batch, cadre).proposed
    filed(batch, group, cadre)
    part.refresh_from_db()
    assert part.kind == Part.Kind.SIGN_IN and part.files.count() == 3


def test_two_people_file_a_page_once(village, cadre, office, meeting):
    batch = placed(village, cadre, meeting)
    (mine,) = sort_pages(batch, cadre).proposed
    (theirs,) = sort_pages(batch, office).proposed
    filed(batch, mine, cadre)
    with pytest.raises(Refused, match="别人已经办过"):
        filed(batch, theirs, office)
    assert PartFile.objects.count() == 1


def test_a_page_without_a_code_is_assigned_by_hand(
    village, other_village, cadre, other_cadre, meeting
):
    batch = placed(village, cadre)
    page = batch.pages.get()
    acts.turn(batch, page, 90, by=cadre)
    far = steps.meet(other_village, other_cadre)
    with pytest.raises(Refused):
        acts.assign(batch, page, "minutes", far.pk, by=cadre)
    acts.assign(batch, page, "minutes", meeting.pk, by=cadre)
    (group,) = sort_pages(batch, cadre).proposed
    assert (group.sheet, group.row, group.pages[0].turn) == ("minutes", meeting, 90)


def test_nothing_is_filed_for_a_cancelled_meeting(village, cadre):
    meeting = steps.meet(village, cadre)
    batch = placed(village, cadre, meeting)
    MEETING.perform("cancel", meeting, by=cadre)
    (group,) = sort_pages(batch, cadre).proposed
    with pytest.raises(Refused, match="已经取消"):
        filed(batch, group, cadre)


@pytest.mark.parametrize(("days", "is_kept"), [(29, True), (31, False)])
def test_a_settled_batch_is_cleared_after_some_days(village, cadre, days, is_kept):
    batch = placed(village, cadre)
    acts.clear_settled()
    acts.drop(batch, batch.pages.all(), by=cadre, reason="空白页")
    ScanBatch.objects.update(settled_at=timezone.now() - timedelta(days=days))
    assert acts.clear_settled() == (not is_kept)
    assert (batch.pages.get().file is not None) == is_kept
    if not is_kept:
        batch.refresh_from_db()
        with pytest.raises(Refused, match="已经清理"):
            acts.put_back(batch, batch.pages.get(), by=cadre)


def test_what_waits_is_never_cleared(village, cadre):
    batch = placed(village, cadre)
    ScanBatch.objects.update(made_at=timezone.now() - timedelta(days=900))
    assert acts.clear_settled() == 0 and batch.pages.get().file


def test_a_broken_reading_goes_on(village, cadre):
    batch = sent(village, cadre, ("扫描.pdf", scans.scanned([scans.blank().resize((80, 120))])))
    with pytest.raises(Refused, match="正在识别"):
        acts.read_again(batch, by=cadre)
    ScanBatch.objects.update(alive_at=timezone.now() - timedelta(minutes=6))
    batch.refresh_from_db()
    acts.read_again(batch, by=cadre)
    acts.read_scans.func(batch.pk)
    acts.read_scans.func(batch.pk)
    batch.refresh_from_db()
    assert batch.stage == ScanBatch.Stage.WAITING


def test_only_pdf_and_pictures_are_taken(village, cadre):
    with pytest.raises(Refused, match="只收PDF和照片"):
        sent(village, cadre, ("名单.txt", "甲，乙，丙".encode()))


def test_a_page_without_a_code_is_offered_by_what_it_calls_itself(
    village, cadre, meeting, monkeypatch, settings
):
    heading = line("万顺村村民代表会议记录", high=400)
    readers = reads(monkeypatch, settings, page(heading, "时间：2026年3月5日", "地点：村委会"))
    batch = placed(village, cadre)
    (waits,) = batch.pages.all()
    assert proposed_titles([waits]) == {}, "nothing has read it yet"
    scan_reading.read_scan.func(waits.file_id)
    assert proposed_titles([waits]) == {waits.pk: "万顺村村民代表会议记录"}
    with_code = placed(village, cadre, meeting)
    assert not ScanReading.objects.filter(file__in=with_code.pages.values("file")).exists()
    assert readers.asked == [1]


def test_pages_that_changed_since_they_were_bound_are_not_filed(village, cadre, meeting):
    batch = placed(village, cadre, meeting)
    (group,) = sort_pages(batch, cadre).proposed
    bound = acts.bind_group(batch, group)
    acts.turn(batch, group.pages[0], 90, by=cadre)
    with pytest.raises(Refused, match="别人已经办过"):
        acts.file_group(batch, group, bound, by=cadre)
    assert not Record.objects.exists()
    assert filed(batch, group, cadre).parts.get().kind == Part.Kind.SIGN_IN
