"""Every address that answers a kept file × role: where a photo was taken its keepers alone learn.

The addresses come from the resolver: a new view that answers a file fails here until a row of its
kind is made below, with a photo and a film of a phone behind it.
"""

import datetime
import inspect
import io
import zipfile
from dataclasses import dataclass

import pytest
from django.urls import reverse

from archives.acts.record import file_fact
from archives.models import PartFile, Record
from archives.papers.part import NewPart
from campaigns.models import (
    Acceptance,
    Application,
    BasisDocument,
    Honour,
    PlanVersion,
    PriorResult,
    Review,
    StandardDocument,
    StandardVersion,
    TargetChange,
)
from tests.campaigns.rounds import *  # noqa: F403
from tests.hostile import box, phone_photo
from tests.personas import person
from township.access import Role
from township.access.checks import patterns
from township.corrections import Correction
from township.files.filmcleaner import clean
from township.files.models import StoredFile
from township.files.storing import store
from township.users.models import User
from villages.models import (
    Activity,
    Attachment,
    Authorisation,
    Have,
    HaveKey,
    HavesCheck,
    Posting,
    VillageChange,
)

pytestmark = pytest.mark.one_database
DAY = datetime.date(2025, 6, 1)
KEEPERS = {Role.OFFICE, Role.CADRE}
ANSWERING = {"answer", "file_answer", "FileResponse", "StreamingHttpResponse"}
# Made by the system itself: workbooks; pictures that are drawn anew in any case; copies of PDF,
# which everybody who sees the row has as it is.
OWN = {
    "batch_file",
    "burden_export",
    "completeness_export",
    "gaps_export",
    "file_preview",
    "file_page",
    "file_searchable",
    "scan_picture",
}
PLACE = b"+30.6612+104.0634/"


def film():
    described = box(b"udta", box(b"\xa9xyz", PLACE) + box(b"\xa9mak", b"Phone"))
    track = box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + b"vide" + bytes(13))))
    return (
        box(b"ftyp", b"isom\0\0\2\0isommp41")
        + box(b"moov", track + described + box(b"meta", PLACE))
        + box(b"mdat", b"\2" * 400)
    )


def kept(content, name):
    return store(io.BytesIO(content), name)


@pytest.fixture
def records(campaign, village, cadre):
    """A photo and a film in the evidence of the application."""
    parts = [NewPart("照片", kept(phone_photo(), "现场.jpg"), "现场.jpg")]
    parts.append(NewPart("录像", kept(film(), "现场.mp4"), "现场.mp4"))
    return file_fact(
        village, "XCH", source="publicity:1", title="宣传", on=DAY, by=cadre, parts=parts
    )


@pytest.fixture
def final(records, scoring, office):
    score(scoring)  # noqa: F405
    row = ROUND.perform("review", scoring, by=office, on=datetime.date(2025, 12, 21))  # noqa: F405
    row = ROUND.perform("announce", row, by=office, on=datetime.date(2025, 12, 22), days=7)  # noqa: F405
    return ROUND.perform("finalise", row, by=office, on=datetime.date(2025, 12, 30))  # noqa: F405


@pytest.fixture
def people(office, leader, observer, evaluator, district, cadre, other_village, township):
    stranger = person("cadre-other", "刘专干", Role.CADRE, township=township)
    other_village.cadres.add(stranger.memberships.get())
    named = (office, leader, observer, evaluator, district, cadre)
    return {user.memberships.get().role: user for user in named} | {"stranger": stranger}


@dataclass
class Place:
    """What the rows of a kind stand on; `given` and `photo` name the file."""

    sent: Application
    office: User
    file: StoredFile
    file_name: str

    @property
    def village(self):
        return self.sent.village

    @property
    def campaign(self):
        return self.sent.campaign

    @property
    def given(self):
        return {"file": self.file, "file_name": self.file_name}

    @property
    def photo(self):
        return {"photo": self.file, "photo_name": self.file_name}


def attachment(at):
    activity = Activity.objects.create(
        village=at.village, kind="theme", title="活动", on=DAY, headcount=20
    )
    owner = {"noun": "activity", "object_id": activity.pk}
    return Attachment.objects.create(village=at.village, **owner, **at.given)


def have(at):
    check = HavesCheck.objects.create(village=at.village, year=2025, checked_on=DAY)
    return Have.objects.create(check_of=check, key=HaveKey.values[0], **at.photo)


def posting(at):
    days = {"posted_on": DAY, "until": DAY}
    return Posting.objects.create(
        village=at.village, kind="other", title="公示", **days, **at.photo
    )


def authorisation(at):
    days = {"granted_on": DAY, "since": DAY, "until": DAY}
    return Authorisation.objects.create(village=at.village, **days, **at.given)


def document(at):
    return BasisDocument.objects.create(campaign=at.campaign, title="通知", **at.given)


def plan(at):
    issued = {"number": 1, "title": "方案", "status": "issued"}
    return PlanVersion.objects.create(campaign=at.campaign, **issued, **at.given)


def target_change(at):
    years = {"old_year": 2025, "new_year": 2026, "old_commitment": "firm", "new_commitment": "firm"}
    target = at.campaign.targets.get()
    return TargetChange.objects.create(
        target=target, kind="moved", by=at.office, reason="雨", document="会议", **years, **at.given
    )


def acceptance(at):
    decided = {"result": "accepted", "visited_on": DAY, "team": "甲", "opinion": "合格"}
    return Acceptance.objects.create(
        application=at.sent,
        submission=at.sent.submissions.get(),
        entered_by=at.office,
        **decided,
        **at.given,
    )


def honour(at, **given):
    issuer = at.campaign.levels.get(code="ADVANCED").named_by
    return Honour.objects.create(
        village=at.village,
        level=at.sent.level,
        application=at.sent,
        year=DAY.year,
        issuer=issuer,
        issuer_name=str(issuer),
        plaque_number="1",
        document_number="1",
        awarded_on=DAY,
        **(given or at.given),
    )


def review(at):
    held = honour(at, document_title="命名")
    told = {"result": "kept", "on": DAY, "document_number": "2", "reason": "复审"}
    return Review.objects.create(honour=held, **told, **at.given)


def prior_result(at):
    row = PriorResult(
        campaign=at.campaign, village=at.village, year=DAY.year, points=80, **at.given
    )
    row.enter(at.office)
    row.save()
    return row


def correction(at, **changed):
    held = honour(at, document_title="命名")
    return Correction.objects.create(
        township=at.village.township,
        village_id=at.village.pk,
        noun="campaigns.honour",
        object_id=held.pk,
        title=str(held),
        url=held.get_absolute_url(),
        reason="录错",
        asked_by=at.office,
        **at.given,
        **({"changes": []} | changed),
    )


def of_another_file(name):
    """A correction that puts the file of `at` in place of another, or another in its place."""
    change = {"name": "file", "label": "命名文件", "is_file": True}
    change |= {"before_shown": "现场.jpg", "after_shown": "现场.jpg"}
    return lambda at: correction(at, changes=[change], **{name: at.given["file"]})


def change(at):
    told = {"kind": "renamed", "on": DAY, "reason": "批复", "document_number": "江府函〔2025〕9号"}
    return VillageChange.objects.create(
        village=at.village, name="新名村", by=at.office, **told, **at.given
    )


def standard_document(at):
    version = StandardVersion.objects.filter(standard__campaign=at.campaign).first()
    told = {"title": "标准", "number": "示卫发〔2025〕8号", "dated": DAY, "issuer": "区政府"}
    return StandardDocument.objects.create(version=version, **told, **at.given)


MAKERS = {
    "correction_file": correction,
    "correction_old_file": of_another_file("old_file"),
    "correction_new_file": of_another_file("new_file"),
    "change_file": change,
    "standard_document_file": standard_document,
    "attachment": attachment,
    "have_photo": have,
    "posting_photo": posting,
    "authorisation_file": authorisation,
    "file": lambda at: PartFile.objects.get(file=at.file),
    "document_file": document,
    "plan_file": plan,
    "target_change_file": target_change,
    "acceptance_file": acceptance,
    "honour_file": honour,
    "prior_result_file": prior_result,
    "review_file": review,
    "application_package": lambda at: at.sent,
}


def answering_views():
    """Names of the addresses of one row whose view answers a file, from the resolver."""
    found = {}
    for route, pattern in patterns():
        code = getattr(inspect.unwrap(pattern.callback), "__code__", None)
        if code and ANSWERING & set(code.co_names) and pattern.name not in OWN:
            found[pattern.name] = route
    return found


VIEWS = answering_views()
# A package to hand over goes to keepers only: the whole year, bit for bit.
ONE_ROW = {name: route for name, route in VIEWS.items() if "<int:pk>" in route}


def contents(answer):
    """The bytes of an answer, of each member where it is a package."""
    content = b"".join(answer.streaming_content)
    if answer["Content-Type"] != "application/zip":
        return [content]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [package.read(name) for name in package.namelist()]


def test_the_views_that_answer_files_are_known():
    assert set(VIEWS) - set(ONE_ROW) == {"package"}
    assert len(ONE_ROW) >= 11


@pytest.mark.parametrize("file_name", ["现场.jpg", "现场.mp4"])
@pytest.mark.parametrize("name", ONE_ROW)
def test_only_keepers_learn_where_a_photo_was_taken(client, name, file_name, sent, office, people):
    original = phone_photo() if file_name.endswith("jpg") else film()
    row = MAKERS[name](Place(sent, office, kept(original, file_name), file_name))
    place = ONE_ROW[name].split("/")[0]
    app = f"{place}:" if place in ("villages", "archives", "campaigns") else ""
    url = reverse(f"{app}{name}", args=[row.pk])
    answered, told = set(), set()
    for role, user in people.items():
        client.force_login(user)
        answer = client.get(url)
        if answer.status_code != 200:
            assert answer.status_code in (403, 404), f"{role} {url}"
            continue
        answered.add(role)
        if any(content == original or PLACE in content for content in contents(answer)):
            told.add(role)
    assert Role.OFFICE in told and told <= KEEPERS, f"{url}: {told}"
    assert answered - KEEPERS, f"{url}: nobody else was asked"


def test_a_film_without_its_place_plays_as_before(tmp_path):
    """Only the describing boxes are emptied: the length and every other byte stay."""
    before, after = tmp_path / "a.mp4", tmp_path / "b.mp4"
    before.write_bytes(film())
    clean(before, after)
    old, new = before.read_bytes(), after.read_bytes()
    assert len(old) == len(new) and PLACE not in new and b"Phone" not in new
    assert new[: old.index(b"udta")] == old[: old.index(b"udta")]
    assert new[old.index(b"mdat") :] == old[old.index(b"mdat") :]


def test_the_original_stays_as_it_is(records, village, cadre, client):
    client.force_login(cadre)
    version = PartFile.objects.get(file_name="现场.jpg")
    assert contents(client.get(reverse("archives:file", args=[version.pk]))) == [phone_photo()]
    assert StoredFile.objects.get(pk=version.file_id).path.read_bytes() == phone_photo()
    assert Record.objects.count() >= 1
