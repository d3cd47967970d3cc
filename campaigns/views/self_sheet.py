"""村自评: the village's own sheet, filled by its cadre with the same page as the evaluators'."""

from django.urls import reverse, reverse_lazy
from django.utils import timezone

from campaigns.models import Sheet
from campaigns.views import burden
from campaigns.views.sheet import (
    MarkPage,
    MarksPage,
    Recount,
    SheetAct,
    SheetDetail,
    SheetRows,
    TakeProposals,
)

CRUMB = ("村自评", reverse_lazy("campaigns:self_sheets"))


class SelfSheetList(SheetRows):
    permission = "evaluation.self"
    template = "campaigns/sheet/self_list.html"
    title = "村自评"
    page_url = "campaigns:self_sheet"
    due, due_label = "self_due", "自评截止"
    empty = {
        "icon": "clipboard-check",
        "title": "还没有自评",
        "hint": "镇里建立年度考评以后，自评表显示在这里。",
    }

    def get_own(self):
        rows = Sheet.objects.for_user(self.request.user, self.permission)
        return rows.filter(kind=Sheet.Kind.SELF)

    def get_context_data(self, **context):
        year = timezone.localdate().year
        burdens = burden.gathered(burden.villages_of(self.request.user), year)
        return super().get_context_data(burdens=burdens, **context)


class SelfSheetDetail(SheetDetail):
    permission = "evaluation.self"
    crumbs = (CRUMB,)
    act_url = "campaigns:self_sheet_act"
    mark_url = "campaigns:self_mark"
    marks_url = "campaigns:self_marks"
    page_url = "campaigns:self_sheet"

    def get_queryset(self):
        return super().get_queryset().filter(kind=Sheet.Kind.SELF)

    def is_own(self):
        return True


class SelfMarksPage(MarksPage):
    permission = "evaluation.self"
    crumbs = (CRUMB,)
    act_url = "campaigns:self_sheet_act"
    mark_url = "campaigns:self_mark"
    marks_url = "campaigns:self_marks"
    page_url = "campaigns:self_sheet"
    kind = Sheet.Kind.SELF

    def is_own(self):
        return True


class SelfMarkPage(MarkPage):
    permission = "evaluation.self"
    page_url = "campaigns:self_sheet"
    mark_url = "campaigns:self_mark"
    kind = Sheet.Kind.SELF


class TakeSelfProposals(TakeProposals):
    permission = "evaluation.self"
    page_url = "campaigns:self_sheet"
    kind = Sheet.Kind.SELF


class SelfRecount(Recount):
    permission = "evaluation.self"
    page_url = "campaigns:self_sheet"
    kind = Sheet.Kind.SELF


class SelfSheetAct(SheetAct):
    permission = "evaluation.self"
    page_url = "campaigns:self_sheet"

    def get_queryset(self):
        return super().get_queryset().filter(kind=Sheet.Kind.SELF)

    def get_crumbs(self):
        """A self sheet has a second page, the village's own."""
        return [CRUMB, (str(self.object), self.get_success_url())]

    def get_cancel_url(self):
        return self.get_success_url()

    def get_success_url(self):
        return reverse("campaigns:self_sheet", args=[self.object.pk])
