"""Every address × role × method: nobody gets through a door that the policy keeps shut.

The addresses come from the resolver, so a new page is swept by itself. Rows are looked up by
an id that does not exist: whoever passes the door gets 404 at the most, never 500. Which door is
shut does not depend on the database, so PostgreSQL is asked only for the pages behind open ones.
"""

import re
import uuid
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client, RequestFactory

from township.access import GRANTS, Role, permission_of, reason_public
from township.access.checks import patterns
from township.access.middleware import AccessMiddleware

SAMPLES = {"int": "987654", "slug": "none", "str": "none", "uuid": str(uuid.UUID(int=7))}
HARMLESS = {200, 301, 302, 303, 304, 400, 404, 405, 409, 411, 412, 415, 422}


def address(route):
    """A concrete path of a route, with ids that no row has."""
    path = re.sub(r"<(?:(\w+):)?\w+>", lambda m: SAMPLES[m.group(1) or "str"], route)
    return "/" + path


METHODS = ["get", "post", "put", "delete"]
if connection.vendor == "postgresql":
    METHODS = ["get"]
# Who tries a method every day; the other roles do so in `make attack`. No page knows the last two.
DAILY = {
    "get": set(Role.values),
    "post": {Role.OFFICE, Role.CADRE},
    "put": {Role.OFFICE},
    "delete": {Role.OFFICE},
}
ROUTES = sorted({(address(route), pattern.callback) for route, pattern in patterns()}, key=str)


def test_there_is_something_to_sweep():
    assert len(ROUTES) > 20


@pytest.mark.one_database
@pytest.mark.parametrize("method", METHODS)
def test_strangers_are_sent_to_sign_in(method, db):
    client = Client()
    for path, callback in ROUTES:
        if reason_public(callback):
            continue
        answer = getattr(client, method)(path)
        assert answer.status_code == 302, f"{method} {path} answered {answer.status_code}"
        assert answer.url.startswith("/account/login/"), path


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("role", "method"),
    [
        pytest.param(role, method, marks=[] if role in DAILY[method] else [pytest.mark.long])
        for role, method in product(Role.values, METHODS)
    ],
)
def test_roles_pass_only_the_doors_of_the_policy(role, method, everybody, keeping):
    client, user = Client(), everybody[role]
    client.force_login(user)
    for path, callback in ROUTES:
        if reason_public(callback):
            continue
        if role in GRANTS[permission_of(callback)]:
            answer = getattr(client, method)(path)
            told = f"{role} {method} {path} answered {answer.status_code}"
            assert answer.status_code in HARMLESS, told
        elif method == "get" and connection.vendor == "sqlite":
            assert client.get(path).status_code == 403, f"{role} may get {path}"
        else:
            # The door itself, without the page that says so: 403 was just seen for each address.
            with pytest.raises(PermissionDenied):
                knock(user, method, path, callback)


def knock(user, method, path, callback):
    """Ask the middleware at the door of `path`, as the handler does before it calls the view."""
    request = getattr(RequestFactory(), method)(path)
    request.user = user
    door = AccessMiddleware(lambda request: None)
    assert door.process_view(request, callback, (), {}) is None, f"{user} {method} {path}"


def test_public_addresses_say_why():
    for path, callback in ROUTES:
        if not permission_of(callback):
            assert len(reason_public(callback)) > 4, path
