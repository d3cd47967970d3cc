"""Who was heard before and beside a decision: the township on a draft, villagers on a matter, the
监督委员会 on what was posted."""

from villages.acts import deliberation as deliberation_acts
from villages.acts import oversight as oversight_acts
from villages.acts import prereview as prereview_acts
from villages.models import Deliberation, OversightOpinion, Prereview, Term
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
