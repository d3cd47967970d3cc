"""What the district is sent: plain values, frozen on the day."""

import hashlib
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from archives.models import PartFile, Record
from campaigns.acts.submission import (
    FIGURE_NAMES,
    digest,
    evidence_of,
    figures_of,
    notice_of,
    plain,
    snapshot_of,
    submit_snapshot,
)
from campaigns.models import Application, Honour, Notice, Submission
from campaigns.papers.application import application_form
from campaigns.workflows.application import APPLICATION
from tests.campaigns.dossiers import *  # noqa: F403
from tests.campaigns.dossiers import keep
from tests.campaigns.rounds import SENT_ON
from township.workflow import Refused
from villages.models import (
    AssociationMember,
    Body,
    Figures,
    Have,
    HaveKey,
    HavesCheck,
    Person,
    Representative,
    Term,
)
from villages.rules.bodies import BodyKind, PostKind


@pytest.mark.one_database
def test_what_was_sent_does_not_follow_later_changes(sent, village, cadre):
    before = sent.submissions.get()
    keep(village, "XCH", "publicity:2", "后来的宣传", [], cadre)
    after = Submission.objects.get(pk=before.pk)
    assert after.snapshot == before.snapshot and after.sha256 == before.sha256
    assert "后来的宣传" not in str(after.snapshot)


def test_the_submission_files_itself(sent):
    record = Record.objects.get(source=f"application:{sent.pk}")
    assert record.category.code == "KPS" and record.requirement == "honour"
    assert [part.name for part in record.parts.all()] == ["申报表", "申报的函"]
    assert record.metadata["document_number"] == "清府函〔2026〕8号"
    assert record.on == SENT_ON


@pytest.mark.usefixtures("papers_set")
def test_a_second_sending_adds_versions_to_the_same_record(sent, district, office, leader):
    given = {"visited_on": SENT_ON, "team": "周验收", "opinion": "补充。"}
    row = APPLICATION.perform("return_by_district", sent, by=district, **given)
    Application.objects.filter(pk=row.pk).update(deeds="补充了公开情况。")
    row = APPLICATION.perform("submit", row, by=office, on=date(2026, 1, 14))
    APPLICATION.perform("approve", row, by=leader, on=date(2026, 1, 15))
    assert [one.number for one in sent.submissions.all()] == [2, 1]
    record = Record.objects.get(source=f"application:{sent.pk}")
    form = record.parts.get(name="申报表")
    assert form.files.count() == 2
    assert Record.objects.filter(source__startswith="acceptance:").count() == 1


def test_nothing_is_sent_when_its_record_cannot_be_filed(application, office, leader, monkeypatch):
    row = APPLICATION.perform("submit", application, by=office, on=SENT_ON)
    monkeypatch.setattr("campaigns.receivers.CODE", "XXX")
    with pytest.raises(Refused):
        APPLICATION.perform("approve", row, by=leader, on=SENT_ON)
    row.refresh_from_db()
    assert row.status == "leader" and not row.submissions.exists()


# --- what stands in it


def test_values_become_what_json_gives_back():
    given = {"on": date(2026, 1, 5), "points": Decimal("93.50"), "name": "万顺村", "none": None}
    assert plain(given) == {
        "on": "2026-01-05",
        "points": "93.50",
        "name": "万顺村",
        "none": None,
    }


def test_the_sum_is_that_of_the_values_in_any_order():
    assert digest({"a": "村", "b": 1}) == digest({"b": 1, "a": "村"})
    assert digest({"a": "村"}) != digest({"a": "社"})
    told = hashlib.sha256('{"a": "村"}'.encode()).hexdigest()
    assert digest({"a": "村"}) == told


def test_what_is_frozen_is_numbered_dated_and_summed(application):
    first = submit_snapshot(application, SENT_ON)
    second = submit_snapshot(application, date(2026, 1, 15))
    assert (first.number, second.number) == (1, 2)
    assert second.sent_on == date(2026, 1, 15) and second.snapshot["on"] == "2026-01-15"
    assert second.sha256 == digest(second.snapshot) != first.sha256


def test_the_recipient_is_the_naming_organ_unless_another_was_written(application):
    assert snapshot_of(application)["recipient"] == "清江区人民政府"
    application.recipient = "清江区人民政府"
    told = snapshot_of(application)
    assert told["recipient"] == "清江区人民政府" and told["on"] == timezone.localdate()


def test_a_campaign_goes_out_under_its_short_name_where_it_has_one(application):
    application.campaign.short_name = "人口自治"
    assert snapshot_of(application)["campaign"] == "人口自治"
    application.campaign.short_name = ""
    assert snapshot_of(application)["campaign"] == application.campaign.name


def test_the_highest_level_held_in_the_same_campaign_is_told(application, office):
    assert snapshot_of(application)["held"] == ""
    levels = list(application.campaign.levels.order_by("rank"))
    for level in levels:
        other = application
        if level != application.level:
            other = Application.objects.create(
                campaign=application.campaign,
                village=application.village,
                level=level,
                evaluation=application.evaluation,
                created_by=office,
            )
        Honour.objects.create(
            village=application.village,
            level=level,
            application=other,
            year=2025,
            issuer=level.named_by,
            issuer_name=str(level.named_by),
            plaque_number=f"牌{level.rank}",
            document_number="号",
            awarded_on=SENT_ON,
        )
    assert snapshot_of(application)["held"] == "区级先进村"
    Honour.objects.filter(level=levels[-1]).update(status="revoked")
    assert snapshot_of(application)["held"] == "合格村"


def test_its_own_publicity_stands_before_the_rounds(application, office):
    round = application.evaluation.round
    assert notice_of(application) == {
        "since": round.announced_on,
        "until": round.announced_until,
        "is_own": False,
    }
    days = [date(2026, 1, 1), date(2026, 1, 7)]
    for number in (1, 2):
        Notice.objects.create(
            application=application,
            number=number,
            since=days[0].replace(day=number),
            until=days[1],
            posted_by=office,
        )
    told = notice_of(application)
    assert (told["since"], told["until"], told["is_own"]) == (date(2026, 1, 2), days[1], True)


def test_a_village_without_figures_has_its_groups_and_nothing_else(village):
    told = figures_of(village, SENT_ON, ["association"])
    assert told.keys() == FIGURE_NAMES.keys()
    assert told["groups"] == 3
    assert (told["population"], told["households"], told["adults"]) == (None, None, None)
    assert (told["members"], told["directors"], told["venue"]) == (0, 0, "")


def test_the_figures_are_those_of_the_day(village, django_assert_num_queries):
    for year, population in ((2025, 1200), (2024, 1100)):
        Figures.objects.create(
            village=village, year=year, population=population, households=300, adults=900
        )
    body = Body.objects.create(village=village, kind=BodyKind.ASSOCIATION)
    people = [Person.objects.create(village=village, name=f"某{n}") for n in range(4)]
    posts = [PostKind.PRESIDENT, PostKind.BOARD_MEMBER, PostKind.BOARD_MEMBER, PostKind.MEMBER_HEAD]
    for person, post in zip(people, posts, strict=True):
        Term.objects.create(body=body, person=person, post=post, since=date(2025, 1, 1))
    groups = list(village.groups.all())
    given = zip(people, (groups[0], groups[0], groups[1], None), strict=True)
    for person, group in given:
        AssociationMember.objects.create(
            village=village, person=person, group=group, since=date(2025, 1, 1)
        )
    for person, gender in zip(people[:2], ("woman", "man"), strict=True):
        Person.objects.filter(pk=person.pk).update(gender=gender)
        Representative.objects.create(village=village, person=person, since=date(2025, 1, 1))
    check = HavesCheck.objects.create(village=village, year=2025, checked_on=date(2025, 6, 1))
    Have.objects.create(check_of=check, key=HaveKey.VENUE, is_met=True, evidence="村文化广场")
    with django_assert_num_queries(7):
        told = figures_of(village, SENT_ON, ["working_group", "association"])
    assert (told["population"], told["households"]) == (1200, 300)
    assert (told["directors"], told["association_groups"], told["members"]) == (3, 2, 4)
    assert told["venue"] == "村文化广场"
    assert (told["representatives"], told["women_representatives"]) == (2, 1)
    before = figures_of(village, date(2024, 12, 31), ["association"])
    assert (before["directors"], before["members"]) == (0, 0)


def test_the_association_is_asked_about_where_the_campaign_asks_for_one(sent, application, village):
    frozen = snapshot_of(application)
    assert "directors" not in frozen["figures"] and frozen["figures"]["groups"] == 3
    assert not application_form(plain(frozen))["has_association"]
    campaign = application.campaign
    campaign.bodies_asked = ["association"]
    asked = snapshot_of(application)
    assert asked["figures"] == frozen["figures"] | {
        "directors": 0, "association_groups": 0, "members": 0, "venue": "",
    }  # fmt: skip
    values = application_form(plain(asked))
    assert values["has_association"] and values["members"] == 0


def evidence_by_code(evaluation):
    return {one["code"]: one["records"] for one in evidence_of(evaluation)}


def test_evidence_is_the_newest_version_of_each_part_and_restricted_ones_keep_their_files(
    sent, village
):
    told = {
        record["title"]: record
        for records in evidence_by_code(sent.evaluation).values()
        for record in records
    }
    charter = told["万顺村自治章程"]
    assert [(file["part"], file["media_type"]) for file in charter["files"]] == [
        ("定稿", "application/pdf")
    ]
    newest = PartFile.objects.get(part__record=charter["record"], number=2).file
    assert charter["files"][0]["sha256"] == newest.sha256
    assert charter["files"][0]["size"] == newest.size
    assert len(told["公开栏宣传"]["files"]) == 2
    assert (told["惩处决定"]["files"], told["惩处决定"]["is_restricted"]) == ([], True)
    assert not charter["is_restricted"]


def test_what_evaluators_cited_stands_alone_and_else_all_of_the_categories(sent):
    evaluation = sent.evaluation
    order = [row.code for row in evaluation.standard_version.indicators.all()]
    assert [one["code"] for one in evidence_of(evaluation)] == order
    wide = evidence_by_code(evaluation)
    code = next(code for code, records in wide.items() if len(records) > 1)
    kept = evaluation.evidence
    chosen = wide[code][0]["record"]
    evaluation.evidence = [
        one | {"cited": [code] if one["record"] == chosen else []} for one in kept
    ]
    told = evidence_by_code(evaluation)
    assert [one["record"] for one in told[code]] == [chosen]
    others = {key: len(records) for key, records in told.items() if key != code}
    assert others == {key: len(records) for key, records in wide.items() if key != code}
