"""Pages of texts: list, one version, writing, clauses, acts."""

from collections import Counter

import django_filters
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from township import asked
from township.access import needs
from township.corrections import Correction
from township.crud import (
    ActPage,
    Column,
    CreatePage,
    DayForm,
    DetailPage,
    FormPage,
    ListPage,
    Page,
    Toned,
    UpdatePage,
    Within,
)
from township.crud.pages import offered
from township.remarks import Remarked
from township.workflow import Refused, with_way
from villages.acts import text as text_acts
from villages.forms.text import BasisForm, ClauseForm, TextForm, WriteForm
from villages.models import Clause, Prereview, StageText, Text, TextVersion
from villages.models.text import CLAUSES_A_PAGE
from villages.queries import prereview as prereview_queries
from villages.queries import text as text_queries
from villages.queries.review import flags_of, remarks_on
from villages.rules.clauses import numbering_faults
from villages.rules.coverage import topic_sentences
from villages.rules.kinds import TextKind
from villages.views.frame import OfVillage, may_in
from villages.views.next_step import next_of_text, steps
from villages.views.prior_adoption import prior_context
from villages.workflows.text import TEXT

BESIDE = ("revert", "withdraw")


class TextFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(
        field_name="text__kind", choices=TextKind.choices, label="类别"
    )
    status = django_filters.ChoiceFilter(choices=TextVersion.Status.choices, label="状态")

    class Meta:
        model = TextVersion
        fields = ["kind", "status"]


class TextList(OfVillage, ListPage):
    permission = "text.view"
    model = TextVersion
    within_field = "text__village"
    select = ("text__village", "prior")
    title = "自治文本"
    template = "villages/text/list.html"
    filterset_class = TextFilter
    columns = (
        Column("名称", "text__title"),
        Column("类别", "text__kind"),
        Column("版本", "number"),
        Column("状态", "status"),
        Column("通过日期", "adopted_on"),
    )
    create_label = "起草新文本"
    empty = {
        "icon": "file-earmark-text",
        "title": "还没有自治文本",
        "hint": "起草活动要求的和自己需要的文本，先征求意见，再表决。",
    }

    def get_create_url(self):
        if self.parent.is_active and may_in(self.request.user, "text.edit", self.parent):
            return reverse("villages:text_create", args=[self.parent.pk])
        return None

    def get_context_data(self, **context):
        may_enter = may_in(self.request.user, "text.enter_past", self.parent)
        may_set_up = self.request.user.may("setup.edit")
        return super().get_context_data(may_enter_past=may_enter, may_set_up=may_set_up, **context)

    def row_of(self, version):
        later = "（补录）" if version.entered_later else ""
        return version.get_absolute_url(), [
            f"{version.text.title}{later}",
            version.text.get_kind_display(),
            f"第{version.number}版",
            Toned(version.get_status_display(), version.status_tone),
            version.adopted_on,
        ]


class TextCreate(OfVillage, CreatePage):
    permission = "text.edit"
    title = "起草新文本"
    form_class = TextForm
    submit_label = "保存草稿"
    intro = "先保存草稿，再征求意见、定稿、表决。"

    def save(self, form):
        version = text_acts.create_text(
            self.parent,
            form.cleaned_data["kind"],
            form.cleaned_data["title"],
            by=self.request.user,
        )
        if form.full_text.strip():
            text_acts.write(version, form.full_text, by=self.request.user)
        return version


class TextPage(Remarked, DetailPage):
    permission = "text.view"
    model = TextVersion
    select = ("text__village__township", "based_on__text", "filing", "prior")
    template = "villages/text/detail.html"

    def get_queryset(self):
        return super().get_queryset().prefetch_related("stages")

    def get_context_data(self, **context):
        version, user = self.object, self.request.user
        postings = list(version.postings.all())
        may_edit = may_in(user, "text.edit", version.village)
        consultations = list(version.consultations.filter(round=version.round))
        opinions = list(version.opinions.filter(round=version.round).select_related("clause"))
        is_consulting = may_edit and version.status == TextVersion.Status.CONSULTING
        prereviews = list(version.prereviews.standing().filter(round=version.round))
        page = Paginator(flagged(version), CLAUSES_A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            **prior_context(version, user),
            village=version.village,
            steps=steps(version, postings),
            next=next_of_text(version, user, TEXT),
            others=self.get_other_acts() if may_edit else [],
            clauses=page.object_list,
            page_obj=page,
            missing=topic_sentences(text_queries.topics_missing(version))
            if version.is_open
            else [],
            remarks=remarks_on(version) if version.is_open else [],
            misnumbered=numbering_faults(text_queries.pieces(version)) if version.is_open else [],
            may_write=may_edit and version.may_be_written,
            is_consulting=is_consulting,
            prereviews=prereviews,
            may_send=is_consulting
            and not any(row.status == Prereview.Status.SENT for row in prereviews),
            prereview_lacking=prereview_queries.lacking(version) if version.is_open else "",
            may_correct=version.is_decided and may_in(user, "text.correct", version.village),
            may_revise=may_edit and text_queries.may_revise(version),
            consultations=consultations,
            opinions=opinions,
            opinion_corrections=list(Correction.objects.about(*opinions))
            if version.is_decided
            else [],
            motions=list(version.motions.select_related("meeting")),
            postings=postings,
            versions=list(version.text.versions.all()),
            **context,
        )

    def get_transitions(self):
        """None at the head of the page: the next step is the one button there."""
        return []

    def get_other_acts(self):
        """What may be done besides the next step."""
        version, beside = self.object, BESIDE
        if version.status == TextVersion.Status.CONSULTING and prereview_queries.lacking(version):
            beside = ("finalise", *BESIDE)
        rows = offered(TEXT, version, self.request.user, "villages:text_act")
        # What lies beside the next step does not stand out like it.
        return [
            row | {"style": "secondary"} if row["name"] == "finalise" else row
            for row in rows
            if row["name"] in beside
        ]


def flagged(version):
    """Clauses of a version, each with `flags` (what the law may object to) and `said` (number of
    opinions on it in the running round)."""
    clauses, flags = list(version.clauses.all()), flags_of(version)
    is_community = version.village.is_community
    said = Counter(version.opinions.filter(round=version.round).values_list("clause_id", flat=True))
    for at, clause in enumerate(clauses):
        clause.flags = [
            {"flag": flag, "law": flag.law_of(is_community)} for flag in flags.get(at, [])
        ]
        clause.said = said[clause.pk]
    return clauses


class TextAct(ActPage):
    permission = "text.view"
    model = TextVersion
    select = ("text__village__township",)
    workflow = TEXT
    forms = {"consult": DayForm, "finalise": DayForm}

    def get_consequences(self):
        told = super().get_consequences()
        if self.transition.name == "finalise" and (lacks := prereview_queries.lacking(self.object)):
            return [lacks, *told]
        return told


class OnTextVersion(Within):
    """A form page about one version, found by the page's own permission."""

    within = TextVersion
    within_kwarg = "pk"
    within_select = ("text__village__township",)

    def get_success_url(self):
        return self.parent.get_absolute_url()


class TextWrite(OnTextVersion, FormPage):
    permission = "text.edit"
    form_class = WriteForm
    title = "录入全文"
    submit_label = "保存并按条分开"

    def get_initial(self):
        return {"body": text_queries.written(self.parent)}

    def carry_out(self, form):
        text_acts.write(self.parent, form.full_text, by=self.request.user)
        return self.get_success_url()


class TextBasis(UpdatePage):
    permission = "text.edit"
    model = TextVersion
    form_class = BasisForm
    select = ("text__village",)

    def get_title(self):
        return "依据哪一版章程"

    def may_edit(self, version):
        if not version.may_be_written:
            yield "定稿以后不能再改依据的章程。"


class ClauseUpdate(UpdatePage):
    permission = "text.edit"
    model = Clause
    form_class = ClauseForm
    select = ("text_version__text__village",)
    template = "villages/text/clause.html"

    def may_edit(self, clause):
        version = clause.text_version
        if not version.may_be_written:
            yield text_acts.SETTLED.format(version.get_status_display())

    def get_form_kwargs(self):
        topics = text_queries.topics_of(self.object.text_version)
        return super().get_form_kwargs() | {"topics": topics}

    def carry_out(self, form):
        rows = TextVersion.objects.select_for_update(of=("self",))
        rows.get(pk=self.object.text_version_id)
        return super().carry_out(form)


class ClauseCreate(OnTextVersion, FormPage):
    makes_new = True
    permission = "text.edit"
    form_class = ClauseForm
    title = "增加条款"
    template = "crud/form.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "given": {"text_version": self.parent},
            "topics": text_queries.topics_of(self.parent),
        }

    def carry_out(self, form):
        wanted = asked.number(self.request.GET.get("after"))
        after = self.parent.clauses.filter(pk=wanted).first()
        clause = text_acts.insert_clause(
            self.parent,
            after,
            by=self.request.user,
            **{name: form.cleaned_data[name] for name in form.Meta.fields if name in form.fields},
        )
        return clause.get_absolute_url()


def _version_of(request, pk):
    rows = TextVersion.objects.for_user(request.user, "text.edit")
    return get_object_or_404(rows, pk=pk)


def _told(request, act, url):
    """Carry out an act of one button; what it refuses is told on the page it leads to."""
    try:
        return act() or url
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, with_way(reason, request.user))
        return url


@require_POST
@needs("text.edit")
def remove_clause(request, pk):
    rows = Clause.objects.for_user(request.user, "text.edit").select_related("text_version")
    clause = get_object_or_404(rows, pk=pk)
    url = clause.text_version.get_absolute_url()
    return HttpResponseRedirect(
        _told(request, lambda: text_acts.remove_clause(clause, by=request.user), url)
    )


@require_POST
@needs("text.edit")
def renumber(request, pk):
    version = _version_of(request, pk)
    url = version.get_absolute_url()
    return HttpResponseRedirect(
        _told(request, lambda: text_acts.renumber(version, by=request.user), url)
    )


class TextRevise(OnTextVersion, FormPage):
    """A new version: asks first, because it starts the whole way again."""

    permission = "text.edit"
    title = "制定新版本"
    submit_label = "建立新版草稿"
    intro = "新版从现行文字开始修改，要重新征求意见、表决、备案。新版通过以前，现行版本继续有效。"
    success_message = "已建立新版草稿。"

    def get_form_class(self):
        from township.crud import UserForm

        return UserForm

    def carry_out(self, form):
        return text_acts.revise(self.parent, by=self.request.user).get_absolute_url()


class StagePage(DetailPage):
    """One frozen stage of a text, word for word."""

    permission = "text.view"
    model = StageText
    select = ("text_version__text__village",)
    template = "villages/text/stage.html"


class InForce(OfVillage, Page):
    """What was in force in a village on any day."""

    permission = "text.view"
    title = "某一天有效的文本"
    beside = Text
    template = "villages/text/in_force.html"

    def get_context_data(self, **context):
        from django.utils.dateparse import parse_date

        try:
            day = parse_date(self.request.GET.get("on", "")) or timezone.localdate()
        except ValueError:
            day = timezone.localdate()
        rows = TextVersion.objects.for_user(self.request.user, self.permission)
        rows = rows.in_force_on(day).filter(text__village=self.parent)
        return super().get_context_data(
            day=day, versions=rows.select_related("text", "prior", "based_on__text"), **context
        )
