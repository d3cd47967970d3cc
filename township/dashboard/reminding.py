"""催办: the office sees what its villages have not done, late ones first, and reminds them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from types import SimpleNamespace

from django import forms
from django.contrib import messages
from django.urls import reverse
from django.utils import timezone

from campaigns.acts.reminder import remind
from campaigns.models.reminder import LONGEST_SENTENCE
from campaigns.queries.reminder import Awaited, days_of, days_reminded
from campaigns.rules.reminding import days_late, may_remind, told_of_term
from township.crud import FormPage, UserForm, exporting
from township.dashboard import owing
from township.dashboard.awaited import MOST, awaited, kinds
from township.workflow import Refused
from villages.models import Village


class AwaitedFilter(forms.Form):
    village = forms.ModelChoiceField(
        Village.objects.none(), label="村（社区）", required=False, empty_label="全部"
    )
    kind = forms.ChoiceField(label="类别", required=False)
    is_late = forms.BooleanField(label="只看逾期的", required=False)

    def __init__(self, data, user):
        super().__init__(data)
        self.fields["village"].queryset = Village.objects.for_user(user, "reminder.send").in_use()
        self.fields["kind"].choices = [
            ("", "全部"),
            *((one, one) for one in (*kinds(), *owing.KINDS)),
        ]

    def chosen(self):
        return self.cleaned_data if self.is_valid() else {}


class ManyKeys(forms.Field):
    """Keys of matters, as the page ticked them."""

    widget = forms.SelectMultiple
    default_error_messages = {"required": "请先勾选要催办的事项。"}

    def clean(self, value):
        super().clean(value)
        return list(dict.fromkeys(value))


class RemindForm(UserForm):
    matters = ManyKeys(label="事项")
    sentence = forms.CharField(
        label="催办的话",
        max_length=LONGEST_SENTENCE,
        required=False,
        help_text="可以不填，最多100字。例如：请于本周五前办好。",
    )


@dataclass(frozen=True)
class Line:
    """A matter as the page shows it on the day `on`."""

    matter: Awaited
    days: Sequence[date]  # on which the village was reminded of what it waits for now
    is_open: bool  # may be reminded of today
    on: date

    @property
    def late(self):
        return days_late(self.matter.due, self.on)

    @property
    def term(self):
        return told_of_term(self.matter.due, self.on)

    @property
    def last(self):
        return self.days[-1] if self.days else None

    @property
    def place(self):
        """Late ones first, then by the last day; those without one come last."""
        return (self.matter.due is None, self.matter.due or date.max, self.matter.row.pk)


def lines_of(matters, on):
    before = days_reminded(matters)
    for one in matters:
        told = before[one.noun, one.row.pk]
        yield Line(
            one,
            [day for errand, day in told if errand == one.errand],
            may_remind(on, days_of(one, before)),
            on,
        )


def by_village(lines):
    """[(village, lines)]: the village that is most late first."""
    most = {}
    for line in lines:
        most[line.matter.village.pk] = max(most.get(line.matter.village.pk, 0), line.late)

    def place(line):
        village = line.matter.village
        return (-most[village.pk], village.order, village.pk, *line.place)

    lines = sorted(lines, key=place)
    groups = groupby(lines, key=attrgetter("matter.village.pk"))
    return [(group[0].matter.village, group) for _, group in ((k, list(g)) for k, g in groups)]


class Reminding(FormPage):
    permission = "reminder.send"
    title = "催办"
    form_class = RemindForm
    template = "dashboard/reminding.html"
    submit_label = "催办"
    success_message = ""
    heads = ("村（社区）", "事项", "类别", "要办的", "期限", "是否逾期", "已催次数", "最近催办")

    def prepare(self):
        self.filter = AwaitedFilter(self.request.GET, self.request.user)

    def get(self, request, *args, **kwargs):
        if request.GET.get("format") == "xlsx":
            self.prepare()
            return self.export()
        return super().get(request, *args, **kwargs)

    def get_matters(self):
        chosen, user = self.filter.chosen(), self.request.user
        wanted = chosen.get("village"), chosen.get("kind", "")
        return awaited(user, *wanted) + owing.owing(user, "reminder.send", *wanted)

    def get_lines(self):
        lines = lines_of(self.get_matters(), timezone.localdate())
        is_late = self.filter.chosen().get("is_late")
        return [line for line in lines if line.late or not is_late]

    def get_context_data(self, **context):
        groups = by_village(self.get_lines())
        lines = [line for _, group in groups for line in group]
        counts = Counter(line.matter.errand for line in lines)
        return super().get_context_data(
            **{
                "filter": SimpleNamespace(form=self.filter),
                "groups": groups,
                "whole": len(lines),
                "is_cut": max(counts.values(), default=0) >= MOST,
                "most": MOST,
                "late": sum(bool(line.late) for line in lines),
                "chosen": self.request.POST.getlist("matters"),
                "export_url": exporting.address_of(self.request) if lines else "",
                "sent_url": reverse("campaigns:reminders"),
            }
            | context
        )

    def export(self):
        rows = (
            (
                village,
                line.matter.title,
                line.matter.kind,
                line.matter.hint,
                line.matter.due,
                line.term,
                len(line.days),
                line.last,
            )
            for village, group in by_village(self.get_lines())
            for line in group
        )
        parts = [exporting.SheetPart("列表", self.heads, rows)]
        conditions = exporting.conditions_of(self.filter)
        return exporting.answer("待村（社区）办的事项", parts, conditions, self.request.user)

    def carry_out(self, form):
        found = {one.key: one for one in self.get_matters()}
        keys = form.cleaned_data["matters"]
        if gone := [key for key in keys if key not in found]:
            raise Refused(
                f"勾选的{len(keys)}件里，有{len(gone)}件已经办好，或者不再等村（社区）办。"
                "没有催办任何一件；下面已是最新的，请核对后再催办。"
            )
        user, sentence = self.request.user, form.cleaned_data["sentence"]
        rows = remind([found[key] for key in keys], by=user, sentence=sentence)
        places = len({row.village_id for row in rows})
        messages.success(self.request, f"已催办{places}个村（社区）的{len(rows)}件事。")
        return self.request.get_full_path()
