"""自评: the village's own sheet, filled by its cadre with the same page as the evaluators'."""

from django.urls import reverse, reverse_lazy

from campaigns.models import Sheet
from campaigns.views.sheet import (
    MarkPage,
    MarksPage,
    Recount,
    SheetAct,
    SheetDetail,
    TakeProposals,
)

CRUMB = ("自评", reverse_lazy("campaigns:self_sheets"))


class OfSelf:
    """A page of a sheet turned to the village's own."""

    permission = "evaluation.self"
    crumbs = (CRUMB,)
    act_url = "campaigns:self_sheet_act"
    mark_url = "campaigns:self_mark"
    marks_url = "campaigns:self_marks"
    page_url = "campaigns:self_sheet"
    kind = Sheet.Kind.SELF

    def is_own(self):
        return True


class SelfSheetDetail(OfSelf, SheetDetail):
    def get_queryset(self):
        return super().get_queryset().filter(kind=self.kind)


class SelfMarksPage(OfSelf, MarksPage):
    pass


class SelfMarkPage(OfSelf, MarkPage):
    pass


class TakeSelfProposals(OfSelf, TakeProposals):
    pass


class SelfRecount(OfSelf, Recount):
    pass


class SelfSheetAct(OfSelf, SheetAct):
    def get_queryset(self):
        return super().get_queryset().filter(kind=self.kind)

    def get_crumbs(self):
        """A self sheet has a second page, the village's own."""
        return [CRUMB, (str(self.object), self.get_success_url())]

    def get_cancel_url(self):
        return self.get_success_url()

    def get_success_url(self):
        return reverse("campaigns:self_sheet", args=[self.object.pk])
