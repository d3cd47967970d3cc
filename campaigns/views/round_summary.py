"""Results side by side: the summary of a round, and the totals over a campaign's years."""

from decimal import Decimal

from campaigns.models import Round
from campaigns.queries import evaluation as evaluation_queries
from campaigns.queries import trends
from campaigns.rules import ranking
from campaigns.views.frame import OfCampaign
from township import charts
from township.access import Reach
from township.charts import Bar
from township.crud import DetailPage, Page
from township.crud.trails import trail_of

MOST_BARS = 30  # a chart of more is no picture any more; the table has them all


class RoundTrends(OfCampaign, Page):
    """Totals of all villages over the years of a campaign."""

    permission = "evaluation.view"
    beside = Round
    template = "campaigns/round/trends.html"
    title = "历年比较"

    def get_context_data(self, **context):
        told = trends.over_years(self.parent, self.request.user, self.permission)
        for row in told["rows"]:
            row["by_year"] = list(zip(told["years"], row["points"], strict=True))
        return super().get_context_data(trends=told, drawing=_over_years(told), **context)


def _over_years(told):
    """The highest, the mean and the lowest total of each year."""
    given = [
        [row["points"][place] for row in told["rows"] if row["points"][place] is not None]
        for place in range(len(told["years"]))
    ]
    series = [charts.Series("平均", told["averages"])]
    if len(told["rows"]) > 1:
        series.append(charts.Series("最高", list(map(max, given)), "second"))
        series.append(charts.Series("最低", list(map(min, given)), "third"))
    years = [f"{year}年" for year in told["years"]]
    return charts.lines("历年总分", years, series, unit="分", first="年度")


class RoundSummary(DetailPage):
    """Ranking, distribution and the table that goes on paper."""

    permission = "evaluation.view"
    model = Round
    select = ("campaign__township",)
    template = "campaigns/round/summary.html"

    def get_queryset(self):
        rows = Round.objects.for_user(self.request.user, "round.view")
        return rows.select_related(*self.select)

    def get_title(self):
        return f"{self.object}汇总表"

    def get_crumbs(self):
        """Below the round: the table is not its own page."""
        return trail_of(self.object)

    def get_context_data(self, **context):
        round = self.object
        rows = round.evaluations.model.objects.for_user(self.request.user, self.permission)
        rows = rows.filter(round=round).current().select_related("village", "level")
        evaluations = list(rows.defer("proposals", "evidence"))
        for one in evaluations:
            one.round = round
        totals = [one.points for one in evaluations]
        columns = evaluation_queries.category_columns(evaluations)
        placed = evaluation_queries.placed(evaluations)
        return super().get_context_data(
            placed=[
                {
                    "rank": rank,
                    "evaluation": one,
                    "scores": evaluation_queries.category_scores(one, columns),
                    "reached": one.recognised,
                }
                for rank, one in placed
            ],
            categories=columns,
            may_print=self.request.user.may("round.edit") and any(totals),
            bars=[
                Bar(_told(one), one.points, tone=tone_of(one))
                for rank, one in placed[:MOST_BARS]
                if one.points is not None
            ],
            shares=trends.category_shares(evaluations),
            distribution=_distribution(totals),
            spread=self._spread([one for _, one in placed]),
            **context,
        )

    def _spread(self, evaluations):
        """How far apart the evaluators of each village lie, for whoever may see all of them."""
        round, user = self.object, self.request.user
        rows = [(str(one.village), _totals(one)) for one in evaluations[:MOST_BARS]]
        sees_all = user.reaches_in("sheet.view", round.campaign.township) - {Reach.OWN}
        if not sees_all or not any(len(given) > 1 for _, given in rows):
            return None
        return charts.spread(
            "各村（社区）考评员评分的分差",
            rows,
            limit=round.spread_limit,
            unit="分",
            first="村（社区）",
        )


def _told(evaluation):
    """A village and whether it reached a level: the bar's colour is not the only sign."""
    return f"{evaluation.village}（{'达标' if evaluation.reached else '未达标'}）"


def _totals(evaluation):
    given = [one["total"] for one in evaluation.result.get("sheets", ())]
    return [Decimal(total) for total in given if total is not None]


def _distribution(totals):
    bands = ranking.distribution(totals)
    counted = charts.Series("村（社区）数", [band.count for band in bands])
    return charts.columns(
        "得分分布", [band.short for band in bands], [counted], unit="个", first="总分"
    )


def tone_of(evaluation):
    """Good when a level was reached, else a warning: a shortfall is no disgrace."""
    return "good" if evaluation.reached else "warn"
