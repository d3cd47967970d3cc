"""The association's five haves, year by year, with their evidence."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from township.access import needs
from township.crud import FormPage, Page
from township.files.answering import answer
from villages.acts.haves import check_haves
from villages.forms.organisation import HavesForm
from villages.models import Body, Have, HaveKey, HavesCheck
from villages.rules.composition import HaveClaim as HaveFact
from villages.rules.composition import five_haves
from villages.views.frame import OfVillage, may_in
from villages.views.organisation import checklist_of


class HavesPage(OfVillage, Page):
    permission = "organisation.view"
    beside = Body
    template = "villages/organisation/haves.html"

    def get_title(self):
        return f"{self.parent}协会“五有”"

    def get_context_data(self, **context):
        checks = list(
            HavesCheck.objects.filter(village=self.parent).prefetch_related("items__photo")
        )
        for check in checks:
            check.findings = findings_of(check)
            check.met = sum(finding["state"] == "ok" for finding in check.findings)
        return super().get_context_data(
            checks=checks,
            this_year=timezone.localdate().year,
            may_edit=may_in(self.request.user, "organisation.edit", self.parent),
            **context,
        )


def findings_of(check):
    """Items of the checklist component, each with its evidence and photo."""
    items = list(check.items.all())
    facts = [
        HaveFact(item.get_key_display(), item.is_met, bool(item.evidence or item.photo_id))
        for item in items
    ]
    rows = checklist_of(five_haves(facts))
    for row, item in zip(rows, items, strict=True):
        row["hint"], row["item"] = item.evidence, item
    return rows


class HavesEdit(OfVillage, FormPage):
    permission = "organisation.edit"
    beside = HavesCheck
    form_class = HavesForm
    title = "登记协会“五有”"
    intro = "具备的打勾，并写明佐证或上传照片；没有佐证的不算具备。"
    template = "villages/organisation/haves_form.html"

    @property
    def year(self):
        asked = self.kwargs["year"]
        if not 1990 <= asked <= timezone.localdate().year:
            raise Http404
        return asked

    def get_title(self):
        return f"登记{self.year}年协会“五有”"

    def get_form_kwargs(self):
        items = Have.objects.filter(check_of__village=self.parent, check_of__year=self.year)
        return super().get_form_kwargs() | {"items": {item.key: item for item in items}}

    def carry_out(self, form):
        check = check_haves(
            self.parent, self.year, form.items, by=self.request.user, on=form.cleaned_data["on"]
        )
        return check.get_absolute_url()

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        form = context["form"]
        context["rows"] = [
            {"label": key.label, "fields": [form[f"{n}-{key}"] for n in form.NAMES]}
            for key in HaveKey
        ]
        return context


@needs("organisation.view")
@require_safe
def photo(request, pk):
    """The photo of one of the five."""
    rows = Have.objects.for_user(request.user, "organisation.view").exclude(photo=None)
    item = get_object_or_404(rows.select_related("photo"), pk=pk)
    return answer(request.user, item, item.photo, item.photo_name)
