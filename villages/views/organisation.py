"""Bodies of a village: the overview, one body, who takes a post, how a body was chosen."""

from functools import cached_property

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from township.charts import Bar
from township.crud import DetailPage, FormPage, Page, Within
from township.crud.trails import trail_of
from villages.acts.organisation import (
    CandidateStanding,
    body_of,
    elect,
    end_term,
    link_posting,
    seat,
    write_duty,
)
from villages.acts.term_end import extend_body
from villages.forms.organisation import (
    DutyForm,
    ExtendForm,
    PostingChoiceForm,
    SeatForm,
    SelectionForm,
    TermEndForm,
    posts_held,
)
from villages.models import Body, Selection, Term
from villages.options import local_rules
from villages.queries.demand import bodies_asked, demands
from villages.queries.organisation import (
    committee_findings,
    doubles,
    dual_trend,
    findings_of,
    oversight_findings,
    serving,
    terms_of,
)
from villages.queries.term_end import terms_ending
from villages.rules.bodies import SLOTS, BodyKind, PostKind, body_name
from villages.rules.kinds import Severity
from villages.views.frame import OfVillage, may_in


def slots_of(village, kind, terms):
    """Posts of a body with who holds them: {"post", "terms", "lack"}; lack "" or a sentence."""
    rows = []
    for slot in SLOTS[kind]:
        held = [t for t in terms if t.body.kind == kind and t.post == slot.post]
        lack = ""
        if len(held) < slot.least:
            lack = f"应有{slot.least}人，现有{len(held)}人" if held else "空缺"
        elif slot.most is not None and len(held) > slot.most:
            lack = f"只能有{slot.most}人，现有{len(held)}人"
        name = village.post_name(slot.post)
        rows.append({"post": name, "terms": held, "lack": lack})
    return rows


class OrganisationPage(OfVillage, Page):
    permission = "organisation.view"
    template = "villages/organisation/overview.html"

    def get_title(self):
        return f"{self.parent}的组织"

    def get_context_data(self, **context):
        village, today = self.parent, timezone.localdate()
        terms = terms_of(village)
        now = serving(terms, today)
        duties = dict(Body.objects.filter(village=village).values_list("kind", "duty"))
        rates, sentence = dual_trend(terms, today)
        asked = bodies_asked(demands(village.township))
        seated = {term.body.kind for term in terms}
        kinds = [kind for kind in BodyKind if kind in asked or kind.value in seated]
        bodies = [
            self.link_of(kind)
            | {
                "slots": slots_of(village, kind, now),
                "has_duty": bool(duties.get(kind.value)),
                "askers": "、".join(asked.get(kind, ())),
            }
            for kind in kinds
        ]
        return super().get_context_data(
            bodies=bodies,
            has_association=BodyKind.ASSOCIATION in kinds,
            has_group=BodyKind.WORKING_GROUP in kinds,
            others=[self.link_of(kind) for kind in BodyKind if kind not in kinds],
            findings=checklist_of(findings_of(village, now, today, village.groups.count())),
            ending=[one.sentence_on(today) for one in terms_ending([village], today)[village.pk]],
            rate=rates[-1],
            bars=[
                Bar(f"{rate.year}年", rate.percent) for rate in rates if rate.percent is not None
            ],
            trend=sentence,
            staff=village.post_name(PostKind.STAFF),
            doubles=doubles(now),
            **context,
        )

    def link_of(self, kind):
        name = body_name(kind, self.parent.is_community)
        return {"name": name, "url": reverse("villages:body", args=[self.parent.pk, kind.value])}


# What only informs is a warning; the laws allow other ways there.
UNMET = {Severity.NOTE: "warn", Severity.DEFECT: "missing", Severity.DECISIVE: "missing"}


def checklist_of(findings):
    """Findings as items of the checklist component."""
    return [
        {
            "label": f"{one.sentence}。",
            "state": "ok" if one.ok else UNMET[one.severity],
            "hint": f"《{one.law}》{one.article}" if one.article else "",
        }
        for one in findings
    ]


class OfBody(OfVillage):
    """A page of one body; the body's row exists once something was written for it."""

    @cached_property
    def kind(self):
        try:
            return BodyKind(self.kwargs["kind"])
        except ValueError:
            raise Http404 from None

    @cached_property
    def body(self):
        row = Body.objects.filter(village=self.parent, kind=self.kind).first()
        return row or Body(village=self.parent, kind=self.kind)

    @property
    def name(self):
        return body_name(self.kind, self.parent.is_community)


class BodyPage(OfBody, Page):
    permission = "organisation.view"
    beside = Body
    template = "villages/organisation/body.html"

    def get_title(self):
        return f"{self.parent}{self.name}" if self.kind in UNNAMED else self.name

    def get_context_data(self, **context):
        today = timezone.localdate()
        all_terms = terms_of(self.parent)
        terms = [t for t in all_terms if t.body.kind == self.kind]
        now = serving(terms, today)
        earlier = [t for t in terms if t not in now]
        selections = Selection.objects.filter(
            body__village=self.parent, body__kind=self.kind
        ).select_related("body__village", "posting")
        return super().get_context_data(
            body=self.body,
            slots=slots_of(self.parent, self.kind, now),
            earlier=sorted(earlier, key=lambda term: term.since, reverse=True),
            selections=selections,
            may_edit=may_in(self.request.user, "organisation.edit", self.parent),
            findings=checklist_of(self.check(serving(all_terms, today), today)),
            is_oversight=self.kind == BodyKind.OVERSIGHT,
            may_extend=any(term.until for term in terms),
            **context,
        )

    def check(self, now, today):
        """What the law asks of who sits there, where it asks something."""
        asked = CHECKED.get(self.kind)
        return asked(self.parent, now, today) if asked else []


CHECKED = {BodyKind.COMMITTEE: committee_findings, BodyKind.OVERSIGHT: oversight_findings}
UNNAMED = (BodyKind.WORKING_GROUP, BodyKind.SUPERVISION)


class BodyForm(OfBody, FormPage):
    """A form page that changes a body."""

    permission = "organisation.edit"

    def get_crumbs(self):
        """Down to the body, which may have no row yet."""
        return trail_of(Body(village=self.parent, kind=self.kind))

    def prepare(self):
        if not self.parent or not self.kind:
            raise Http404

    def lock_read(self):
        super().lock_read()
        vars(self).pop("body", None)

    def done(self):
        return reverse("villages:body", args=[self.parent.pk, self.kind.value])


class SeatPage(BodyForm):
    form_class = SeatForm
    submit_label = "登记任职"
    intro = "只能由一人担任的岗位，原任职人员自动在前一天卸任。"
    success_message = "任职已登记。"

    def get_title(self):
        return f"登记{self.name}任职"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"village": self.parent, "kind": self.kind}

    def carry_out(self, form):
        given = form.cleaned_data
        seat(
            body_of(self.parent, self.kind),
            given["post"],
            given["person"],
            since=given["since"],
            until=given["until"],
            basis=given["basis"],
            by=self.request.user,
        )
        return self.done()


class BodyExtend(BodyForm):
    form_class = ExtendForm
    submit_label = "延长任期"
    success_message = "任期已延长。"
    intro = "任期最后届满的这一批人一起延长。任期由法律规定，延长要有依据；换届的，登记新的任职。"

    def get_title(self):
        return f"延长{self.name}任期"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"shown": posts_held(self.parent, self.kind)}

    def carry_out(self, form):
        given = form.cleaned_data
        body = body_of(self.parent, self.kind)
        extend_body(body, until=given["until"], reason=given["reason"], by=self.request.user)
        return self.done()


class DutyPage(BodyForm):
    form_class = DutyForm

    def get_title(self):
        return f"{self.name}的职责"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"body": self.body, "kind": self.kind}

    def carry_out(self, form):
        body = body_of(self.parent, self.kind)
        write_duty(body, form.cleaned_data["duty"], by=self.request.user)
        return self.done()


class ElectPage(BodyForm):
    form_class = SelectionForm
    template = "villages/organisation/elect.html"
    submit_label = "保存推选记录"
    success_message = "推选记录已保存并归档。"

    @property
    def intro(self):
        told = "照推选会议的实际情况填写。保存后不能修改；当选人自动任职，原任职人员在前一天卸任。"
        if self.kind == BodyKind.OVERSIGHT:
            told += local_rules(self.parent).hint("oversight_way")
        return told

    def get_title(self):
        return f"登记{self.name}推选记录"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"village": self.parent, "kind": self.kind}

    def carry_out(self, form):
        facts = {name: form.cleaned_data[name] for name in form.base_fields}
        selection = elect(
            body_of(self.parent, self.kind),
            candidates=[CandidateStanding(*row) for row in form.candidates],
            by=self.request.user,
            **facts,
        )
        return selection.get_absolute_url()


class TermEnd(Within, FormPage):
    permission = "organisation.edit"
    within = Term
    within_kwarg = "pk"
    within_select = ("body__village", "person")
    form_class = TermEndForm
    title = "登记卸任"
    submit_label = "确定卸任"
    success_message = "卸任已登记。"

    @property
    def intro(self):
        body = self.parent.body
        told = f"{self.parent.person}，{body}{self.parent.post_name}。"
        if body.kind == BodyKind.COMMITTEE:
            told += local_rules(body.village).hint("leaving_way")
        return told

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"term": self.parent}

    def carry_out(self, form):
        given = form.cleaned_data
        end_term(
            self.parent,
            on=given["on"],
            reason=given["reason"],
            ended_as=given["ended_as"],
            by=self.request.user,
        )
        return self.parent.body.get_absolute_url()


class SelectionPage(DetailPage):
    permission = "organisation.view"
    model = Selection
    select = ("body__village__township", "meeting", "posting")
    template = "villages/organisation/selection.html"

    def get_fields(self):
        row = self.object
        return [
            ("推选日期", row.held_on),
            ("推选会议", row.meeting),
            ("推选方式", row.get_way_display()),
            ("地点", row.place),
            ("主持人", row.chair),
            ("记录人", row.recorder),
            ("到会", f"应到{row.total}人，实到{row.present}人"),
            ("到会妇女", row.women_present),
            ("计票人、监票人", row.tellers),
            ("任期至", row.term_until),
            ("结果公示", row.posting),
            ("说明", row.note),
        ]

    def get_context_data(self, **context):
        row = self.object
        candidates = list(row.candidates.select_related("person__group"))
        for candidate in candidates:
            candidate.post_name = row.village.post_name(candidate.post)
        may_link = may_in(self.request.user, "organisation.edit", row.village)
        return super().get_context_data(
            candidates=candidates, may_link=may_link and not row.posting_id, **context
        )


class SelectionPosting(Within, FormPage):
    permission = "organisation.edit"
    within = Selection
    within_kwarg = "pk"
    within_select = ("body__village",)
    form_class = PostingChoiceForm
    title = "补上结果公示"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"village": self.parent.village}

    def carry_out(self, form):
        link_posting(self.parent, form.cleaned_data["posting"], by=self.request.user)
        return self.parent.get_absolute_url()
