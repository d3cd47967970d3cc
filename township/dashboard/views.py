"""Home: what is to be done next, and for the township the villages × years matrix."""

import sys
from functools import partial

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.functional import SimpleLazyObject

from campaigns.models import Campaign
from campaigns.queries.progress import matrix
from township import charts
from township.crud import KeptPage, Page
from township.crud.middleware import OUTAGES, unavailable
from township.crud.parts import part
from township.dashboard.awaited import reminders
from township.dashboard.checklist import checklist
from township.dashboard.figures import figures
from township.dashboard.first_steps import first_steps
from township.dashboard.navigation import own_village
from township.dashboard.own_village import at_hand
from township.dashboard.results import recent_results
from township.dashboard.roles import recent_roles
from township.dashboard.todos import todos
from township.dashboard.towns import towns


class Home(KeptPage, Page):
    permission = "home.view"
    title = "首页"
    template = "dashboard/home.html"

    def get_context_data(self, **context):
        user = self.request.user
        own = own_village(user)
        return super().get_context_data(
            checklist=part(("checklist",), partial(checklist, user)),
            reminders=part(("reminders",), partial(reminders, user)),
            todos=todos(user),
            stats=figures(user, own),
            roles_told=SimpleLazyObject(partial(recent_roles, user)),
            results=part(("results",), partial(recent_results, user)),
            at_hand=part(("at hand", own and own.pk), partial(at_hand, user, own)),
            first_steps=first_steps(user, own),
            # Whoever is in no township has no days to come.
            has_calendar=user.may("alert.view") and user.may("round.view"),
            # A cadre's own archive is told above; whoever is in no township has none to compare.
            has_villages=not own and user.may("completeness.view") and user.may("alert.view"),
            has_overview=not own and user.may("overview.view"),
            towns=part(("towns",), lambda: list(towns(user))),
            campaigns=SimpleLazyObject(lambda: list(matrices(user))),
            **context,
        )


def matrices(user):
    """The matrix of each campaign that runs (or the newest one) of whoever may see targets."""
    if not user.may("campaign.view") or not user.may("target.view"):
        return
    for campaign in Campaign.objects.for_user(user, "campaign.view").asking():
        told = matrix(campaign, user)
        named = {"name": campaign.name, "url": campaign.get_absolute_url()}
        yield told | named | {"drawing": progress_of(told)}


def progress_of(told):
    """Targets of each year and how many of them are reached; None for a single village."""
    if len(told["rows"]) < 2 or not any(told["planned"]):
        return None
    series = [
        charts.Series("目标", told["planned"], "second"),
        charts.Series("已达到", told["met"]),
    ]
    years = [f"{year}年" for year in told["years"]]
    return charts.columns("各年目标和达到情况", years, series, unit="个", first="年度")


def server_error(request):
    """500 without a stack trace; the id finds the error in the log. 503 where the session or the
    user could not be read: that happens before any view, where no middleware is asked."""
    error = sys.exception()
    if isinstance(error, OUTAGES):
        return unavailable(request, error)
    page = render_to_string("500.html", {"request_id": getattr(request, "id", "-")})
    return HttpResponse(page, status=500)
