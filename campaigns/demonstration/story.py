"""What happened: last year finished as the plan says, this year under way."""

import datetime

from django.db import transaction
from django.utils import timezone

from campaigns import loading, preset
from campaigns.demonstration.cast import gather
from campaigns.demonstration.founding import found
from campaigns.demonstration.self_governance import OTHERS, VillageYear


@transaction.atomic
def tell(password):
    """Build the whole demonstration; returns its cast."""
    this_year = timezone.localdate().year
    plan = preset.load("renkou-zizhi")
    campaign = loading.load(plan, start=this_year - 1, township_code="shili")
    cast = gather(campaign.township, password)
    campaign = found(campaign, cast)
    last_year(cast, this_year - 1)
    present_year(cast, this_year)
    return cast


def of(cast, name, year):
    return VillageYear(cast.village(name), cast.cadre(name), cast["office"], year)


def last_year(cast, year):
    """Two villages do everything, the others make a start."""
    for name, number, month in (("万顺村", 1, 3), ("治华村", 20, 4)):
        village = of(cast, name, year)
        village.charter(start=datetime.date(year, month, 3), number=number)
        village.other_texts(start=datetime.date(year, month + 3, 2), first_number=number + 1)
        village.quarters((1, 4, 7, 10))
    for name in ("三水村", "新场社区", "龙泉村"):
        of(cast, name, year).quarters((7, 10))


def present_year(cast, year):
    """Every village somewhere else on the way; 合作村 is left for whoever tries."""
    today = timezone.localdate()

    def before(days):
        return today - datetime.timedelta(days=days)

    of(cast, "万顺村", year).quarters([month for month in (1, 4, 7, 10) if month < today.month])
    of(cast, "治华村", year).quarters([month for month in (1, 4) if month < today.month])
    sanshui = of(cast, "三水村", before(60).year)
    version = sanshui.charter(start=before(60), share_yes=83)
    sanshui.submit(version, before(20))
    community = of(cast, "新场社区", before(90).year)
    community.charter(start=before(90), number=41)
    community.consult(community.draft(*OTHERS[0]), before(12), is_answered=False)
    longquan = of(cast, "龙泉村", before(70).year)
    version = longquan.charter(start=before(70), share_yes=44)
    version = longquan.finalise(longquan.consult(version, before(30)), before(20))
    longquan.meet([version], before(6), attendance="thin")
