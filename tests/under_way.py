"""What the demonstration leaves out: a row of every noun that it has none of, and texts, meetings,
a campaign and applications that are still under way; for the forms that only such rows have."""

from datetime import timedelta

from django.utils import timezone

from archives.models import Part, ScanBatch, ScanPage, TakeIn
from campaigns.acts import preset
from campaigns.demonstration.year_end import DEEDS
from campaigns.models import (
    AcceptanceCheck,
    Application,
    Campaign,
    Evaluation,
    Honour,
    Notice,
    NoticeObjection,
    Objection,
    PlanVersion,
    PriorResult,
    Rectification,
    VetoFinding,
)
from campaigns.rules.preset import load
from campaigns.workflows.honour import HONOUR
from tests.villages import way
from township.alerts.couriers import Courier, Way
from township.corrections.models import Correction
from township.papers.keeping import keep_template
from township.papers.sources import shipped
from township.personal.models import open_phones
from township.remarks import acts as remark_acts
from township.remarks.models import Remark
from villages.acts import village_change
from villages.acts.prereview import send_draft
from villages.acts.village import register_village
from villages.models import (
    Authorisation,
    Deliberation,
    LegalAdvice,
    OversightOpinion,
    Prereview,
    PriorAdoption,
    Query,
    Recall,
    Term,
    Village,
)
from villages.rules.kinds import TextKind


def go_on(cast):
    """Add to the demonstration told with this cast what is under way."""
    of_village(cast["cadre-zhihua"], cast.village("治华村"))
    of_campaigns(cast)
    of_corrections(cast)
    of_remarks(cast)
    township, office = cast["office"].township_for("settings.edit"), cast["office"]
    open_phones(["02887654321"], township, by=office, where="修改公示")
    keep_template("minutes", township, shipped("minutes").text, by=office)
    Courier.objects.create(township=township, name="工作群", way=Way.WECOM, kinds=[])
    new = register_village(Village(township=township, name="新设村", fonds_code="J099"), by=office)
    of_changes(new, office)


def of_changes(village, office):
    """A village that was renamed just now, and an honour that was looked at again."""
    today = timezone.localdate()
    given = {
        "by": office,
        "on": today,
        "reason": "批复",
        "document_number": f"江府函〔{today.year}〕9号",
    }
    village_change.rename(village, name="新设二村", kind=village.kind, **given)
    HONOUR.perform("keep", Honour.objects.held().first(), **given)


def entered(by):
    return {"entered_by": by, "entered_name": str(by), "entered_at": timezone.now()}


def of_village(cadre, village):
    today = timezone.localdate()
    for number, lead in enumerate((way.draft, way.consulted, way.final)):
        lead(village, cadre, kind=TextKind.AGREEMENT, title=f"协议书范本{number}")
    drafts = [
        way.consulted(village, cadre, kind=TextKind.AGREEMENT, title=f"送审范本{number}")
        for number in range(2)
    ]
    waiting, given = (send_draft(one, by=cadre, on=way.days_ago(3)) for one in drafts)
    LegalAdvice.objects.create(
        prereview=waiting, source="counsel", name="孙律师", on=today, content="没有意见"
    )
    Prereview.objects.filter(pk=given.pk).update(
        status="given", advice="some", opinion="改第三条", given_on=today
    )
    row = way.meeting(village, cadre)
    way.meeting_acts.add_motion(
        row, by=cadre, is_recorded_anyway=True, about="other", title="修水渠"
    )
    way.attend(row, cadre)
    Deliberation.objects.create(
        village=village,
        topic="三组机耕道怎么修",
        form="yard",
        on=today,
        place="三组院坝",
        headcount=30,
        result="先修主路，各户投工。",
    )
    OversightOpinion.objects.create(
        village=village, about="第三季度账目", on=today, person="何主任", content="账目一致"
    )
    in_office = Term.objects.filter(body__village=village, body__kind="committee")
    in_office.update(until=today + timedelta(days=900))
    Recall.objects.create(
        village=village,
        term=in_office.first(),
        received_on=today,
        petitioners="voters",
        signers=300,
        base=900,
        reason="账目长期不公开。",
    )
    Query.objects.create(village=village, content="怎么还没公布？", due_on=today)
    Authorisation.objects.create(
        village=village,
        meeting=village.meetings.filter(status="closed").last(),
        granted_on=today,
        since=today,
        until=today + timedelta(days=300),
    )
    version = village.texts.filter(kind=TextKind.CHARTER).last().versions.last()
    PriorAdoption.objects.create(text_version=version, on=today, **entered(cadre))
    TakeIn.objects.create(village=village, name="旧档.zip", made_by=cadre)
    batch = ScanBatch.objects.create(
        village=village, name="扫描.pdf", made_by=cadre, stage=ScanBatch.Stage.WAITING, left=1
    )
    ScanPage.objects.create(batch=batch, order=1, number=1, read_at=timezone.now())
    filed = Part.objects.filter(record__village=village).order_by("pk").first()
    outcome = ScanPage.Outcome.FILED
    ScanPage.objects.create(
        batch=batch, order=2, number=2, read_at=timezone.now(), outcome=outcome, part=filed
    )


def of_campaigns(cast):
    office, today = cast["office"], timezone.localdate()
    village = cast.village("治华村")
    campaign = Campaign.objects.get(township=village.township)
    PlanVersion.objects.create(campaign=campaign, number=9, title="实施方案")
    level = campaign.levels.order_by("rank").first()
    PriorResult.objects.create(
        campaign=campaign,
        village=village,
        year=campaign.first_year - 1,
        level=level,
        points=90,
        **entered(office),
    )
    final = Evaluation.objects.filter(status="final", village=village).get()
    indicator = final.standard_version.indicators.first()
    Objection.objects.create(
        evaluation=final, text="少算了一次会。", made_by=cast["cadre-zhihua"], made_on=today
    )
    Rectification.objects.create(
        village=village,
        round=final.round,
        indicator=indicator,
        fact="缺签到表",
        status="open",
        demand="补齐",
        made_on=today,
        due_on=today,
    )
    VetoFinding.objects.create(
        evaluation=final,
        veto=final.standard_version.vetoes.first(),
        fact="村民反映",
        found_by=cast["evaluator1"],
    )
    application = Application.objects.filter(village=village).get()
    notice = Notice.objects.create(
        application=application, number=1, since=today, until=today, posted_by=office
    )
    NoticeObjection.objects.create(notice=notice, received_on=today, text="有不同意见")
    submission = application.submissions.first()
    submission.pk, submission.application = None, _application(cast, "district", "合作村")
    submission.save()
    _application(cast, "draft", "万顺村")
    AcceptanceCheck.objects.create(
        submission=submission,
        code=indicator.code,
        name=indicator.name,
        most=indicator.points,
        score=indicator.points,
        noted_by=cast["district"],
    )
    preset.load(load("renkou-zizhi"), campaign.township, start=campaign.first_year + 1)


def _application(cast, status, name):
    village = cast.village(name)
    evaluation = Evaluation.objects.get(status="final", village=village)
    campaign = evaluation.round.campaign
    return Application.objects.create(
        campaign=campaign,
        village=village,
        level=campaign.levels.order_by("rank").first(),
        evaluation=evaluation,
        deeds=DEEDS,
        created_by=cast["office"],
        status=status,
    )


def of_corrections(cast):
    village, office = cast.village("治华村"), cast["office"]
    Correction.objects.create(
        township=village.township,
        village_id=village.pk,
        noun="villages.village",
        object_id=village.pk,
        title=str(village),
        url=village.get_absolute_url(),
        changes=[],
        reason="写错了",
        second="leader",
        asked_by=office,
    )


def of_remarks(cast):
    row = cast.village("三水村").meetings.order_by("pk").first()
    for by in (cast["office"], cast["cadre-sanshui"]):
        begun = remark_acts.begun(row, by)
        remark_acts.write(Remark(text="签到册缺一页。", **begun), by=by)
