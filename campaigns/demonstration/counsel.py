"""Who was heard before and beside a decision: the township on a draft, villagers on a matter, the
监督委员会 on what was posted; what office and villages say to one another under a paper."""

from archives.acts.record import record_of
from campaigns.models import Receipt
from township.remarks import acts as remark_acts
from township.remarks.models import Remark
from villages.acts import deliberation as deliberation_acts
from villages.acts import oversight as oversight_acts
from villages.acts import prereview as prereview_acts
from villages.models import Activity, Deliberation, Filing, OversightOpinion, Prereview, Term
from villages.rules.bodies import BodyKind, PostKind
from villages.workflows.prereview import PREREVIEW


def ask_township(version, cadre, office, *, sent_on, given_on):
    """A draft goes to the township before the vote; its advice waits for the answer."""
    sent = prereview_acts.send_draft(version, by=cadre, on=sent_on)
    return PREREVIEW.perform(
        "give",
        sent,
        by=office,
        on=given_on,
        advice=Prereview.Advice.SOME,
        opinion="第四条请写明疑问向谁提、由谁答复；其余各条没有修改意见。",
    )


def talk_over(village, cadre, *, on, carried_out_on):
    """Villagers talk a matter over in a yard before it is decided."""
    row = Deliberation(
        village=village,
        topic="村文化活动室怎么修",
        form=Deliberation.Form.YARD,
        on=on,
        place=f"{village}文化广场",
        headcount=38,
        invited="村民小组长、村务监督委员会、协会理事",
        result="先修屋面和电路，地面明年再修；用集体收入，预算不超过12000元；每一笔支出都公布。",
        outcome="维修决定已经公布，屋面开始修。",
        outcome_on=carried_out_on,
    )
    return deliberation_acts.record_deliberation(row, by=cadre)


def oversee(posting, cadre, *, on):
    """The 监督委员会 looks at what was posted and says so."""
    held = Term.objects.filter(body__village=posting.village, body__kind=BodyKind.OVERSIGHT)
    director = held.select_related("person").get(post=PostKind.DIRECTOR)
    row = OversightOpinion(
        village=posting.village,
        posting=posting,
        on=on,
        person=director.person.name,
        content="核对了预算和两家报价，数字相符；完工后请公布决算。",
    )
    return oversight_acts.record_opinion(row, by=cadre)


def exchange_remarks(cast):
    """What would else be a telephone call: about a photo, a text under review, a year's task."""
    activity = Activity.objects.filter(village=cast.village("万顺村")).latest("on", "pk")
    photo = record_of("activity", activity.pk)
    filing = Filing.objects.get(
        text_version__text__village=cast.village("三水村"), status=Filing.Status.SUBMITTED
    )
    receipt = Receipt.objects.pending().get(village=cast.village("龙泉村"))
    office, leading = cast["office"], cast.cadre("万顺村")
    for row, by, text in (
        (photo, office, "照片是远景，看不清来了多少人，有近一点的请补一张。"),
        (photo, leading, "手机里还有两张近的，下午补上。"),
        (filing, office, "征求意见的记录里没有看到二组，是没有开院坝会，还是漏登记了？"),
        (filing, cast.cadre("三水村"), "二组和三组一起开的，签到册在一张纸上，明天补扫。"),
        (receipt, cast.cadre("龙泉村"), "任务里说的“五有”照片，是每样一张还是合起来一张？"),
    ):
        remark = Remark(**remark_acts.begun(row, by), text=text)
        remark_acts.write(remark, by=by)
