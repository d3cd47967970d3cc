"""Pages of 提请审核: the township's list with its clock, one draft sent, what was said of it."""

import django_filters
from django.urls import reverse
from django.utils import timezone

from township.crud import (
    ActPage,
    Column,
    DetailPage,
    FormPage,
    ListPage,
    RemovePage,
    Toned,
    UpdatePage,
    Within,
)
from township.history.chain import record
from township.workflow import Refused
from villages.acts import prereview as prereview_acts
from villages.forms.prereview import AdviceForm, AnswerForm, GiveForm, SendForm
from villages.models import LegalAdvice, Prereview, Village
from villages.queries.prereview import basis_of
from villages.queries.text import written
from villages.rules.prereview import left_told
from villages.views.frame import may_in
from villages.views.paper import papers_of_prereview
from villages.views.text import OnTextVersion
from villages.workflows.prereview import PREREVIEW


def villages(request):
    return Village.objects.for_user(request.user, "text.view")


class PrereviewFilter(django_filters.FilterSet):
    village = django_filters.ModelChoiceFilter(
        field_name="text_version__text__village", queryset=villages, label="村（居）"
    )
    status = django_filters.ChoiceFilter(choices=Prereview.Status.choices, label="状态")

    class Meta:
        model = Prereview
        fields = ["village", "status"]


def timing(row):
    """How the opinion stands against its day, where it is still owed."""
    if row.status == Prereview.Status.SENT:
        return left_told(row.due_on, timezone.localdate())
    return "—"


class PrereviewList(ListPage):
    permission = "text.view"
    model = Prereview
    select = ("text_version__text__village__township",)
    title = "提请审核"
    filterset_class = PrereviewFilter
    columns = (
        Column("文本", "text_version__text__title"),
        Column("村（居）", "text_version__text__village__order"),
        Column("送审日期", "sent_on"),
        Column("审核期限", "due_on"),
        Column("时限"),
        Column("状态", "status"),
        Column("审核日期", "given_on"),
    )
    empty = {
        "icon": "inbox",
        "title": "还没有送审的草案",
        "hint": "表决前送审的草案，会出现在这里；镇里只提意见，不代替村（社区）决定。",
    }

    def row_of(self, row):
        is_open = row.status == Prereview.Status.SENT
        tone = "bad" if row.due_on < timezone.localdate() else "neutral"
        return row.get_absolute_url(), [
            str(row.text_version),
            row.village.name,
            row.sent_on,
            row.due_on,
            Toned(timing(row), tone if is_open else ""),
            Toned(row.status_told, row.status_tone),
            row.given_on or "—",
        ]


class PrereviewSend(OnTextVersion, FormPage):
    makes_new = True
    permission = "text.edit"
    form_class = SendForm
    title = "提请审核"
    submit_label = "送镇里审核"
    success_message = "已送审。"

    @property
    def intro(self):
        days = self.parent.village.township.setting("prereview_days")
        basis = basis_of(self.parent)
        asked = f"依据{basis}。" if basis else ""
        return (
            f"把现在的草案全文送镇里审核，镇里{days}天内给出意见。{asked}"
            f"镇里只提意见，不代替{self.parent.village.words.here}决定；"
            "过期没有意见的，可以继续定稿。"
        )

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"text": written(self.parent)}

    def carry_out(self, form):
        row = prereview_acts.send_draft(
            self.parent, by=self.request.user, on=form.cleaned_data["on"]
        )
        return row.get_absolute_url()


class PrereviewPage(DetailPage):
    permission = "text.view"
    model = Prereview
    select = ("text_version__text__village__township", "sent_by")
    workflow = PREREVIEW
    act_url = "villages:prereview_act"
    template = "villages/prereview/detail.html"

    def get_fields(self):
        row = self.object
        rows = [
            ("文本", row.text_version),
            ("村（居）", row.village),
            ("依据", basis_of(row.text_version) or f"{row.village.words.here}自愿提请"),
            ("送审日期", row.sent_on),
            ("送审人", row.sent_by),
            ("审核期限", row.due_on),
        ]
        if row.status == Prereview.Status.SENT:
            rows.append(("时限", timing(row)))
        if row.given_on:
            rows += [
                ("审核结果", row.get_advice_display()),
                ("审核意见", row.opinion),
                ("审核日期", row.given_on),
                ("审核人", row.given_name),
            ]
        if row.answer:
            rows += [("采纳情况", row.answer), ("答复日期", row.answered_on)]
        return rows

    def get_context_data(self, **context):
        row = self.object
        is_open = row.status == Prereview.Status.SENT
        return super().get_context_data(
            heard=list(row.heard.all()),
            may_hear=is_open and may_in(self.request.user, "prereview.give", row.village),
            papers=papers_of_prereview(row),
            **context,
        )


class PrereviewAct(ActPage):
    permission = "text.view"
    model = Prereview
    select = ("text_version__text__village__township",)
    workflow = PREREVIEW
    forms = {"give": GiveForm, "answer": AnswerForm}


def _refuse_when_given(row):
    if row.status != Prereview.Status.SENT:
        yield f"现在是“{row.get_status_display()}”，听取的意见不能再改。"


class AdviceCreate(Within, FormPage):
    makes_new = True
    permission = "prereview.give"
    within = Prereview
    within_kwarg = "pk"
    within_select = ("text_version__text__village",)
    form_class = AdviceForm
    title = "登记听取的意见"
    intro = "法律顾问、司法所对草案的意见，写明是谁、哪一天、怎么说的。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"given": {"prereview": self.parent}}

    def carry_out(self, form):
        if reasons := list(_refuse_when_given(self.parent)):
            raise Refused(reasons)
        row = form.save()
        record("prereview.hear", self.parent, self.request.user, f"登记{row}")
        return row.get_absolute_url()


class AdviceUpdate(UpdatePage):
    permission = "prereview.give"
    model = LegalAdvice
    form_class = AdviceForm
    select = ("prereview__text_version__text__village",)

    def may_edit(self, advice):
        yield from _refuse_when_given(advice.prereview)


class AdviceRemove(Within, RemovePage):
    permission = "prereview.give"
    within = LegalAdvice
    within_kwarg = "pk"
    within_select = ("prereview__text_version__text__village",)
    verb = staticmethod(prereview_acts.remove_advice)

    @staticmethod
    def against(advice):
        yield from _refuse_when_given(advice.prereview)

    def get_back(self):
        return reverse("villages:prereview", args=[self.parent.prereview_id])
