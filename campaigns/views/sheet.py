"""Scoring: one sheet with its evidence, and saving one indicator."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View

from campaigns.acts import sheet as sheet_acts
from campaigns.forms.sheet import MarkForm, PassOnForm
from campaigns.models import Indicator, Sheet, VetoFinding
from campaigns.queries import evidence, facts
from campaigns.queries import sheet as sheet_queries
from campaigns.views.score_board import LEFT, Board, cards_of
from campaigns.workflows.sheet import SHEET
from township import asked
from township.crud import ActPage, DetailPage, KeptPage, ReasonForm
from township.remarks import Remarked
from township.workflow import Refused, Stale, with_way

REFUSED = "refused"
# What a button of a card fills in.
FULL, PROPOSED = "full", "proposal"
SUBMITTING = ("submit", "submit_self")
SELECT = (
    "evaluation__round__campaign",
    "evaluation__village__township",
    "evaluation__standard_version__standard",
    "evaluation__level",
    "scorer",
    "taken_from__scorer",
)


class SheetDetail(KeptPage, Remarked, DetailPage):
    """Every indicator with its rule, the village's records beside it, the proposal, the points."""

    permission = "sheet.view"
    model = Sheet
    select = SELECT
    workflow = SHEET
    act_url = "campaigns:sheet_act"
    mark_url = "campaigns:mark"
    marks_url = "campaigns:marks"
    page_url = "campaigns:sheet"
    template = "campaigns/sheet/detail.html"

    def get_title(self):
        sheet = self.object
        who = "自评表" if sheet.is_self else "评分表"
        return f"{sheet.evaluation.village}{sheet.evaluation.round.year}年度{who}"

    def _findings(self):
        user, evaluation = self.request.user, self.object.evaluation
        # Mostly there is none, and who may see which is a long question.
        rows = VetoFinding.objects.filter(evaluation=evaluation)
        if not user.may("veto.view") or not rows.exists():
            return []
        return (rows & VetoFinding.objects.for_user(user, "veto.view")).select_related("veto")

    def is_own(self):
        return self.object.scorer_id == self.request.user.pk and not self.object.is_self

    def get_wanted(self):
        """Which part is asked for."""
        return self.request.GET

    @cached_property
    def board(self):
        page = reverse(self.page_url, args=[self.object.pk])
        return Board(self.object, self.get_wanted(), page=page)

    def get_cards(self):
        return cards_of(self.board, self.request.user)

    def get_context_data(self, **context):
        sheet = self.object
        reasons = list(sheet_queries.against_scoring(sheet))
        if self.is_own() and not sheet.is_self:
            reasons += sheet_queries.against_scorer([sheet], self.request.user)[sheet.pk]
        return super().get_context_data(
            sheet=sheet,
            board=self.board,
            cards=self.get_cards(),
            may_write=self.is_own() and not reasons,
            why_not="；".join(reasons),
            mark_url=self.mark_url,
            marks_url=self.marks_url,
            page_url=self.board.page,
            findings=self._findings(),
            may_find=(
                self.is_own()
                and sheet.evaluation.is_under_way
                and self.request.user.may("veto.find")
            ),
            **context,
        )


def place_of(page, indicator, only=""):
    """The address of an indicator on the page of its sheet."""
    if indicator is None:
        return page
    left = f"only={LEFT}&" if only == LEFT else ""
    return f"{page}?{left}at={indicator}#indicator-{indicator}"


def mark_form(request, records, data=None, **more):
    """The form of one indicator as it was sent, or with `data` in place of that."""
    township = request.user.township_for("phone.open")
    given = request.POST if data is None else data
    return MarkForm(given, records=records, township=township, **more)


def save(sheet, indicator, form, by):
    """(errors, status) of writing what was filled in for one indicator."""
    if not form.is_valid():
        return [error for held in form.errors.values() for error in held], 422
    try:
        given = form.cleaned_data["version"]
        sheet_acts.save_mark(sheet, indicator, form.mark, by=by, version=given)
    except Refused as refusal:
        return refusal.reasons, 422
    except Stale:
        return [_stale(sheet, indicator)], 409
    return [], 200


def _stale(sheet, indicator):
    kept = sheet.scores.filter(indicator=indicator).first()
    points = "没有评分" if kept is None or kept.points is None else f"{kept.points}分"
    reason = f"，理由：{kept.reason}" if kept and kept.reason else ""
    told = f"这一项刚在别处改成：{points}{reason}。"
    return f"{told}再按一次“保存”用您填的代替，或刷新后采用那边的。"


class MarksPage(SheetDetail):
    """Save all that was typed on a page at once, where no script saves it one by one.

    What is refused comes back as it was typed, beside what was saved.
    """

    permission = "sheet.score"
    http_method_names = ["post"]
    kind = Sheet.Kind.EVALUATOR

    def get_queryset(self):
        return super().get_queryset().filter(kind=self.kind)

    def post(self, request, *args, **kwargs):
        self.object, self.refused, saved = self.get_object(), {}, 0
        for card in cards_of(self.board, request.user, self.board.indicators):
            form = self._form(card)
            if not self._is_filled_in(card, form):
                continue
            errors, _ = save(self.object, card["indicator"], form, request.user)
            if errors:
                self.refused[card["indicator"].pk] = form, errors
            else:
                saved += 1
        if saved:
            messages.success(request, f"已保存{saved}项。")
        if self.refused:
            told = f"有{len(self.refused)}项没有保存，填的都还在，请看标着“没有保存”的各项。"
            messages.error(request, told)
            del self.board  # what was saved stands otherwise by now
            return self.render_to_response(self.get_context_data(object=self.object), status=422)
        pressed = asked.number(self._pressed())
        only = request.POST.get("only", "")
        place = reverse(self.page_url, args=[self.object.pk])
        return HttpResponseRedirect(place_of(place, pressed, only))

    def get_wanted(self):
        """The part that was sent: where something was refused, else where was pressed."""
        wanted = self.request.POST.copy()
        wanted["at"] = next(map(str, self.refused), self._pressed())
        return wanted

    def _pressed(self):
        sent = self.request.POST
        return sent.get("pressed") or sent.get("take", "").partition("-")[0]

    def _form(self, card):
        records = [row["record"] for row in card["records"]]
        prefix = str(card["indicator"].pk)
        return mark_form(self.request, records, self._data(card, prefix), prefix=prefix)

    def _data(self, card, prefix):
        """What was sent; where full marks or the proposal were pressed, with these filled in."""
        take = self.request.POST.get("take", "")
        if take == f"{prefix}-{FULL}":
            points, reason = card["indicator"].points, ""
        elif take == f"{prefix}-{PROPOSED}" and card["proposal"]:
            points, reason = card["proposal"]["points"], card["proposed_reason"]
        else:
            return self.request.POST
        data = self.request.POST.copy()
        data[f"{prefix}-points"], data[f"{prefix}-reason"] = str(points), reason
        data["pressed"] = prefix
        return data

    def _is_filled_in(self, card, form):
        """Whether it says otherwise than what stands, or is the one whose button was pressed."""
        if form.add_prefix("points") not in form.data:
            return False
        if form.data.get("pressed") == form.prefix or not form.is_valid():
            return True
        score = card["score"]
        stands = (score and score.points, card["reason"], _cited(card))
        return stands != (form.mark.points, form.mark.reason, set(form.mark.cited))

    def get_cards(self):
        """As they stand now; what was refused as it was typed, wherever it stands."""
        shown = {one.pk for one in self.board.shown} | set(self.refused)
        wanted = [one for one in self.board.indicators if one.pk in shown]
        cards = cards_of(self.board, self.request.user, wanted)
        return [self._as_typed(card) for card in cards]

    def _as_typed(self, card):
        form, errors = self.refused.get(card["indicator"].pk, (None, ()))
        if form is None:
            return card
        cited = form.data.getlist(form.add_prefix("cited"))
        records = [row | {"is_cited": str(row["record"].pk) in cited} for row in card["records"]]
        typed = {name: form.data.get(form.add_prefix(name), "") for name in ("points", "reason")}
        return card | typed | {"records": records, "errors": errors, "state": REFUSED}


def _cited(card):
    return {row["record"].pk for row in card["records"] if row["is_cited"]}


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
        evaluation = self.sheet.evaluation
        records = evidence.beside(
            evaluation.village, evaluation.round.year, request.user, categories=row.evidence
        )
        form = mark_form(request, evidence.of_indicator(records, row.evidence))
        errors, status = save(self.sheet, row, form, request.user)
        return self._answer(row, errors, status)

    def _answer(self, row, errors, status):
        if not self.request.htmx:
            for error in errors:
                messages.error(self.request, error)
            place = reverse(self.page_url, args=[self.sheet.pk])
            return HttpResponseRedirect(place_of(place, row.pk))
        page = reverse(self.page_url, args=[self.sheet.pk])
        board = Board(self.sheet, QueryDict(f"at={row.pk}"), page=page)
        (card,) = cards_of(board, self.request.user, [row])
        if errors:
            card |= {
                "points": self.request.POST.get("points", ""),
                "reason": self.request.POST.get("reason", ""),
                "state": REFUSED,
                "errors": errors,
            }
        context = {
            "card": card,
            "board": board,
            "sheet": self.sheet,
            "may_write": True,
            "mark_url": self.mark_url,
            "page_url": page,
            "is_answer": True,
        }
        return render(self.request, "campaigns/sheet/_saved.html", context, status=status)


class SheetPost(View):
    """A button of the sheet, which leads back to it; what it does is `act`'s."""

    permission = "sheet.score"
    page_url = "campaigns:sheet"
    kind = Sheet.Kind.EVALUATOR
    http_method_names = ["post"]

    def post(self, request, pk):
        rows = Sheet.objects.for_user(request.user, self.permission).filter(kind=self.kind)
        self.act(get_object_or_404(rows.select_related(*SELECT), pk=pk))
        return HttpResponseRedirect(reverse(self.page_url, args=[pk]))


class TakeProposals(SheetPost):
    """Take the system's proposals wherever nothing is scored yet."""

    def act(self, sheet):
        try:
            taken = sheet_acts.take_proposals(sheet, by=self.request.user)
            messages.success(self.request, f"已采用{taken}项系统建议，请逐项看一遍再提交。")
        except Refused as refusal:
            for reason in refusal.reasons:
                messages.error(self.request, with_way(reason, self.request.user))


class Recount(SheetPost):
    """Count the village's facts anew, e.g. after it filed what was missing."""

    def act(self, sheet):
        reasons = list(sheet_queries.against_scoring(sheet))
        reasons += sheet_queries.against_scorer([sheet], self.request.user)[sheet.pk]
        if reasons:
            messages.error(self.request, reasons[0])
            return
        with transaction.atomic():
            facts.refresh([sheet.evaluation])
        messages.success(self.request, "已重新核对，建议分按现在的档案给出。")


class SheetAct(ActPage):
    """Submitting, giving back …; where marks are missing, each leads to its place."""

    permission = "sheet.view"
    page_url = "campaigns:sheet"
    template = "campaigns/sheet/act.html"
    model = Sheet
    select = SELECT
    workflow = SHEET
    forms = {"reopen": ReasonForm, "set_aside": ReasonForm, "pass_on": PassOnForm}

    def get_context_data(self, **context):
        told = super().get_context_data(**context)
        if told["refusals"] and self.transition.name in SUBMITTING and self.object.is_open:
            page = reverse(self.page_url, args=[self.object.pk])
            board = Board(self.object, page=page)
            left = [one for one in board.indicators if board.states[one.pk].is_left]
            told["left"] = [(one, place_of(page, one.pk)) for one in left]
        return told
