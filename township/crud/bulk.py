"""One act on several rows that were ticked in a list.

The list offers it (`Bulk`), a page of its own asks (`ManyPage`): what stands against each row is
shown before, each row is judged by itself by the guard of its own page, in a transaction of its
own, and what was not done is told by row.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.urls import reverse

from township.asked import number
from township.crud.fields import PLACES, RowsField
from township.crud.forms import UserForm
from township.crud.sending import FormPage
from township.workflow import Refused

# More are done in several goes: each row has its papers, its history and its receivers.
MOST = 100


@dataclass(frozen=True)
class Bulk:
    """An act that a list offers for ticked rows.

    `url` names the page that asks, `permission` is the act's own. `sources` are the states from
    which it is taken, so that only such rows can be ticked.
    """

    label: str
    url: str
    permission: str
    sources: tuple = ()
    icon: str = "check2-all"

    @classmethod
    def of(cls, transition, url, label=""):
        """Of a transition of a workflow."""
        return cls(label or transition.label, url, transition.permission, transition.sources)


class ManyForm(UserForm):
    """Which rows; a subclass asks what is given to all of them."""

    rows = RowsField(
        queryset=None,
        label="勾选的",
        error_messages={
            "required": "请先勾选要办的。",
            "invalid_choice": "勾选的里面有一件已经不在了，或者不归您办。请回到列表重新勾选。",
            "invalid_list": "请回到列表重新勾选。",
        },
    )

    def __init__(self, *args, among, **kwargs):
        self._among = among
        super().__init__(*args, **kwargs)

    def narrow(self):
        return {"rows": self._among}

    def clean_rows(self):
        rows = self.cleaned_data["rows"]
        if len(rows) > MOST:
            self.add_error("rows", f"一次最多办{MOST}件，请分几次办。")
        return rows

    @property
    def asked(self):
        """The fields of what is given to all."""
        return [one for one in self.visible_fields() if one.name != "rows"]


class ManyPage(FormPage):
    """GET ?rows=1&rows=2 asks, POST takes the transition `act` of `workflow` on each of them."""

    model = None
    workflow = None
    act = ""
    select = ()
    back = ""
    form_class = ManyForm
    template = "crud/many.html"
    success_message = ""

    @property
    def transition(self):
        return self.workflow[self.act]

    def get_among(self):
        return (
            self.model.objects.for_user(self.request.user, self.permission)
            .select_related(*self.select)
            .order_by("pk")
        )

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"among": self.get_among()}

    def given_for(self, row, form):
        """What the act is given for this very row."""
        return {k: v for k, v in form.cleaned_data.items() if k not in ("form_key", "rows")}

    def perform(self, row, form):
        """The act on one row; raises Refused."""
        given = self.given_for(row, form)
        return self.workflow.perform(self.act, row, by=self.request.user, **given)

    def told_of(self, row):
        """Further [(label, value)] that tell what is decided on."""
        return []

    def get_lines(self):
        """[(row, what is told of it, reasons why not)] of the ticked rows."""
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        keys = [number(key, PLACES) for key in asked.getlist("rows")]
        rows = self.get_among().filter(pk__in=[key for key in keys if key is not None][:MOST])
        return [
            (row, self.told_of(row), self.workflow.refusals(self.act, row, self.request.user))
            for row in rows
        ]

    def get_context_data(self, **context):
        lines = self.get_lines()
        return super().get_context_data(
            **{
                "lines": lines,
                "heads": [label for label, _ in lines[0][1]] if lines else [],
                "open": sum(not reasons for *_, reasons in lines),
                "transition": self.transition,
                "submit_label": f"确定{self.transition.label}",
                "cancel_url": reverse(self.back),
            }
            | context
        )

    def carry_out(self, form):
        done, told = 0, []
        for row in form.cleaned_data["rows"]:
            try:
                with transaction.atomic():
                    self.perform(row, form)
            except Refused as refusal:
                told.append(f"“{row}”没有{self.transition.label}：{''.join(refusal.reasons)}")
            else:
                done += 1
        if not done:
            raise Refused(told)
        messages.success(self.request, f"已{self.transition.label}{done}件。")
        for sentence in told:
            messages.warning(self.request, sentence)
        return reverse(self.back)
