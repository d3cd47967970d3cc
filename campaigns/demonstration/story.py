"""What happened: years finished as the plan says, this year under way."""

import datetime

from django.db import transaction
from django.utils import timezone

from archives.acts import paper as paper_acts
from archives.models import Record
from campaigns.demonstration import before, community, counsel, turns, year_end
from campaigns.demonstration.cast import gather
from campaigns.demonstration.founding import hand_down, issue_plan_and_standards, start_campaign
from campaigns.demonstration.place import TOWNSHIP_CODE, settle
from campaigns.demonstration.self_governance import OTHERS, VillageYear
from villages.models import Posting, TextVersion
from villages.rules.kinds import TextKind

SCORED = 2  # of the finished years; earlier ones are entered from their papers


@transaction.atomic
def tell(password, *, finished=4):
    """Build the whole demonstration with so many finished years; returns its cast.

    Files of its papers are set by the worker, as in use, or by whoever opens one first.
    """
    this_year = timezone.localdate().year
    campaign = settle(start=this_year - finished, township_code=TOWNSHIP_CODE)
    cast = gather(campaign.township, password)
    turns.take_new_names(campaign, cast)
    campaign = start_campaign(campaign, cast)
    turns.name_leading_group(campaign)
    issue_plan_and_standards(campaign, cast)
    for nth in range(1, finished - SCORED + 1):
        before.enter_year(campaign, cast, nth)
    years = range(max(this_year - SCORED, campaign.first_year), this_year)
    for year in years:
        hand_down(campaign, cast, year)
        first_year(cast, year) if year == years[0] else further_year(campaign, cast, year)
        year_end.evaluate(campaign, cast, year, is_last=year == years[-1])
        year_end.honour(campaign, cast, year)
        year_end.review_honours(cast, year)
        year_end.report(campaign, cast, year, is_first=year == years[0])
    hand_down(campaign, cast, this_year, unsigned=("合作村", "龙泉村"))
    present_year(cast, this_year)
    year_end.begin_round(campaign, cast, this_year)
    counsel.exchange_remarks(cast)
    return cast


def of(cast, name, year):
    return VillageYear(cast.village(name), cast.cadre(name), cast["office"], cast["leader"], year)


def set_papers():
    """What the worker would do first: set the files of all papers."""
    paper_acts.set_waiting(Record.objects.values("pk"))


def first_year(cast, year):
    """The first with the system: two villages do everything, the others make a start."""
    for name, number, month in (("万顺村", 1, 3), ("治华村", 20, 4)):
        village = of(cast, name, year)
        place, cadre = village.village, village.cadre
        community.seat_everybody(place, cadre, datetime.date(year, 1, 15))
        village.charter(start=datetime.date(year, month, 3), number=number)
        agreements = TextVersion.objects.filter(text__village=place, text__kind=TextKind.AGREEMENT)
        if not agreements.exists():
            start = datetime.date(year, month + 3, 2)
            village.other_texts(start=start, first_number=number + 1)
        village.quarters((1, 4, 7, 10))
        turns.write_duties(place, cadre)
        turns.enrol_members(place, cadre, datetime.date(year, 2, 1))
        community.be_active(place, cadre, year, (2, 5, 8, 10))
        turns.show_photos(place, cadre, year)
        community.check_haves(place, cadre, year)
        community.sign_agreements(place, cadre, agreements.last(), datetime.date(year, 9, 20))
        community.commend(place, cadre, datetime.date(year, 11, 2))
    for name in ("三水村", "新场社区", "龙泉村"):
        of(cast, name, year).quarters((7, 10))
        community.seat_everybody(cast.village(name), cast.cadre(name), datetime.date(year, 1, 15))


def further_year(campaign, cast, year):
    """The others follow, the first two mend a rule; what 合作村 missed is put off to the campaign's
    last year."""
    turns.put_off(campaign, cast, "合作村", year)
    for village, _ in cast.villages.values():
        community.figures(village, year)
    for name, months, is_full in (
        ("万顺村", (2, 8), True),
        ("万顺村", (5, 10), False),
        ("治华村", (3, 9), False),
        ("三水村", (5,), False),
        ("新场社区", (4,), False),
        ("龙泉村", (6,), False),
    ):
        village = of(cast, name, year)
        community.be_active(village.village, village.cadre, year, months, is_full=is_full)
    every = (1, 4, 7, 10)
    for name, months in (
        ("万顺村", every),
        ("治华村", every),
        ("三水村", every),
        ("新场社区", every),
        ("龙泉村", (4, 10)),
    ):
        village = of(cast, name, year)
        village.quarters(months)
        community.check_haves(village.village, village.cadre, year)
    for name, number in (("万顺村", 31), ("治华村", 32)):
        start = datetime.date(year, 5, number - 28)
        of(cast, name, year).other_texts(start=start, first_number=number, kinds=OTHERS[2:3])
    wanshun = of(cast, "万顺村", year)
    turns.show_photos(wanshun.village, wanshun.cadre, year)
    hezuo = of(cast, "合作村", year)
    community.seat_everybody(hezuo.village, hezuo.cadre, datetime.date(year, 1, 15))
    hezuo.quarters((7,))


def present_year(cast, year):
    """Every village somewhere else on the way; 合作村 is left for whoever tries."""
    today = timezone.localdate()

    def before(days):
        return today - datetime.timedelta(days=days)

    past = [month for month in (1, 4, 7, 10) if month < today.month]
    wanshun, zhihua = of(cast, "万顺村", year), of(cast, "治华村", year)
    wanshun.quarters(past)
    zhihua.quarters(past[:2])
    for village, months, is_full in ((wanshun, past, True), (zhihua, past[:1], False)):
        community.figures(village.village, year)
        community.be_active(village.village, village.cadre, year, months, is_full=is_full)
    community.check_haves(wanshun.village, wanshun.cadre, year)
    for village, phone in ((wanshun, "0830-2345001"), (zhihua, "0830-2345002")):
        community.tell_where(village.village, village.cadre, phone)
    counsel.talk_over(wanshun.village, wanshun.cadre, on=before(16), carried_out_on=before(4))
    decision = wanshun.post(
        "村文化活动室维修决定",
        Posting.Kind.DECISION,
        before(5),
        is_taken_down=False,
        body="经村民会议讨论，用集体收入维修文化活动室，预算12000元，由自治监督小组全程查看。",
    )
    counsel.oversee(decision, wanshun.cadre, on=before(3))
    texts_under_way(cast, year, before)


def texts_under_way(cast, year, before):
    """A charter under review, one in force with a rule beside it, one that failed and was put anew;
    `before` is the day so many days ago."""
    sanshui = of(cast, "三水村", before(60).year)
    version = sanshui.charter(start=before(60), share_yes=83)
    sanshui.submit(version, before(20))
    community.check_haves(
        sanshui.village, sanshui.cadre, year, missing=(community.HaveKey.EQUIPMENT,)
    )
    xinchang = of(cast, "新场社区", before(90).year)
    xinchang.charter(start=before(90), number=41)
    version = xinchang.consult(xinchang.draft(*OTHERS[0]), before(12), is_answered=False)
    counsel.ask_township(
        version, xinchang.cadre, xinchang.office, sent_on=before(8), given_on=before(4)
    )
    longquan = of(cast, "龙泉村", before(70).year)
    version = longquan.charter(start=before(70), share_yes=44)
    version = longquan.finalise(longquan.consult(version, before(30)), before(20))
    longquan.meet([version], before(6), attendance="thin")
