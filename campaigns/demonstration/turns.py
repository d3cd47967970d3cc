"""What did not go smoothly in the finished year, and how it was put right; who sits where and why.

A township that shows only full marks convinces nobody: a lead that came to nothing, an objection
that was right, a fault that was mended, a village with another name.
"""

import datetime
from decimal import Decimal

from django.db.models import F

from archives.acts.record import add_part
from archives.models import Part
from archives.papers.part import NewPart
from archives.receivers import record_of
from campaigns.acts import sheet as sheet_acts
from campaigns.acts import target as target_acts
from campaigns.demonstration.self_governance import picture
from campaigns.models import Evaluation, Objection, Rectification, Sheet, TargetChange, VetoFinding
from campaigns.queries import sheet as sheet_queries
from campaigns.workflows import objection as objections
from campaigns.workflows import rectification as rectifications
from campaigns.workflows import veto as vetoes
from campaigns.workflows.evaluation import EVALUATION
from campaigns.workflows.sheet import SHEET
from township.workflow import at_once
from villages.acts import organisation as organisation_acts
from villages.acts import roster as roster_acts
from villages.acts import village_change as change_acts
from villages.models import Activity, AssociationMember, Village
from villages.rules.bodies import BodyKind

OLD_NAMES = {"合作村": "红星村"}
DUTIES = {
    BodyKind.PARTY_BRANCH: "领导村民自治，研究讨论章程和重大事项，再按程序交会议表决。",
    BodyKind.COMMITTEE: "召集会议，组织起草和征求意见，执行章程和各项决定，按期公开。",
    BodyKind.OVERSIGHT: "查看公开内容和收支，列席会议，提出监督意见并督促改正。",
    BodyKind.ASSOCIATION: "组织会员开展宣传、服务和互助，反映群众意见。",
    BodyKind.WORKING_GROUP: "按年度任务分工，收集材料，按时自评，落实整改。",
    BodyKind.SUPERVISION: "查看章程和制度的执行情况，每季度向代表会议报告一次。",
}
LEADERS = ("李国平", "马新民", "王春燕", "孙立", "周敏", "何文斌", "赵启明", "钱素珍")


def take_new_names(campaign, cast):
    """A village had another name until the campaign's first spring."""
    for name, old in OLD_NAMES.items():
        village = cast.village(name)
        Village.objects.filter(pk=village.pk).update(name=old)
        change_acts.rename(
            village,
            by=cast["office"],
            name=name,
            kind=village.kind,
            on=datetime.date(campaign.first_year, 1, 10),
            reason="撤并村民小组后重新命名，村民会议同意。",
            document_number=f"示区民〔{campaign.first_year}〕3号",
        )
        village.refresh_from_db()


def put_off(campaign, cast, name, year):
    """A target that was missed is moved to the campaign's last year, with its document."""
    target = campaign.targets.get(village=cast.village(name))
    return target_acts.change(
        target,
        TargetChange.Kind.MOVED,
        due_year=campaign.last_year,
        reason="村小人少，章程还没有表决，上年考评没有达到合格村标准。",
        document=f"示府办〔{year}〕2号",
        by=cast["office"],
        on=datetime.date(year, 1, 20),
    )


def name_leading_group(campaign):
    """Who holds the posts of the leading group and its office, which stand there by the preset."""
    members = list(campaign.members.all())
    for member, name in zip(members, LEADERS, strict=False):
        member.name, member.since = name, datetime.date(campaign.first_year, 1, 20)
        member.save()


@at_once()
def write_duties(village, cadre):
    for kind, duty in DUTIES.items():
        organisation_acts.write_duty(organisation_acts.body_of(village, kind), duty, by=cadre)


def enrol_members(village, cadre, since):
    """Those who sit in no body first; each keeps in touch with some households."""
    seats = [
        AssociationMember(
            village=village,
            person=person,
            group=person.group,
            households=6 + n % 5,
            since=since,
        )
        for n, person in enumerate(village.people.order_by("pk")[10:26])
    ]
    roster_acts.enter_seats(seats, by=cadre)


@at_once()
def show_photos(village, cadre, year):
    """Photos of activities, which the archive asks for."""
    for n, activity in enumerate(Activity.objects.filter(village=village, on__year=year)):
        kept = record_of("activity", activity.pk)
        name = ("talk", "yard")[n % 2]
        part = NewPart("活动照片", picture(name), f"{name}.jpg", kind=Part.Kind.PHOTO)
        add_part(kept, part, by=cadre)


def find_nothing(round, cast, name):
    """A lead to a veto that a second person finds to be none."""
    evaluation = Evaluation.objects.current().get(round=round, village=cast.village(name))
    veto = evaluation.standard_version.vetoes.get(code="V3")
    finding = vetoes.find(
        VetoFinding(
            evaluation=evaluation,
            veto=veto,
            fact="两次院坝会的签到表笔迹相近，需要核实是不是一人代签。",
        ),
        by=cast["evaluator1"],
    )
    return vetoes.VETO.perform("dismiss", finding, by=cast["evaluator2"])


def ask_to_mend(round, cast, name, code):
    """What the evaluators found wrong is put right within the month."""
    village, year = cast.village(name), round.year
    indicator = (
        Evaluation.objects.current()
        .get(round=round, village=village)
        .standard_version.indicators.get(code=code)
    )
    row = rectifications.demand(
        Rectification(
            village=village,
            round=round,
            indicator=indicator,
            fact="第三季度公开的照片看不清日期，也没有撤下时的照片。",
            demand="补拍公开栏照片，写明张贴和撤下日期，归入档案。",
            due_on=datetime.date(year, 12, 10),
        ),
        by=cast["office"],
        on=datetime.date(year, 11, 24),
    )
    perform = rectifications.RECTIFICATION.perform
    if row.status == Rectification.Status.TO_SIGN:
        row = perform("sign_demand", row, by=cast["leader"], on=datetime.date(year, 11, 24))
    row = perform(
        "prove",
        row,
        by=cast.cadre(name),
        note="照片已补拍，张贴和撤下日期写在照片说明里。",
        on=datetime.date(year, 12, 1),
    )
    return perform(
        "close",
        row,
        by=cast["office"],
        opinion="照片清楚，日期齐全，整改完成。",
        on=datetime.date(year, 12, 3),
    )


def object_in_vain(round, cast, name):
    """A village objects to its weakest indicator, and the files say otherwise."""
    old = Evaluation.objects.current().get(round=round, village=cast.village(name))
    scores = old.sheets.of_evaluators().first().scores
    score = scores.filter(points__lt=F("indicator__points")).first()
    objection = objections.make(
        Objection(
            evaluation=old,
            indicator=score.indicator,
            text="我们认为这一项做到了，请再看一次材料。",
        ),
        by=cast.cadre(name),
        on=datetime.date(round.year, 11, 28),
    )
    return objections.OBJECTION.perform(
        "reject",
        objection,
        by=cast["office"],
        answer="核对了档案和走访记录，扣分依据属实，维持原分；请照考评意见补齐材料。",
        on=datetime.date(round.year, 11, 30),
    )


def object_rightly(round, cast, name, code):
    """A village objects to an indicator, is right, and is scored again."""
    year, village = round.year, cast.village(name)
    old = Evaluation.objects.current().get(round=round, village=village)
    indicator = old.standard_version.indicators.get(code=code)
    objection = objections.make(
        Objection(
            evaluation=old,
            indicator=indicator,
            text="协会活动是有记录的，归在协会活动记录那一类档案里，请核对后更正。",
        ),
        by=cast.cadre(name),
        on=datetime.date(year, 11, 28),
    )
    objections.OBJECTION.perform(
        "uphold",
        objection,
        by=cast["office"],
        answer="经核对档案，异议成立，由原考评员更正。",
        on=datetime.date(year, 11, 29),
    )
    for sheet in Sheet.objects.of_evaluators().filter(
        evaluation__round=round, evaluation__village=village, status=Sheet.Status.OPEN
    ):
        reason = "异议成立：协会活动有记录，已核对档案。"
        mark = sheet_queries.Mark(Decimal(indicator.points), reason)
        sheet_acts.save_marks(sheet, {code: mark}, by=sheet.scorer)
        SHEET.perform("submit", sheet, by=sheet.scorer, on=datetime.date(year, 11, 30))
    fresh = Evaluation.objects.current().get(round=round, village=village)
    return EVALUATION.perform("settle", fresh, by=cast["office"], on=datetime.date(year, 11, 30))
