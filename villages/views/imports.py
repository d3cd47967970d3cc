"""Import of rosters, groups and figures: choose, look at every row, confirm; and export."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from township.access import needs
from township.crud import FormPage
from township.workflow import Refused
from township.xlsx import MEDIA_TYPE
from villages.acts.imports import NAMES, carry_out, preview, seal, unseal, with_errors
from villages.forms.imports import SheetForm
from villages.models import AssociationMember, Group, Representative, Village
from villages.sheets import export
from villages.sheets.catalogue import RESOURCES
from villages.views.frame import OfVillage, may_in

ROSTERS = {"representatives": Representative, "members": AssociationMember}


class SheetImport(FormPage):
    """GET asks for the workbook, POST shows what would happen, a second POST writes."""

    form_class = SheetForm
    template = "villages/roster/import.html"
    submit_label = "看导入结果"
    kind = ""
    place = None
    http_method_names = ["get", "post"]

    def get_title(self):
        return f"导入{NAMES[self.kind]}"

    @property
    def purpose(self):
        place = self.place.pk if self.place else 0
        return [self.kind, place, self.request.user.pk]

    @property
    def about(self):
        return self.place or self.request.user.township_for(self.permission)

    def get_context_data(self, **context):
        return super().get_context_data(
            is_of_terms=self.kind == "representatives",
            needed=RESOURCES[self.kind].NEEDED,
            known=list(RESOURCES[self.kind].ALIASES),
            blank_url=self.get_blank_url(),
            **context,
        )

    def get_blank_url(self):
        return None

    def post(self, request, *args, **kwargs):
        self.prepare()
        if "sealed" in request.POST:
            return self.answer_sealed()
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        return self.show(form, form.cleaned_data["sheet"])

    def show(self, form, sheets):
        try:
            seen = preview(self.kind, sheets, place=self.place, by=self.request.user)
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error("sheet", reason)
            return self.form_invalid(form)
        context = self.get_context_data(form=form, preview=seen, sealed=seal(sheets, self.purpose))
        self.template = "villages/roster/preview.html"
        return self.render_to_response(context)

    def answer_sealed(self):
        """Write what was shown, or give the sheet back with its errors."""
        user = self.request.user
        try:
            sheets = unseal(self.request.POST["sealed"], self.purpose)
            if self.request.POST.get("wanted") == "errors":
                content = with_errors(self.kind, sheets, place=self.place, by=user)
                return workbook(content, f"{NAMES[self.kind]}-错误.xlsx")
            changed = carry_out(self.kind, sheets, place=self.place, by=user, about=self.about)
        except Refused as refusal:
            for reason in refusal.reasons:
                messages.error(self.request, reason)
            return HttpResponseRedirect(self.request.get_full_path())
        messages.success(self.request, f"导入完成，写入{changed}行。")
        return HttpResponseRedirect(self.get_success_url())


class RosterImport(OfVillage, SheetImport):
    permission = "roster.edit"

    def prepare(self):
        self.place = self.parent
        if self.kwargs["kind"] not in ROSTERS:
            raise Http404
        self.kind = self.kwargs["kind"]

    @property
    def beside(self):
        return ROSTERS[self.kind]

    def get_blank_url(self):
        return reverse("villages:roster_blank", args=[self.parent.pk, self.kind])

    def get_success_url(self):
        return self.get_crumbs()[-1][1]


class GroupImport(OfVillage, SheetImport):
    permission = "figures.edit"
    kind = "groups"
    beside = Group

    def prepare(self):
        self.place = self.parent

    def get_success_url(self):
        return self.get_crumbs()[-1][1]


class FiguresImport(SheetImport):
    """One sheet with a row for each village that the user may count.

    Whoever keeps the register may have the villages that are not there registered with it.
    """

    permission = "figures.edit"
    kind = "figures"
    beside = Village

    @property
    def takes_new(self):
        return self.request.user.may("village.edit")

    def prepare(self):
        if "of_new" in self.request.POST and self.takes_new:
            self.kind = "figures_of_new"

    def answer_sealed(self):
        if self.request.POST.get("wanted") != "with_new" or not self.takes_new:
            return super().answer_sealed()
        self.kind = "figures"
        sheets = unseal(self.request.POST["sealed"], self.purpose)
        self.kind = "figures_of_new"
        return self.show(self.get_form_class()(user=self.request.user), sheets)

    def get_context_data(self, **context):
        seen = context.get("preview")
        is_of_new = self.kind != "figures"
        offers = bool(seen) and not is_of_new and self.takes_new and seen.names_unknown
        return super().get_context_data(offers_new=offers, is_of_new=is_of_new, **context)

    def get_success_url(self):
        return reverse("villages:villages")


def place_of(request, village, kind):
    if kind not in ROSTERS:
        raise Http404
    return get_object_or_404(Village.objects.for_user(request.user, "roster.export"), pk=village)


@needs("roster.export")
@require_POST
def roster_export(request, village, kind):
    """The roster as a workbook; phones whole for the village's cadres, masked for the office.

    Taking it out is written into the history, so it is asked for with POST.
    """
    place = place_of(request, village, kind)
    has_phones = may_in(request.user, "roster.edit", place)
    content = export.roster_workbook(kind, place, by=request.user, has_phones=has_phones)
    return workbook(content, f"{place}{NAMES[kind]}.xlsx")


@needs("roster.export")
@require_safe
def roster_blank(request, village, kind):
    """The same workbook without anybody, to be filled in."""
    place = place_of(request, village, kind)
    return workbook(export.blank_workbook(kind, place), f"{place}{NAMES[kind]}空白表.xlsx")


def workbook(content, name):
    answer = HttpResponse(content, content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
