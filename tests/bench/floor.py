"""The floor of a page: what Django alone needs for a list of twenty rows behind a sign-in.

A session, a user, a count and the rows: four questions; one template of table and navigation; the
middleware that `startproject` writes. `floor_client` asks it in the process of the site.
"""

from pathlib import Path

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.template.backends.django import DjangoTemplates
from django.test import Client, override_settings
from django.urls import path
from django.views.generic import ListView

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tests.bench.floor.OwnAddresses",
]
PROCESSORS = (
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
)
ENGINE = DjangoTemplates(
    {
        "NAME": "floor",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"context_processors": PROCESSORS},
    }
)


class OwnAddresses:
    """The floor's addresses, whatever the site's are."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.urlconf = "tests.bench.floor"
        return self.get_response(request)


class BareList(LoginRequiredMixin, ListView):
    paginate_by = 20
    ordering = "-pk"

    def get_queryset(self):
        from archives.models import Record

        return Record.objects.order_by("-pk")

    def render_to_response(self, context):
        page = ENGINE.get_template("list.html").render(context, self.request)
        return HttpResponse(page)


urlpatterns = [
    path("", BareList.as_view(), name="list"),
    path("<int:pk>/", BareList.as_view(), name="row"),
]


def floor_client():
    """A client of the bare page, to be signed in."""
    client = Client()
    with override_settings(MIDDLEWARE=MIDDLEWARE):
        client.handler.load_middleware()
    return client
