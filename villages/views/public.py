"""The page of a village that everybody may read, without an account: what is posted now.

Serves 村务公开 (村民委员会组织法第三十五条) by electronic means beside the notice board.
"""

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe

from township.access import public
from township.crud import Page
from township.papers.codes import qr_svg
from villages.models import Posting, Village
from villages.options import answer_days


@public("不用账号就能看本村正在公示的内容")
class OpenPage(Page):
    template = "villages/public/open.html"

    def get_title(self):
        return f"{self.village}公开栏"

    def get_context_data(self, **context):
        rows = Village.objects.select_related("township", "merged_into")
        self.village = get_object_or_404(rows, pk=self.kwargs["pk"])
        self.request.shown_township = self.village.township
        postings = list(
            Posting.objects.filter(village=self.village)
            .on_show(timezone.localdate())
            .select_related("text_version__text", "meeting")
            .prefetch_related("text_version__clauses", "meeting__motions")
        )
        address = settings.SITE_URL + reverse("villages:open", args=[self.village.pk])
        return super().get_context_data(
            village=self.village,
            township_name=str(self.village.township),
            postings=postings,
            query_days=answer_days(self.village),
            address=address,
            left=f"公示期满的内容已撤下，可以到{self.village.words.committee}查阅。",
            code=mark_safe(qr_svg(address, f"{self.village}公开栏网址")),
            **context,
        )
