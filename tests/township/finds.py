"""One row of each kind that can be found, planted in a village under a name nobody else bears."""

import datetime

from django.utils import timezone

from archives.acts.record import file_fact
from archives.models import Category, ScanBatch, ScanPage, ScanReading
from campaigns.models import (
    Application,
    Assignment,
    AssignmentRow,
    Authority,
    Campaign,
    Evaluation,
    Honour,
    Level,
    Rectification,
    Round,
    Sheet,
    Standard,
    StandardVersion,
    Submission,
)
from tests.archives.parts import part_of
from tests.archives.readings import line, page
from township.files.storing import keep_composed
from villages.models import (
    Body,
    Clause,
    Meeting,
    Motion,
    Person,
    Posting,
    Term,
    Text,
    TextVersion,
)

DAY = datetime.date(2026, 3, 2)
NAME = "青杠林"
# A place whose name is told from the others by its number.
OF_VILLAGE = (
    "villages",
    "people",
    "texts",
    "clauses",
    "meetings",
    "motions",
    "postings",
    "records",
    "scans",
    "codeless",
    "rectifications",
    "applications",
    "honours",
)
OF_TOWNSHIP = ("tasks", "assignments")


def plant(village, by, number):
    """Rows of every kind in the village; each carries NAME and the village's number."""
    name = f"{NAME}{number}号"
    village.name = f"{name}村"
    village.save()
    plant_affairs(village, by, name)
    plant_campaign(village, by, name)
    return village


def plant_affairs(village, by, name):
    person = Person.objects.create(village=village, name=name, gender="man", phone="13900001111")
    body = Body.objects.create(village=village, kind="committee")
    Term.objects.create(body=body, post="director", person=person, since=DAY)
    text = Text.objects.create(village=village, kind="charter", title=f"{name}章程")
    version = TextVersion.objects.create(text=text)
    Clause.objects.create(text_version=version, order=1, label="第一条", text=f"爱护{name}的树木。")
    meeting = Meeting.objects.create(
        village=village,
        kind="villagers",
        mode="people",
        title=f"{name}会议",
        held_at=timezone.make_aware(datetime.datetime(2026, 3, 2, 9)),
        place="村委会",
        chair="张三",
        recorder="李四",
    )
    Motion.objects.create(meeting=meeting, about="other", title=f"{name}修路")
    Posting.objects.create(
        village=village,
        kind="other",
        title=f"{name}公示",
        posted_on=DAY,
        until=DAY,
        place="公开栏",
    )
    Category.objects.get_or_create(
        township=village.township,
        code="HYJ",
        defaults={"name": "会议记录", "retention": "D30"},
    )
    part = part_of("正文", f"{name}的树".encode(), f"{name}.txt", key="body")
    file_fact(village, "HYJ", source="meeting:1", title=f"{name}记录", by=by, on=DAY, parts=[part])
    plant_scan(village, by, name)


def plant_scan(village, by, name):
    """A page without a code, on which the name was read, in a batch of that name."""
    batch = ScanBatch.objects.create(
        village=village, name=f"{name}.pdf", stage=ScanBatch.Stage.WAITING, left=1, made_by=by
    )
    file = keep_composed(f"扫描{name}".encode(), "扫描.pdf")
    read = page(line(f"{name}会议记录", high=300), "时间：2026年3月2日", "研究修路的事")
    ScanReading.objects.create(file=file, state="read", pages=1, words=[read | {"number": 1}])
    ScanPage.objects.create(batch=batch, order=1, file=file, number=1, read_at=timezone.now())


def plant_campaign(village, by, name):
    campaign, is_new = Campaign.objects.get_or_create(
        township=village.township,
        defaults={"name": "创建活动", "first_year": 2025, "last_year": 2029},
    )
    if is_new:
        standard = Standard.objects.create(campaign=campaign, code="A", name="标准")
        StandardVersion.objects.create(standard=standard, number=1)
        organ = Authority.objects.create(township=village.township, name="区政府", tier="district")
        Level.objects.create(
            campaign=campaign, code="L", name="合格村", rank=1, named_by=organ, standard=standard
        )
        Round.objects.create(campaign=campaign, year=2026, self_due=DAY, scoring_due=DAY)
        Assignment.objects.create(campaign=campaign, year=2026, requirements=f"保护{name}")
    level, round = campaign.levels.get(), campaign.rounds.get()
    AssignmentRow.objects.create(
        assignment=campaign.assignments.get(), village=village, task=f"{name}创建合格村"
    )
    Rectification.objects.create(
        village=village,
        fact=f"{name}树木枯死",
        demand="补种",
        made_on=DAY,
        due_on=DAY,
        status="open",
    )
    evaluation = Evaluation.objects.create(
        round=round,
        village=village,
        standard_version=StandardVersion.objects.get(standard__campaign=campaign),
    )
    application = Application.objects.create(
        campaign=campaign,
        village=village,
        level=level,
        evaluation=evaluation,
        deeds=f"{name}的事迹",
        created_by=by,
    )
    Submission.objects.create(application=application, number=1, sent_on=DAY, snapshot={})
    Honour.objects.create(
        village=village,
        level=level,
        year=2025,
        issuer=Authority.objects.get(township=village.township),
        issuer_name="区政府",
        document_number="示卫函〔2025〕1号",
        plaque_number=f"{name}牌",
        awarded_on=DAY,
        entered_at=timezone.now(),
        entered_by=by,
        entered_name=str(by),
    )


def assign(evaluator, village):
    evaluation = Evaluation.objects.get(village=village)
    Sheet.objects.create(evaluation=evaluation, kind=Sheet.Kind.EVALUATOR, scorer=evaluator)
