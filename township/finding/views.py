"""搜索: one page, one box; without a kind a few of each, with one all of it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse

from township.crud import Page
from township.finding.asking import names_a_person, words_of
from township.finding.kinds import KINDS
from township.finding.shapes import MOST

OF_EACH = 5
HITS_A_PAGE = 20


@dataclass(frozen=True)
class FoundGroup:
    key: str
    label: str
    found: list

    @property
    def count(self):
        return f"{MOST}以上" if len(self.found) > MOST else str(len(self.found))


class SearchPage(Page):
    # Nothing of its own is shown: each kind asks for the permission of its pages.
    permission = "home.view"
    title = "搜索"
    template = "finding/search.html"

    def get_context_data(self, **context):
        user, asked = self.request.user, self.request.GET.get("q", "").strip()
        words = words_of(asked)
        groups = list(_groups(user, words)) if words else []
        chosen = next((one for one in groups if one.key == self.request.GET.get("kind")), None)
        context |= {"asked": asked, "is_person": names_a_person(asked)}
        if chosen:
            page = Paginator(chosen.found[:MOST], HITS_A_PAGE).get_page(
                self.request.GET.get("page")
            )
            context |= {
                "page_obj": page,
                "hits": list(KINDS[chosen.key].show(user, list(page), words)),
                "chosen": chosen,
                "is_cut": len(chosen.found) > MOST,
                "archive_url": _archive_url(chosen, asked),
            }
        else:
            context["shown"] = [
                (one, _address(asked, one.key), list(_few(user, one, words))) for one in groups
            ]
        return super().get_context_data(tabs=_tabs(asked, groups, chosen), most=MOST, **context)


def _groups(user, words):
    for key, kind in KINDS.items():
        if user.may(kind.permission) and (found := kind.find(user, words)):
            yield FoundGroup(key, kind.label, found)


def _few(user, group, words):
    return KINDS[group.key].show(user, group.found[:OF_EACH], words)


def _address(asked, kind=""):
    given = {"q": asked} | ({"kind": kind} if kind else {})
    return f"{reverse('search')}?{urlencode(given)}"


def _archive_url(group, asked):
    """The archive's own search has conditions besides the words."""
    if group.key != "records":
        return ""
    return f"{reverse('archives:find')}?{urlencode({'words': asked})}"


def _tabs(asked, groups, chosen):
    if not groups:
        return []
    tabs = [{"label": "全部", "url": _address(asked), "is_active": chosen is None}]
    return tabs + [
        {
            "label": one.label,
            "url": _address(asked, one.key),
            "count": one.count,
            "is_active": one is chosen,
        }
        for one in groups
    ]
