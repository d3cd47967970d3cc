"""查档案: one page, one box; results only from the user's reach."""

from django.core.paginator import Paginator

from archives.forms.search import FindingForm
from archives.queries.search import MOST, Wanted, find, hits
from township.crud import Page

HITS_A_PAGE = 20


class FindingPage(Page):
    permission = "record.view"
    title = "查档案"
    template = "archives/finding/list.html"

    def get_context_data(self, **context):
        user = self.request.user
        form = FindingForm(self.request.GET, user=user)
        wanted = form.wanted if form.is_valid() else Wanted()
        found = find(user, wanted)
        page = Paginator(found.ids, HITS_A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            form=form,
            is_asked=bool(wanted),
            is_cut=found.is_cut,
            most=MOST,
            page_obj=page,
            hits=hits(user, list(page), wanted),
            **context,
        )
