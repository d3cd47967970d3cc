"""What the page of a form sends along by itself: its key, and what it was read at.

Tests send the fields that they are about; what the page carries is put beside them here, as a
browser would. A test that names one of these fields itself sends exactly what it says.
"""

import uuid
from urllib.parse import urlencode

from django.contrib.auth import get_user
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, QueryDict
from django.test import Client, RequestFactory
from django.test.client import MULTIPART_CONTENT
from django.urls import Resolver404, resolve

from township.crud import CARRIED
from township.crud.sending import Sending
from township.workflow import Refused

FORM = "application/x-www-form-urlencoded"
_post = Client.post


def carried_by(client, path):
    """{field: value} that the form at this address would carry for who is signed in."""
    try:
        match = resolve(path.partition("#")[0].partition("?")[0])
    except Resolver404:
        return {}
    page = getattr(match.func, "view_class", type)
    if not issubclass(page, Sending):
        return {}
    request = RequestFactory().get(path)
    request.session = client.session
    asking = HttpRequest()
    asking.session = client.session
    request.user = get_user(asking)
    key = {"form_key": str(uuid.uuid4())}
    if not request.user.is_authenticated:
        return key
    view = page()
    try:
        view.setup(request, *match.args, **match.kwargs)
        view.prepare()
        form = view.get_form()
        return key | {name: form[name].value() for name in CARRIED if name in form.fields}
    except (Http404, PermissionDenied, Refused):
        return key


def post(self, path, data=None, content_type=MULTIPART_CONTENT, **more):
    """Client.post, as from the page itself."""
    if content_type == MULTIPART_CONTENT and (data is None or isinstance(data, dict)):
        data = carried_by(self, path) | dict(data or {})
    elif content_type == FORM and isinstance(data, str):
        told = QueryDict(data)
        missing = {k: v for k, v in carried_by(self, path).items() if k not in told}
        data = "&".join(part for part in (data, urlencode(missing)) if part)
    return _post(self, path, data, content_type, **more)


def carry_along():
    """Every client of the tests sends so from now on."""
    Client.post = post
