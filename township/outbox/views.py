"""What a phone keeps of the site, and what it asks before it sends.

The shell, the worker and the manifest are the same for everybody and may lie on any phone; what
concerns a person comes from `own` alone, which is never kept by a cache.
"""

import hashlib

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from township.access import needs, public
from township.crud import once
from township.outbox.captures import captures_of, takes_along
from township.outbox.locking import lock_of

MOST_ASKED = 50
SCRIPTS = (
    "ask",
    "sign-in",
    "in-sight",
    "form-errors",
    "table-select",
    "shrink",
    "upload-line",
    "paper-edges",
    "paper-flat",
    "paper-pdf",
    "paper",
    "outbox-store",
    "outbox-send",
    "outbox",
    "outbox-form",
    "outbox-files",
    "outbox-page",
)
STYLES = ("tokens", "base", "components", "print", "text")
FILES = (
    "vendor/bootstrap/bootstrap.min.css",
    "vendor/bootstrap-icons/bootstrap-icons.min.css",
    "vendor/bootstrap-icons/fonts/bootstrap-icons.woff2",
    "img/logo.svg",
    "img/favicon.svg",
    *(f"css/{name}.css" for name in STYLES),
    *(f"js/{name}.js" for name in SCRIPTS),
)
ICONS = (
    ("icon-192.png", 192, "any"),
    ("icon-512.png", 512, "any"),
    ("icon-mask.png", 512, "maskable"),
)
SHELL = "outbox/shell.html"


def _shell():
    """The page's text, made without a request: nothing of whoever asks gets into it."""
    return render_to_string(SHELL, {"title": "没有信号也能记", "has_outbox": True})


@public("各人手机上都一样的空页，不含任何人的内容")
@require_safe
def shell(request):
    """The page that works without a line."""
    if not settings.OUTBOX:
        raise Http404
    return HttpResponse(_shell())


@public("各人手机上都一样的程序，不含任何人的内容")
@require_safe
def worker(request):
    """The worker of a phone; one that clears itself away where the township has switched it off."""
    version = hashlib.sha256(_shell().encode()).hexdigest()[:12]
    values = {
        "version": version,
        "files": [static(name) for name in FILES],
        "is_on": settings.OUTBOX,
    }
    page = render_to_string("outbox/worker.js", values)
    headers = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(page, content_type="text/javascript; charset=utf-8", headers=headers)


@public("网站的名称和图标，不含任何人的内容")
@require_safe
def manifest(request):
    """What a phone needs to put the site beside its other programs."""
    icons = [
        {
            "src": static(f"img/{name}"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": use,
        }
        for name, size, use in ICONS
    ]
    told = {
        "name": "创建通",
        "short_name": "创建通",
        "lang": "zh-Hans",
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#17457f",
        "icons": icons,
    }
    return JsonResponse(
        told,
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
        headers={"Cache-Control": "no-cache"},
    )


@needs("upload.send")
@require_safe
def own(request):
    """Who is signed in, the forms to take along, and which of the keys asked for are saved."""
    if not settings.OUTBOX or not takes_along(request.user):
        raise Http404
    keys = request.GET.getlist("key")[:MOST_ASKED]
    return JsonResponse(
        {
            "user": str(request.user.pk),
            "name": str(request.user),
            "lock": lock_of(request.user),
            "token": get_token(request),
            "captures": captures_of(request.user),
            "saved": once.saved_under(request.user, keys),
        }
    )
