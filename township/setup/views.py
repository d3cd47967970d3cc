"""The setup workbook: take it, send it filled in, look at every row, write all; slips to print."""

from collections import Counter

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from township.access import needs
from township.accounts.account_views import OnPaper
from township.crud import FormPage
from township.setup.act import ACTIONS, move_in, preview
from township.setup.book import marked_book, write_book
from township.setup.forms import BesideForm, SetupForm
from township.setup.parts import PARTS
from township.sheets.faults import folded
from township.workflow import Refused
from villages.acts.imports import seal, unseal
from villages.views.imports import workbook

FEW, SHORT = 100, 5


def own_township(user):
    return user.township_for("setup.edit")


def chosen_parts(request):
    """The sheets that the address asks for: ?part=accounts; all of them without."""
    asked = [one for one in request.GET.getlist("part") if one in PARTS]
    return asked or list(PARTS)


class SetupImport(OnPaper, FormPage):
    permission = "setup.edit"
    title = "建镇工作簿"
    form_class = SetupForm
    template = "setup/import.html"
    submit_label = "看每一行的结果"

    def get_form(self, form_class=None):
        """Files are asked for where a sheet names some."""
        form = super().get_form(form_class)
        if not any(PARTS[key].takes_files for key in chosen_parts(self.request)):
            form.leave_files_out()
        return form

    def get_context_data(self, **context):
        keys = chosen_parts(self.request)
        asked = "&".join(f"part={key}" for key in keys) if len(keys) < len(PARTS) else ""
        return super().get_context_data(
            parts=[(PARTS[key].name, PARTS[key].note) for key in keys],
            book_url=f"{reverse('setup_book')}{'?' if asked else ''}{asked}",
            is_whole=not asked,
            **context,
        )

    @property
    def purpose(self):
        return ["setup", own_township(self.request.user).pk, self.request.user.pk]

    def post(self, request, *args, **kwargs):
        if "sealed" in request.POST:
            return self.answer_sealed()
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        sheets, files = form.cleaned_data["sheet"], form.cleaned_data.get("files", ())
        place = own_township(request.user)
        try:
            outcome = preview(sheets, place, by=request.user, files=files)
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error("sheet", reason)
            return self.form_invalid(form)
        self.template = "setup/preview.html"
        told, sheets_read = folded(outcome.faults), outcome.sheets.values()
        return self.render_to_response(
            self.get_context_data(
                form=form,
                outcome=outcome,
                faults=told[:FEW],
                more=max(len(told) - FEW, 0),
                shown=[_shown(one) for one in sheets_read if one.rows or one.passed or one.ignored],
                empty=[one.part.name for one in sheets_read if not one.rows],
                kept=form.fields["files"].widget.kept if "files" in form.fields else (),
                leads=dict.fromkeys(row.lead for row in outcome.rows if row.lead),
                remarked=[row for row in outcome.rows if row.remarks and not row.faults],
                sealed=seal(sheets, self.purpose),
            )
        )

    def answer_sealed(self):
        """Write what was shown and print the slips, or give the workbook back with its faults."""
        user, place = self.request.user, own_township(self.request.user)
        beside = BesideForm(self.request.POST, user=user)
        try:
            sheets = unseal(self.request.POST["sealed"], self.purpose)
            if not beside.is_valid():
                raise Refused(beside.errors["files"])
            files = beside.cleaned_data["files"]
            if self.request.POST.get("wanted") == "errors":
                outcome = preview(sheets, place, by=user, files=files)
                return workbook(marked_book(sheets, outcome), "建镇工作簿-错误.xlsx")
            outcome = move_in(sheets, place, by=user, files=files)
        except Refused as refusal:
            for reason in refusal.reasons[:FEW]:
                messages.error(self.request, reason)
            return HttpResponseRedirect(self.request.get_full_path())
        beside.fields["files"].saved()
        told = f"已写入：新增{outcome.count('new')}行，修改{outcome.count('update')}行。"
        self.slips = outcome.slips
        if self.slips:
            return self.on_paper()
        messages.success(self.request, told)
        return HttpResponseRedirect(reverse("home"))


def _shown(sheet):
    """A sheet as the preview lists it: the columns that say anything, its rows, and those with
    faults again, with what names them and the faulty columns alone."""
    columns = sheet.part.columns
    filled = {title for row in sheet.rows for title, cell in row.line.cells.items() if cell}
    titles = [one.title for one in columns if one.title in filled or one.is_needed]
    wrong = [row for row in sheet.rows if row.faults][:FEW]
    naming = {columns[0].title, sheet.part.main, *(title for row in wrong for title in row.faulty)}
    narrow = [one.title for one in columns if one.title in naming]
    counts = Counter(ACTIONS[row.outcome][0] for row in sheet.rows)
    told = "、".join(f"{action}{count}行" for action, count in counts.items())
    return {
        "name": sheet.part.name,
        "titles": titles,
        "rows": [_row(row, titles) for row in sheet.rows],
        "narrow": narrow,
        "faulty": [_row(row, narrow) for row in wrong],
        "is_short": len(sheet.rows) <= SHORT and not wrong,
        "told": f"共{len(sheet.rows)}行：{told}",
        "ignored": sheet.ignored,
        "passed": sheet.passed,
    }


def _row(row, titles):
    cells = [(title, row.line.cells.get(title, "")) for title in titles]
    return {
        "number": row.line.number,
        "action": ACTIONS[row.outcome],
        "cells": [(title, cell, _stays_whole(cell)) for title, cell in cells],
        "faults": row.faults,
        "remarks": () if row.faults else row.remarks,
    }


def _stays_whole(cell):
    """A short word, a number or a day is not broken over two lines."""
    return len(cell) < 5 or (cell.isascii() and len(cell) < 12)


@needs("setup.edit")
@require_safe
def blank_book(request):
    """The workbook to be filled in, or only the sheets asked for."""
    keys = chosen_parts(request)
    township = own_township(request.user)
    names = "、".join(PARTS[key].name for key in keys)
    name = "建镇工作簿" if len(keys) == len(PARTS) else names
    return workbook(write_book(township, keys, by=request.user), f"{township}{name}.xlsx")
