"""The page that Prometheus reads."""

from secrets import compare_digest

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from township.access import public

TEXT = "text/plain; version=0.0.4; charset=utf-8"


@public("供监控读取数字，凭自己的口令，不含人名和村名")
@require_safe
def metrics(request):
    """Figures for whoever shows the token; where the settings have none there is no such page."""
    if not settings.METRICS_TOKEN:
        raise Http404
    given = request.headers.get("Authorization", "").encode()
    if not compare_digest(given, b"Bearer " + settings.METRICS_TOKEN.encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    from township.watching import requests, standing

    return HttpResponse(requests.as_metrics() + standing.as_metrics(), content_type=TEXT)
