"""Scoring: an evaluator's sheets, one sheet with its evidence, and saving one indicator."""

from decimal import Decimal

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from campaigns.acts import sheet as sheet_acts
from campaigns.forms.sheet import MarkForm, PassOnForm
from campaigns.models import Indicator, Round, Sheet, VetoFinding
from campaigns.queries import evidence, facts
from campaigns.queries import sheet as sheet_queries
from campaigns.workflows.sheet import SHEET
from township.crud import ActPage, DetailPage, Page, ReasonForm
from township.workflow import Refused, Stale

SELECT = (
    "evaluation__round__campaign",
    "evaluation__village__township",
    "evaluation__standard_version__standard",
    "evaluation__level",
    "scorer",
    "taken_from__scorer",
)


class SheetList(Page):
    """What I have to score, with how far I am."""

    permission = "sheet.view"
    template = "campaigns/sheet/list.html"
    title = "打分表"

    def get_context_data(self, **context):
        user = self.request.user
        rows = Sheet.objects.filter(scorer=user, kind=Sheet.Kind.EVALUATOR)
        rows = rows.current()
        rows = rows.select_related(
            "evaluation__round__campaign", "evaluation__village", "evaluation__level"
        )
        rows = rows.order_by("-evaluation__round__year", "evaluation__village__order", "id")
        sheets = list(rows.without_details().with_progress())
        return super().get_context_data(
            sheets=sheets,
            rounds=dict.fromkeys(
                one.evaluation.round
                for one in sheets
                if one.evaluation.round.status == Round.Status.SCORING
            ),
            **context,
        )


class SheetDetail(DetailPage):
    """Every indicator with its rule, the village's records beside it, the proposal, the points."""

    permission = "sheet.view"
    model = Sheet
    select = SELECT
    workflow = SHEET
    act_url = "campaigns:sheet_act"
    mark_url = "campaigns:mark"
    template = "campaigns/sheet/detail.html"

    def get_title(self):
        sheet = self.object
        who = "自评表" if sheet.is_self else "打分表"
        return f"{sheet.evaluation.village}{sheet.evaluation.round.year}年度{who}"

    def _findings(self):
        user, evaluation = self.request.user, self.object.evaluation
        if not user.may("veto.view"):
            return []
        rows = VetoFinding.objects.for_user(user, "veto.view").filter(evaluation=evaluation)
        return rows.select_related("veto")

    def is_own(self):
        return self.object.scorer_id == self.request.user.pk and not self.object.is_self

    def get_context_data(self, **context):
        sheet = self.object
        reasons = list(sheet_queries.against_scoring(sheet))
        if self.is_own() and not sheet.is_self:
            reasons += sheet_queries.against_scorer([sheet], self.request.user)[sheet.pk]
        cards = cards_of(sheet, self.request.user)
        done = sum(1 for card in cards if card["score"] and card["score"].points is not None)
        return super().get_context_data(
            sheet=sheet,
            sections=_sections(cards),
            may_write=self.is_own() and not reasons,
            why_not="；".join(reasons),
            mark_url=self.mark_url,
            done=done,
            left_to_confirm=sum(1 for card in cards if card["state"] == "taken_over"),
            most=len(cards),
            total=_so_far(cards),
            findings=self._findings(),
            may_find=self.is_own() and sheet.evaluation.is_under_way,
            proposals_left=sum(
                1
                for card in cards
                if card["proposal"] and (not card["score"] or card["score"].points is None)
            ),
            **context,
        )


def cards_of(sheet, user):
    """[{indicator, score, records, cited, proposal, self_score}] in the standard's order."""
    evaluation = sheet.evaluation
    scores, cited, own = sheet_queries.written_on(sheet)
    records = evidence.beside(evaluation.village, evaluation.round.year, user)
    indicators = sheet_queries.indicators_of(sheet).select_related("category")
    return [
        card_of(sheet, one, scores.get(one.pk), records, cited=cited[one.pk], own=own)
        for one in indicators
    ]


def card_of(sheet, indicator, score, records, *, cited, own=()):
    beside = evidence.of_indicator(records, indicator.evidence)
    proposal = sheet.evaluation.proposals.get(indicator.code)
    return {
        "sheet": sheet,
        "indicator": indicator,
        "score": score,
        "records": [{"record": row, "is_cited": row.pk in cited} for row in beside],
        "proposal": proposal,
        "proposed_reason": sheet_acts.reason_of(proposal, indicator.points) if proposal else "",
        "self_score": dict(own).get(indicator.code),
        "points": "" if score is None or score.points is None else score.points,
        "reason": score.reason if score else "",
        "version": score.version if score else "",
        "state": _state_of(score),
    }


def _state_of(score):
    if score is None or score.points is None:
        return "empty"
    return "taken_over" if score.is_taken_over else "saved"


def _sections(cards):
    found = {}
    for card in cards:
        found.setdefault(card["indicator"].category, []).append(card)
    return [{"category": category, "cards": held} for category, held in found.items()]


def _so_far(cards):
    given = [card["score"].points for card in cards if card["score"]]
    return sum((points for points in given if points is not None), Decimal(0))


class MarkPage(View):
    """Save one indicator; htmx swaps the card, without it the page comes back at its place."""

    permission = "sheet.score"
    page_url = "campaigns:sheet"
    mark_url = "campaigns:mark"
    kind = Sheet.Kind.EVALUATOR
    http_method_names = ["post"]

    def post(self, request, pk, indicator):
        rows = Sheet.objects.for_user(request.user, self.permission).filter(kind=self.kind)
        self.sheet = get_object_or_404(rows.select_related(*SELECT), pk=pk)
        indicators = Indicator.objects.select_related("category")
        row = get_object_or_404(
            indicators, pk=indicator, version=self.sheet.evaluation.standard_version_id
        )
        records = evidence.beside(
            self.sheet.evaluation.village, self.sheet.evaluation.round.year, request.user
        )
        beside = evidence.of_indicator(records, row.evidence)
        township = request.user.township_for("phone.open")
        form = MarkForm(request.POST, records=beside, township=township)
        errors, status = [], 200
        if form.is_valid():
            try:
                given = form.cleaned_data["version"]
                sheet_acts.save_mark(self.sheet, row, form.mark, by=request.user, version=given)
            except Refused as refusal:
                errors, status = refusal.reasons, 422
            except Stale:
                errors, status = [self._stale(row)], 409
        else:
            errors = [error for held in form.errors.values() for error in held]
            status = 422
        return self._answer(row, records, errors, status)

    def _stale(self, row):
        kept = self.sheet.scores.filter(indicator=row).first()
        points = "没有打分" if kept is None or kept.points is None else f"{kept.points}分"
        reason = f"，理由：{kept.reason}" if kept and kept.reason else ""
        told = f"这一项刚在别处改成：{points}{reason}。"
        return f"{told}再按一次“保存”用您填的代替，或刷新后采用那边的。"

    def _answer(self, row, records, errors, status):
        if not self.request.htmx:
            for error in errors:
                messages.error(self.request, error)
            place = reverse(self.page_url, args=[self.sheet.pk])
            return HttpResponseRedirect(f"{place}#indicator-{row.pk}")
        score = self.sheet.scores.filter(indicator=row).first()
        cited = score.cited.values_list("pk", flat=True) if score else ()
        card = card_of(self.sheet, row, score, records, cited=set(cited))
        if errors:
            card |= {
                "points": self.request.POST.get("points", ""),
                "reason": self.request.POST.get("reason", ""),
                "state": "refused",
            }
        given = self.sheet.scores.exclude(points=None).values_list("points", flat=True)
        context = {
            "card": card,
            "errors": errors,
            "may_write": True,
            "mark_url": self.mark_url,
            "done": len(given),
            "most": self.sheet.evaluation.standard_version.indicators.count(),
            "total": sum(given, Decimal(0)),
            "is_answer": True,
        }
        return render(self.request, "campaigns/sheet/_saved.html", context, status=status)


class TakeProposals(View):
    """Take the system's proposals wherever nothing is scored yet."""

    permission = "sheet.score"
    page_url = "campaigns:sheet"
    kind = Sheet.Kind.EVALUATOR
    http_method_names = ["post"]

    def post(self, request, pk):
        rows = Sheet.objects.for_user(request.user, self.permission).filter(kind=self.kind)
        sheet = get_object_or_404(rows.select_related(*SELECT), pk=pk)
        try:
            taken = sheet_acts.take_proposals(sheet, by=request.user)
            messages.success(request, f"已采用{taken}项系统建议，请逐项看一遍再提交。")
        except Refused as refusal:
            for reason in refusal.reasons:
                messages.error(request, reason)
        return HttpResponseRedirect(reverse(self.page_url, args=[pk]))


class Recount(View):
    """Count the village's facts anew, e.g. after it filed what was missing."""

    permission = "sheet.score"
    page_url = "campaigns:sheet"
    kind = Sheet.Kind.EVALUATOR
    http_method_names = ["post"]

    def post(self, request, pk):
        rows = Sheet.objects.for_user(request.user, self.permission).filter(kind=self.kind)
        sheet = get_object_or_404(rows.select_related(*SELECT), pk=pk)
        reasons = list(sheet_queries.against_scoring(sheet))
        reasons += sheet_queries.against_scorer([sheet], request.user)[sheet.pk]
        if reasons:
            messages.error(request, reasons[0])
        else:
            with transaction.atomic():
                facts.refresh([sheet.evaluation])
            messages.success(request, "已重新核对，建议分按现在的档案给出。")
        return HttpResponseRedirect(reverse(self.page_url, args=[pk]))


class SheetAct(ActPage):
    permission = "sheet.view"
    model = Sheet
    select = SELECT
    workflow = SHEET
    forms = {"reopen": ReasonForm, "set_aside": ReasonForm, "pass_on": PassOnForm}
