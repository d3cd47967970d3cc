"""What the history says has not changed need not be computed again.

Every act writes its entry in the transaction of the change, so the head of a township's chain,
with the platform's (people and their posts), is the version of all that the township's pages
show. A page that is `KeptPage` stays as it was written, for one person, under everything it
depends on: the person's row and all posts, the address, the hour, and what upper apps answer to
`SHOWN_BESIDE` (the unread number of the bell); with it lie the heads, what the night found and the
work that was not done when it was made. The heads are read before the page is, so that a change
beside it makes a page kept under an older version, never an older page under a newer one. Where
the heads have moved on, the page still stands if the entries since name no row of a table it was
made from (township.crud.reading). Nothing is ever taken out by hand.

Not kept: what changes without an act of the township (uploads on the way, marks being written,
sessions, locks), and whatever is shown to people of no township or of several. KEEP_PAGES turns
all of it off.
"""

import hashlib
import json
import zlib

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.db.models import OuterRef, Q, Subquery
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from township.crud.reading import is_untouched, tables_read
from township.history.models import Chain, FoundFault
from township.registry import Registry
from township.tasks.undone import not_done
from township.users.models import User

SHOWN_BESIDE = Registry("What a kept page shows that changes without an act", "alerts")
# What passes by the clock passes with the hour at the latest.
KEPT_FOR = 3600
# What is made anew for every request; such a page is shown and not kept.
ONCE_ONLY = 'name="form_key"'


def hole():
    """Stands in a kept page where each request has a token of its own."""
    return salted_hmac("township.crud.kept", "csrf", algorithm="sha256").hexdigest()


def version(township: int) -> list:
    """What has happened in a township so far: the heads of its chain and of the platform's."""
    found = FoundFault.objects.filter(township=OuterRef("township")).order_by("-pk")
    rows = Chain.objects.filter(Q(township=township) | Q(township=None)).order_by("pk")
    rows = rows.annotate(found=Subquery(found.values("pk")[:1]))
    return [*rows.values_list("pk", "length", "head", "found"), not_done()]


def _still_stands(tables, made, now):
    """Does a page that was made from `tables` at the version `made` say what it would say now?"""
    if len(made) != len(now) or made[-1] != now[-1]:
        return False
    return all(
        (chain, found) == (same, still) and is_untouched(tables, chain, since, until)
        for (chain, since, _, found), (same, until, _, still) in zip(
            made[:-1], now[:-1], strict=True
        )
    )


def shown_of_people():
    """The fields of a person's row that a page may show: name, size of the text and the like."""
    own = {"password", "last_login"}
    return [one for one in User._meta.concrete_fields if one.name not in own]


def _posts(user):
    """[(post, holder, role, township)], from which follows what the person reaches."""
    return [(one.pk, one.user_id, one.role, one.township_id) for one in user.current_memberships]


class KeptPage:
    """Mixed into a page that is read with GET: see above."""

    def get(self, request, *args, **kwargs):
        places = {one.township_id for one in request.user.current_memberships}
        is_plain = settings.KEEP_PAGES and not request.htmx and not get_messages(request)
        if len(places) != 1 or None in places or not is_plain:
            return super().get(request, *args, **kwargs)
        at = version(*places)
        key = self._key(request)
        made, tables, packed = cache.get(key, (None, (), b""))
        if made is not None and made != at and _still_stands(tables, made, at):
            made = at
            cache.set(key, (at, tables, packed), KEPT_FOR)
        if made == at:
            return HttpResponse(_filled(zlib.decompress(packed).decode(), request))
        with tables_read() as tables:
            _read_again(request)
            answer = super().get(request, *args, **kwargs)
            if type(answer) is not TemplateResponse or answer.status_code != 200:
                return answer
            answer.context_data["csrf_token"] = hole()
            text = answer.render().content.decode()
        if ONCE_ONLY not in text and self._key(request) == key:
            packed = zlib.compress(text.encode(), 1)
            cache.set(key, (at, frozenset(tables), packed), KEPT_FOR)
        answer.content = _filled(text, request)
        return answer

    def _key(self, request):
        user = request.user
        told = [
            settings.VERSION,
            request.scheme,
            request.get_host(),
            request.get_full_path(),
            [str(getattr(user, one.attname)) for one in shown_of_people()],
            [answer(user) for _, answer in sorted(SHOWN_BESIDE.items())],
            _posts(user),
            f"{timezone.localtime():%Y-%m-%d %H}",
        ]
        return f"page:{hashlib.sha256(json.dumps(told).encode()).hexdigest()}"


def _read_again(request):
    """Who asks was read before the version was: the name and the posts of now."""
    user = User.objects.get(pk=request.user.pk)
    if _posts(user):
        request.user = user


def _filled(text, request):
    return text.replace(hole(), get_token(request))
