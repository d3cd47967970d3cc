"""A round on paper and in public: 汇总表, 公示, and the page villagers open by the QR code."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaigns.models import Round
from campaigns.papers import round as round_papers
from campaigns.queries import evaluation as evaluation_queries
from township.access import public
from township.crud import DetailPage
from township.crud.trails import trail_of
from township.papers import compose, send
from township.workflow import Refused


def results_of(round):
    """The current results of a round, its own row put on each (one query)."""
    rows = round.evaluations.current().select_related(
        "village__township", "level", "standard_version__standard"
    )
    found = list(rows)
    for one in found:
        one.round = round
    return found


class RoundPaper(DetailPage):
    """A paper about the whole round; the office's, so that no village sees others early."""

    permission = "round.edit"
    model = Round
    select = ("campaign__township",)
    paper = ""
    name = ""

    def get_values(self, round, results):
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        round = self.get_object()
        values = self.get_values(round, results_of(round))
        paper = compose(self.paper, values, township=round.campaign.township)
        return send(request, paper, breadcrumbs=[*trail_of(round), (self.name, None)])


class SummaryPaper(RoundPaper):
    paper, name = "summary", "汇总表"

    def get_values(self, round, results):
        if not any(one.result for one in results):
            raise Refused("还没有汇总得分，没有可以打印的汇总表。")
        return round_papers.summary(round, results)


class AnnouncementPaper(RoundPaper):
    paper, name = "announcement", "公示"

    def get_values(self, round, results):
        if round.announced_on is None:
            raise Refused("还没有开始公示。")
        return round_papers.announcement(round, [one for one in results if one.announced_on])


@public("考评结果公示，村民不用账号就能看")
@require_safe
def public_round(request, pk):
    """What the township announces: totals and levels, never sheets or evaluators."""
    rounds = Round.objects.exclude(announced_on=None).select_related("campaign__township")
    round = get_object_or_404(rounds, pk=pk)
    request.shown_township = round.campaign.township
    results = [one for one in results_of(round) if one.announced_on]
    if not results:
        raise Http404
    placed = [
        {"rank": rank, "evaluation": one, "outcome": round_papers.outcome_of(one)}
        for rank, one in evaluation_queries.placed(results)
    ]
    context = {
        "title": f"{round.year}年度考评结果公示",
        "round": round,
        "township_name": round.campaign.township.name,
        "placed": placed,
        "days": (round.announced_until - round.announced_on).days + 1,
    }
    return render(request, "campaigns/round/public.html", context)
