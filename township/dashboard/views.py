"""Home: what is to be done next, and for the township the villages × years matrix."""

from django.shortcuts import render

from campaigns.models import Campaign
from campaigns.progress import matrix
from township.crud import Page
from township.dashboard.todos import figures, todos


class Home(Page):
    permission = "home.view"
    title = "首页"
    template = "dashboard/home.html"

    def get_context_data(self, **context):
        user = self.request.user
        return super().get_context_data(
            todos=todos(user), stats=figures(user), campaigns=list(matrices(user)), **context
        )


def matrices(user):
    """The matrix of the running campaign (or the newest one) of whoever may see targets."""
    if not user.may("campaign.view") or not user.may("target.view"):
        return
    campaign = Campaign.objects.for_user(user, "campaign.view").current().first()
    if campaign is not None:
        yield matrix(campaign, user) | {"name": campaign.name, "url": campaign.get_absolute_url()}


def server_error(request):
    """500 without a stack trace; the id finds the error in the log."""
    return render(request, "500.html", {"request_id": getattr(request, "id", "-")}, status=500)
