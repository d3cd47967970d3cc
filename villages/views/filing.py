"""Pages of 备案: the township's list with its clock, one filing, the reviewer's table."""

import django_filters
from django.db import IntegrityError, transaction
from django.urls import reverse_lazy
from django.utils import timezone

from township.corrections import Corrected, CorrectPage
from township.crud import (
    ActPage,
    Bulk,
    Column,
    DetailPage,
    FormPage,
    ListPage,
    ManyPage,
    Page,
    ReasonForm,
    SignOffForm,
    Toned,
    Within,
)
from township.dates import cn_date, days_told
from township.remarks import Remarked
from township.workflow import Refused
from villages.acts.review import save_checks
from villages.forms.filing import AcceptForm, AcceptManyForm, ChecksForm, CorrectionForm, SubmitForm
from villages.models import Filing, FilingFlag, TextVersion, Village
from villages.papers.letters import authority_name
from villages.queries.review import remarks_on
from villages.rules.kinds import TextKind
from villages.rules.red_flag_rules import flag_rules
from villages.views.frame import may_in
from villages.views.paper import may_draft, papers_of_filing
from villages.views.text import flagged
from villages.workflows.correction import FILING_CORRECTION
from villages.workflows.filing import FILING


def villages(request):
    return Village.objects.for_user(request.user, "filing.view")


class FilingFilter(django_filters.FilterSet):
    village = django_filters.ModelChoiceFilter(
        field_name="text_version__text__village", queryset=villages, label="村（居）"
    )
    kind = django_filters.ChoiceFilter(
        field_name="text_version__text__kind", choices=TextKind.choices, label="文本类别"
    )
    status = django_filters.ChoiceFilter(choices=Filing.Status.choices, label="状态")

    class Meta:
        model = Filing
        fields = ["village", "kind", "status"]


class FilingList(ListPage):
    permission = "filing.view"
    model = Filing
    select = ("text_version__text__village", "township")
    title = "文本备案"
    filterset_class = FilingFilter
    template = "villages/filing/list.html"
    bulk = (Bulk.of(FILING["accept"], "villages:filings_accept"),)
    columns = (
        Column("文本", "text_version__text__title"),
        Column("村（居）", "text_version__text__village__order"),
        Column("通过日期", "text_version__adopted_on"),
        Column("应报送", "due_on"),
        Column("已过天数"),
        Column("状态", "status"),
        Column("备案编号", "receipt_no"),
    )
    empty = {
        "icon": "inbox",
        "title": "还没有要备案的文本",
        "hint": "文本表决通过后，会自动出现在这里。",
    }

    def get_context_data(self, **context):
        may_see = self.request.user.may("text.view")
        return super().get_context_data(may_see_prereviews=may_see, **context)

    def row_of(self, filing):
        version = filing.text_version
        days = _days(filing)
        tone = "bad" if filing.is_late else "neutral"
        label = "已过天数" if filing.status == Filing.Status.TO_SUBMIT else "用了天数"
        return filing.get_absolute_url(), [
            str(version),
            filing.village.name,
            version.adopted_on,
            filing.due_on,
            Toned(days, tone, label),
            Toned(filing.get_status_display(), filing.status_tone),
            filing.receipt_no or "—",
        ]


class FlagRules(Page):
    """Which rules help: how often each was raised, upheld and overruled in the township."""

    permission = "filing.review"
    title = "提示规则用得怎样"
    crumbs = (("文本备案", reverse_lazy("villages:filings")),)
    template = "villages/filing/rules.html"

    def get_context_data(self, **context):
        flags = FilingFlag.objects.for_user(self.request.user, self.permission)
        overruled = flags.overruled().select_related("filing__text_version__text__village")
        return super().get_context_data(
            rules=[
                row | {"act": rule.act, "why": rule.why}
                for row in flags.by_rule()
                if (rule := flag_rules().get(row["rule"]))
            ],
            overruled=overruled.order_by("-judged_at")[:50],
            **context,
        )


class FilingPage(Remarked, Corrected, DetailPage):
    permission = "filing.view"
    correctable = FILING_CORRECTION
    model = Filing
    select = (
        "text_version__text__village__township",
        "township",
        "submitted_by",
        "decided_by",
    )
    workflow = FILING
    act_url = "villages:filing_act"
    template = "villages/filing/detail.html"

    def get_fields(self):
        filing = self.object
        rows = [
            ("文本", filing.text_version),
            ("村（居）", filing.village),
            ("通过日期", filing.text_version.adopted_on),
            ("备案机关", authority_name(filing.township, filing.authority)),
            ("应报送日期", filing.due_on),
            ("报送日期", filing.submitted_on),
            ("从通过到报送", _days(filing)),
        ]
        if not (filing.is_decided or may_draft(filing, self.request.user)):
            return rows
        if filing.decided_on:
            rows.append(("审查日期", filing.decided_on))
        if filing.decided_name:
            rows += [("审查人", filing.decided_name), ("审查意见", filing.opinion)]
        if filing.receipt_no:
            rows.append(("备案编号", filing.receipt_no))
        if filing.order_no:
            rows.append(("文号", filing.order_no))
        if filing.correct_by:
            rows.append(("改正期限", _deadline(filing)))
        return rows + filing.sign_off_rows

    def get_context_data(self, **context):
        filing = self.object
        may_review = may_in(self.request.user, "filing.review", filing.village)
        return super().get_context_data(
            checks=list(filing.checks.all()),
            flags=list(filing.flags.select_related("judged_by")),
            papers=papers_of_filing(filing, self.request.user),
            may_check=may_review and filing.status == Filing.Status.SUBMITTED,
            motion=filing.text_version.motions.passed().select_related("meeting").first(),
            **context,
        )


class FilingCorrect(CorrectPage):
    correctable = FILING_CORRECTION


def _days(filing):
    """How long it took to hand it in, or takes; nothing runs on once it has ended."""
    if filing.ended_unsent:
        return "没有报送"
    return f"{filing.days_taken}天{'，超期' if filing.is_late else ''}"


def _deadline(filing):
    """By when it has to be put right, and how long that is while the text is not replaced."""
    told = cn_date(filing.correct_by)
    if filing.text_version.status != TextVersion.Status.CORRECTING:
        return told
    return f"{told}，{days_told(filing.correct_by, timezone.localdate())}"


class FilingChecks(Within, FormPage):
    permission = "filing.review"
    within = Filing
    within_kwarg = "pk"
    within_select = ("text_version__text__village",)
    form_class = ChecksForm
    title = "审查表"
    template = "villages/filing/checks.html"
    submit_label = "保存审查表"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"filing": self.parent}

    def get_context_data(self, **context):
        version = self.parent.text_version
        return super().get_context_data(
            filing=self.parent,
            clauses=flagged(version),
            remarks=remarks_on(version),
            **context,
        )

    def carry_out(self, form):
        save_checks(self.parent, form.results, form.judgements, by=self.request.user)
        return self.parent.get_absolute_url()


NUMBER_TAKEN = "这个备案编号刚刚被用过，请换一个。"


class FilingsAccept(ManyPage):
    """予以备案 of several at once, each under the next number of the series."""

    permission = "filing.review"
    title = "一次予以备案多件"
    crumbs = (("文本备案", reverse_lazy("villages:filings")),)
    model = Filing
    select = ("text_version__text__village__township", "township")
    workflow = FILING
    act = "accept"
    back = "villages:filings"
    form_class = AcceptManyForm

    def told_of(self, filing):
        version = filing.text_version
        return [
            ("村（居）", filing.village.name),
            ("类别", version.text.get_kind_display()),
            ("报送日期", filing.submitted_on),
        ]

    def given_for(self, filing, form):
        return super().given_for(filing, form) | {"receipt_no": filing.proposed_receipt_no}

    def perform(self, row, form):
        try:
            with transaction.atomic():
                return super().perform(row, form)
        except IntegrityError:
            raise Refused(NUMBER_TAKEN) from None


class FilingAct(ActPage):
    """The database is the last guard over a receipt number that two people give at once."""

    permission = "filing.view"
    model = Filing
    select = ("text_version__text__village__township", "township")
    workflow = FILING
    forms = {
        "submit": SubmitForm,
        "accept": AcceptForm,
        "order_correction": CorrectionForm,
        "sign_order_correction": SignOffForm,
        "return_order_correction": ReasonForm,
    }

    def get_consequences(self):
        told, filing = super().get_consequences(), self.object
        if not self.is_signing():
            return told
        number = f"（{filing.order_no}）" if filing.order_no else ""
        return [
            f"要签发的是责令改正通知书{number}，发给{filing.village}，"
            f"{cn_date(filing.correct_by)}以前改正。",
            *told,
        ]

    def get_drafted(self):
        return papers_of_filing(self.object, self.request.user)[-1:] if self.is_signing() else []

    def is_signing(self):
        """Is there an order that waits to be signed?"""
        return self.kwargs["act"] == "sign_order_correction" and bool(self.object.correct_by)

    def carry_out(self, form):
        try:
            with transaction.atomic():
                return super().carry_out(form)
        except IntegrityError:
            raise Refused(NUMBER_TAKEN) from None
