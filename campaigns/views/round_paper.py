"""A round on paper and in public: 汇总表, 公示, and the page villagers open by the QR code."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaigns.models import Round
from campaigns.papers import round as round_papers
from campaigns.queries import evaluation as evaluation_queries
from campaigns.queries.evaluation import announced_results, results_of
from township.access import public
from township.crud import DetailPage
from township.crud.trails import trail_of
from township.papers import compose, send
from township.papers.issued import printed
from township.workflow import Refused


class RoundPaper(DetailPage):
    """A paper about the whole round; the office's, so that no village sees others early."""

    permission = "round.edit"
    model = Round
    select = ("campaign__township",)
    name = ""

    def get_paper(self, round):
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        round = self.get_object()
        paper = self.get_paper(round)
        return send(request, paper, breadcrumbs=[*trail_of(round), (self.name, None)])


class SummaryPaper(RoundPaper):
    name = "汇总表"

    def get_paper(self, round):
        results = results_of(round)
        if not any(one.result for one in results):
            raise Refused("还没有汇总得分，没有可以打印的汇总表。")
        return compose("summary", round_papers.summary(round, results), round.campaign.township)


class AnnouncementPaper(RoundPaper):
    name = "公示"

    def get_paper(self, round):
        if round.announced_on is None:
            raise Refused("还没有开始公示。")
        return printed("announcement", round, _announcement, round.campaign.township)


def _announcement(round):
    return round_papers.announcement(round, announced_results(round))


@public("考评结果公示，村民不用账号就能看")
@require_safe
def public_round(request, pk):
    """What the township announces: totals and levels, never sheets or evaluators."""
    rounds = Round.objects.exclude(announced_on=None).select_related("campaign__township")
    round = get_object_or_404(rounds, pk=pk)
    request.shown_township = round.campaign.township
    results = announced_results(round)
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
