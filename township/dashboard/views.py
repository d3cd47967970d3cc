"""Home: what is to be done next, and for the township the villages × years matrix."""

from django.shortcuts import render

from township.crud import Page


class Home(Page):
    permission = "home.view"
    title = "首页"
    template = "dashboard/home.html"


def server_error(request):
    """500 without a stack trace; the id finds the error in the log."""
    return render(
        request, "500.html", {"request_id": getattr(request, "id", "-")}, status=500
    )
