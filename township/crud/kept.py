"""What the history says has not changed need not be computed again.

Every act writes its entry in the transaction of the change, so the head of a township's chain,
with the platform's (people and their posts), is the version of all that the township's pages
show. A page that is `KeptPage` stays as it was written, for one person, under everything it
depends on: the person's row and all posts, the address and the hour; with it lie the heads, what
the night found, the work that was not done and what upper apps answer to `SHOWN_BESIDE` (the
unread number of the bell, scans that wait) when it was made. All of it is read before the page is,
so that a change beside it makes a page kept under an older version, never an older page under a
newer one. Where the heads have moved on, the page still stands if the entries since name no row of
a table it was made from, or if what it asked of those tables is answered as it was
(township.crud.reading); where it is not, those of its parts still stand of which that is true
(township.crud.parts). Nothing is ever taken out by hand.

Not kept: what changes without an act of the township (uploads on the way, sessions, locks), and
whatever is shown to people of no township or of several. KEEP_PAGES turns all of it off.
"""

import hashlib
import json
import pickle
import zlib
from collections.abc import Callable, Collection
from functools import cache as remember
from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.db.models import OuterRef, Q, Subquery
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from township.access.querysets import own_villages
from township.crud.parts import Parts, in_parts
from township.crud.reading import (
    SHOWN_BESIDE,
    Read,
    asked_again,
    reading,
    shown_beside,
    stands,
    touched,
    written,
)
from township.history.models import Chain, FoundFault
from township.prepared_query import PreparedQuery
from township.tasks.undone import not_done
from township.users.models import User

# What passes by the clock passes with the hour at the latest.
KEPT_FOR = 3600
# What is made anew for every request; such a page is shown and not kept.
ONCE_ONLY = 'name="form_key"'


def hole():
    """Stands in a kept page where each request has a token of its own."""
    return salted_hmac("township.crud.kept", "csrf", algorithm="sha256").hexdigest()


def version(township: int) -> list:
    """What has happened in a township so far: the heads of its chain and of the platform's."""
    return [*_heads(township), not_done()]


@PreparedQuery
def _heads(township):
    found = FoundFault.objects.filter(township=OuterRef("township")).order_by("-pk")
    rows = Chain.objects.filter(Q(township=township) | Q(township=None)).order_by("pk")
    rows = rows.annotate(found=Subquery(found.values("pk")[:1]))
    return rows.values_list("pk", "length", "head", "found")


@PreparedQuery
def _people(user):
    return User.objects.filter(pk=user)


class Made(NamedTuple):
    """A page as it was made: at which version, with what beside it, from which tables; `pieces` are
    what it has read and its parts, packed."""

    at: list
    beside: dict
    tables: frozenset[str]
    text: bytes
    pieces: bytes


class Since:
    """What has happened to a kept page up to the version `now`."""

    def __init__(self, made: Made, now: list, beside: Callable[[str], list]):
        self.made, self.now, self.beside = made, now, beside
        self.answer = remember(asked_again)

    @cached_property
    def is_page_same(self) -> bool:
        return self.touched(self.made.tables) == set() or self.stands(self.pieces[0])

    @cached_property
    def pieces(self) -> tuple[Read, dict]:
        return pickle.loads(zlib.decompress(self.made.pieces))

    @property
    def parts(self) -> dict:
        return self.pieces[1]

    @property
    def shown(self) -> dict:
        """What is shown beside a page that stands, as it was looked at before."""
        return self.made.beside | {
            name: self.beside(name) for name in shown_beside(self.made.tables)
        }

    @cached_property
    def written(self):
        """Into what, {} where nothing happened, None where nothing of the page may stand."""
        *made, made_undone = self.made.at
        *now, undone = self.now
        if undone != made_undone or [(one[0], one[3]) for one in made] != [
            (one[0], one[3]) for one in now
        ]:
            return None
        found = [written(one[0], one[1], other[1]) for one, other in zip(made, now, strict=True)]
        return None if None in found else set().union(*found)

    def touched(self, tables: Collection[str]) -> set[str] | None:
        """Those of the tables that may say something else now, None for all."""
        found = touched(tables, self.written)
        if found is None:
            return None
        beside = shown_beside(tables).items()
        return found | {
            table for name, table in beside if self.made.beside[name] != self.beside(name)
        }

    def stands(self, read: Read) -> bool:
        """Does what was made from this say what it would say now?"""
        return stands(read, self.touched(read.tables), self.answer)


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
        at, beside = version(*places), remember(lambda name: SHOWN_BESIDE[name](request.user))
        key = self._key(request)
        made: Made | None = cache.get(key)
        since = Since(made, at, beside) if made else None
        if since and since.is_page_same:
            if made.at != at:
                cache.set(key, made._replace(at=at, beside=since.shown), KEPT_FOR)
            return HttpResponse(_filled(zlib.decompress(made.text).decode(), request))
        shown = {name: beside(name) for name in SHOWN_BESIDE}
        with reading() as read:
            parts = Parts(since.parts, since.stands, read) if since else Parts({}, _never, read)
            _read_again(request)
            parts.own.add(read)
            with in_parts(parts):
                answer = super().get(request, *args, **kwargs)
                if type(answer) is not TemplateResponse or answer.status_code != 200:
                    return answer
                answer.context_data["csrf_token"] = hole()
                text = answer.render().content.decode()
        if ONCE_ONLY not in text and self._key(request) == key:
            pieces = pickle.dumps((read, parts.found))
            packed = [zlib.compress(one, 1) for one in (text.encode(), pieces)]
            cache.set(key, Made(at, shown, frozenset(read.tables), *packed), KEPT_FOR)
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
            _posts(user),
            f"{timezone.localtime():%Y-%m-%d %H}",
        ]
        return f"page:{hashlib.sha256(json.dumps(told).encode()).hexdigest()}"


def _never(read):
    return False


def _read_again(request):
    """Who asks was read before the version was: the name, the posts and the villages of now."""
    (user,) = _people(request.user.pk)
    if _posts(user):
        request.user = user
    own_villages(request.user)


def _filled(text, request):
    return text.replace(hole(), get_token(request))
