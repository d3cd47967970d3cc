"""All papers of a campaign's year as one ZIP: the report, the round, each village, the rewards."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from zipstream import ZIP_STORED, ZipStream

from archives.rules.bag import safe_path
from campaigns.models import Honour, Reward, Round, YearReport
from campaigns.papers import honour as honour_papers
from campaigns.papers import reward as reward_papers
from campaigns.papers import round as round_papers
from campaigns.papers import year_report as year_report_papers
from campaigns.queries import reward as reward_queries
from campaigns.queries import trends
from campaigns.queries.evaluation import announced_results
from campaigns.queries.year_report import campaign_year
from township.papers import compose
from township.users.models import User


def package(row: YearReport, user: User, on: date) -> ZipStream:
    """A ZIP of PDFs and workbooks; each is composed when its turn comes, so memory stays flat."""
    bundle, taken = ZipStream(compress_type=ZIP_STORED), set()
    for name, content in _members(row, user, on):
        bundle.add(_lazily(content), safe_path(name, taken))
    return bundle


def _lazily(content):
    yield content()


def _members(row, user, on) -> Iterator[tuple]:
    """(name, function that makes the bytes) of each paper that the user may read."""
    campaign, township = row.campaign, row.campaign.township
    told = campaign_year(campaign, row.year, on)

    def paper(name, values, form="pdf"):
        return getattr(compose(name, values(), township), form)()

    report = partial(year_report_papers.report, row, told, on)
    yield f"01 {row}.pdf", partial(paper, "year_report", report)
    yield f"01 {row}.docx", partial(paper, "year_report", report, "docx")
    rounds = Round.objects.for_user(user, "round.view").filter(campaign=campaign, year=row.year)
    for one in rounds.exclude(announced_on=None).select_related("campaign__township"):
        results = announced_results(one)
        summary = partial(round_papers.summary, one, results)
        yield f"02 {one}汇总表.pdf", partial(paper, "summary", summary)
        yield f"02 {one}汇总表.xlsx", partial(paper, "summary", summary, "xlsx")
    for one in told.villages:
        values = partial(year_report_papers.village_year, told, one, on)
        yield f"03 各村情况/{one.village}.pdf", partial(paper, "village_year", values)
    if user.may("reward.view"):
        own = Reward.objects.for_user(user, "reward.view")
        if rewards := reward_queries.of_year(own, campaign, row.year):
            values = partial(reward_papers.reward_list, township, campaign, row.year, rewards, on)
            yield "04 奖励发放清单.pdf", partial(paper, "reward_list", values)
            yield "04 奖励发放清单.xlsx", partial(paper, "reward_list", values, "xlsx")
    if honours := _named_until(row, user):
        values = partial(honour_papers.ledger, township, campaign, row.year, honours, on)
        yield "05 荣誉台账.pdf", partial(paper, "honour_ledger", values)
        yield "05 荣誉台账.xlsx", partial(paper, "honour_ledger", values, "xlsx")
    over_years = trends.over_years(campaign, user, until=row.year)
    if over_years["rows"]:
        values = partial(round_papers.over_years, campaign, over_years, on)
        yield "06 历年考评得分表.pdf", partial(paper, "points_over_years", values)
        yield "06 历年考评得分表.xlsx", partial(paper, "points_over_years", values, "xlsx")


def _named_until(row, user):
    """Whatever the campaign led to up to the report's year, in the order it was named."""
    rows = Honour.objects.for_user(user, "honour.view").standing()
    rows = rows.filter(level__campaign=row.campaign_id, year__lte=row.year)
    return list(rows.select_related("village", "level").order_by("awarded_on", "pk"))
