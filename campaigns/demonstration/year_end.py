"""Evaluation, application, acceptance, honour and reward of a finished year."""

import datetime
import random
from decimal import Decimal

from campaigns.acts import round as round_acts
from campaigns.acts import sheet as sheet_acts
from campaigns.acts import year_report as year_report_acts
from campaigns.acts.honour import award
from campaigns.demonstration import turns
from campaigns.demonstration.years import HONOURS, SHORT
from campaigns.models import Application, Honour, Level, Reward, Round, Sheet
from campaigns.queries import sheet as sheet_queries
from campaigns.queries.application import proposals
from campaigns.workflows.application import APPLICATION
from campaigns.workflows.honour import HONOUR
from campaigns.workflows.reward import REWARD
from campaigns.workflows.round import ROUND
from campaigns.workflows.sheet import SHEET
from township.workflow import at_once

# Why something is missing, by category; a village says it of itself in other words than a visitor.
FOUND = {
    "A": ("名单已公布，个别小组长没有任职记录。", "职责上墙，协会活动分工还不具体。"),
    "B": ("征求意见只到部分小组，记录不全。", "制度条文偏笼统，缺少办理时限。"),
    "C": ("公开栏照片看不清日期。", "有一个季度晚公开十多天。"),
    "D": ("院坝会只开到部分小组。", "走访时有的群众说不清活动内容。"),
    "E": ("签到表和记录的人数对不上一次。", "材料隔了两个多月才归档。"),
    "F": ("整改按期完成，佐证照片少。", "回访时有群众希望多讲办理结果。"),
}
SELF = "自查："
OWN = {
    "A": "名单齐，个别岗位刚换人。",
    "B": "征求意见的记录还在补。",
    "C": "公开按季做了，照片不够清楚。",
    "D": "偏远小组到会少。",
    "E": "归档晚了，已经补齐。",
    "F": "整改都办了，回访还要加强。",
}
# Why more is given than the system proposes from what it knows; again in other words by a village.
ON_PAPER = {
    "A": ("任职记录看了纸质原件。", "墙上和公开栏里有，档案里还没有。"),
    "B": ("会议记录和回执看了原件。", "征求意见的记录本现场看了。"),
    "C": ("公开栏现场看了，照片还没有传。", "问了几户，都说按时公开。"),
    "D": ("走访的几户都说得上来。", "现场看了活动记录本。"),
    "E": ("纸质材料齐，还没有归档到系统里。", "案卷现场翻看过。"),
    "F": ("回访记录是纸质的，现场看了。", "问了当事的几户，都答复过。"),
}
OWN_PAPER = {
    "A": "任职记录是纸质的，正在补录。",
    "B": "会议记录和回执有纸质的，正在补录。",
    "C": "按时公开了，照片正在补传。",
    "D": "会开了，记录正在补录。",
    "E": "材料在档案盒里，正在归档。",
    "F": "答复和回访有纸质记录，正在补录。",
}
DEEDS = (
    "健全组织，理顺党组织、委员会和协会的分工；广泛征求意见，依法表决通过章程和各项制度，"
    "并全部报镇备案、公布；按季度公开事务，及时答复群众意见；协会按季度开会，服务项目受群众欢迎；"
    "各项记录随办随归，资料齐全。"
)


def evaluate(campaign, cast, year, *, is_last=True):
    """A whole round of `year`; the last finished one took the most turns."""
    office, short = cast["office"], SHORT[nth_of(campaign, year)]
    row = Round(
        campaign=campaign,
        year=year,
        self_due=datetime.date(year, 11, 10),
        scoring_due=datetime.date(year, 11, 25),
    )
    row = round_acts.open_round(row, by=office)
    pairs = {
        (village.pk, evaluator.pk)
        for village, _ in cast.villages.values()
        for evaluator in cast.evaluators
    }
    round_acts.assign_teams(row, pairs, by=office)
    row = ROUND.perform("start_self", row, by=office)
    with at_once():
        for village, cadre in cast.villages.values():
            sheet = Sheet.objects.get(
                evaluation__round=row, evaluation__village=village, kind=Sheet.Kind.SELF
            )
            fill(sheet, cadre, short[village.name] / 2)
            SHEET.perform("submit_self", sheet, by=cadre, on=datetime.date(year, 11, 6))
    row = ROUND.perform("start_scoring", row, by=office)
    with at_once():
        for sheet in Sheet.objects.of_evaluators().filter(evaluation__round=row):
            offset = cast.evaluators.index(sheet.scorer) - 1
            fill(sheet, sheet.scorer, short[sheet.evaluation.village.name] + offset)
            SHEET.perform("submit", sheet, by=sheet.scorer, on=datetime.date(year, 11, 20))
    if is_last:
        turns.find_nothing(row, cast, "龙泉村")
        turns.ask_to_mend(row, cast, "新场社区", "C2")
    return conclude(row, cast, year, is_last)


def conclude(row, cast, year, is_last):
    """From the review to the final results."""
    office = cast["office"]
    row = ROUND.perform("review", row, by=office, on=datetime.date(year, 11, 26))
    row = ROUND.perform("announce", row, by=office, on=datetime.date(year, 11, 27), days=7)
    if is_last:
        turns.object_rightly(row, cast, "三水村", "E3")
        again = datetime.date(year, 11, 30)
        row = ROUND.perform("announce_again", row, by=office, on=again, days=5)
    else:
        turns.object_in_vain(row, cast, "合作村")
    return ROUND.perform("finalise", row, by=office, on=datetime.date(year, 12, 5))


def nth_of(campaign, year):
    """Which of the campaign's years this is, from 1."""
    return year - campaign.first_year + 1


def fill(sheet, by, short):
    """Full points, less `short` in all, where this village is weak; with a reason each, also where
    the system proposes less."""
    proposals = sheet.evaluation.proposals
    indicators = list(sheet.evaluation.standard_version.indicators.all())
    weak = weak_ones(indicators, sheet.evaluation.village, short)
    total = sum((indicator.points for indicator in weak), Decimal(0))
    marks = {}
    for n, indicator in enumerate(indicators):
        share = indicator.points * Decimal(str(short)) / total if indicator in weak else 0
        points = Decimal(indicator.points - share).quantize(Decimal("0.1"))
        proposed = proposals.get(indicator.code)
        is_above = proposed is not None and Decimal(proposed["points"]) < points
        reason = told(indicator.code[0], n, sheet.is_self, points < indicator.points, is_above)
        marks[indicator.code] = sheet_queries.Mark(points, reason)
    sheet_acts.save_marks(sheet, marks, by=by)


def told(letter, n, is_self, is_short, is_above):
    """The reason of a mark: what is short of full points, and what the system does not know."""
    if is_self:
        words = [OWN[letter]] * is_short + [OWN_PAPER[letter]] * is_above
        return SELF + "".join(words) if words else ""
    return FOUND[letter][n % 2] * is_short + ON_PAPER[letter][n % 2] * is_above


def weak_ones(indicators, village, short):
    """Indicators in the village's own order of weakness that hold more than twice what it lacks."""
    order = random.Random(village.fonds_code).sample(indicators, len(indicators))
    found, points = [], Decimal(0)
    for indicator in order:
        if points > 2 * Decimal(str(short)) and len(found) >= 3:
            break
        found.append(indicator)
        points += indicator.points
    return found


def honour(campaign, cast, year):
    """Who reached a level is applied for, accepted and named, with plaque and reward."""
    for number, (name, code) in enumerate(HONOURS[nth_of(campaign, year)].items(), 1):
        application = apply_for(campaign, cast, year, name, code)
        sent = APPLICATION.perform(
            "approve",
            application,
            by=cast["leader"],
            opinion="同意申报。",
            on=datetime.date(year, 12, 10),
        )
        accepted = APPLICATION.perform(
            "accept",
            sent,
            by=cast["district"],
            visited_on=datetime.date(year, 12, 18),
            team="郑验收、冯审核",
            opinion="资料齐全，程序合法，同意验收。",
        )
        named = award(
            accepted,
            by=cast["office"],
            awarded_on=datetime.date(year, 12, 28),
            plaque_number=f"示区{year}-{number:02d}",
            document_number=f"示区府发〔{year}〕6{number}号",
        )
        reward = Reward.objects.filter(honour=named).first()
        if reward is not None:
            REWARD.perform("approve", reward, by=cast["leader"])


def review_honours(cast, year):
    """What was named three years ago is looked at again, and kept."""
    until = datetime.date(year, 12, 31)
    due = Honour.objects.due_for_review(until).select_related("village", "level")
    for number, row in enumerate(due, 1):
        HONOUR.perform(
            "keep",
            row,
            by=cast["office"],
            on=datetime.date(year, 12, 20),
            document_number=f"示区府发〔{year}〕7{number}号",
            reason="复审组查看了档案和公开栏，走访群众，仍然达到标准，同意保留称号。",
        )


def apply_for(campaign, cast, year, name, code):
    """An application drafted and submitted by the office; returns it before the leader."""
    level = Level.objects.get(campaign=campaign, code=code)
    village = cast.village(name)
    on = datetime.date(year, 12, 8)
    (proposal,) = [
        row for row in proposals(campaign, year, on=on, village=village) if row.level.pk == level.pk
    ]
    application = Application.objects.create(
        campaign=campaign,
        village=village,
        level=level,
        evaluation=proposal.evaluation,
        deeds=DEEDS,
        village_opinion="经讨论，同意申报。",
        office_opinion="考评达到标准，公示无异议，同意申报。",
        document_number=f"示府〔{year}〕{8 + level.rank}号",
        created_by=cast["office"],
    )
    return APPLICATION.perform("submit", application, by=cast["office"], on=on)


def begin_round(campaign, cast, year):
    """This year's round: villages have begun their self-evaluation, some have handed it in."""
    office, today = cast["office"], datetime.date.today()
    row = Round(
        campaign=campaign,
        year=year,
        self_due=today + datetime.timedelta(days=6),
        scoring_due=today + datetime.timedelta(days=21),
    )
    row = round_acts.open_round(row, by=office)
    pairs = {
        (village.pk, cast.evaluators[(n + k) % 3].pk)
        for n, (village, _) in enumerate(cast.villages.values())
        for k in (0, 1)
    }
    round_acts.assign_teams(row, pairs, by=office)
    row = ROUND.perform("start_self", row, by=office)
    for name, short in (("万顺村", 3), ("三水村", 7)):
        sheet = Sheet.objects.get(
            evaluation__round=row, evaluation__village=cast.village(name), kind=Sheet.Kind.SELF
        )
        fill(sheet, cast.cadre(name), short)
        SHEET.perform("submit_self", sheet, by=cast.cadre(name), on=today)
    return row


def report(campaign, cast, year, *, is_first):
    """The office sums up the finished year in its own words."""
    row = year_report_acts.begin(campaign, year, by=cast["office"])
    texts = "抓章程。万顺村、治华村带头依法修订自治章程，先开院坝会听意见，再由村民会议表决。"
    mended = "抓巩固。万顺村、治华村按村民意见修订服务互助制度，重新听意见、表决、备案。"
    row.practice = "\n".join(
        (
            "抓组织。镇里成立领导小组，各村配齐工作小组和小组长，一级带一级。",
            texts if is_first else mended,
            "抓公开。办理过程、会议和表决结果都在公开栏公布，接受村民监督。",
        )
    )
    row.problems = "个别村起步晚，章程和制度还没有表决；照片、签到表归档不及时。"
    row.plans = "\n".join(
        (
            "没有章程的村，上半年完成起草、征求意见和表决。",
            "会议、活动办完当天登记，材料随手归档。",
        )
    )
    row.save()
