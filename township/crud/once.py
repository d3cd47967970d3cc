"""One form, one act, also through Back: what was sent before, and what came of it.

A form carries a key; where each send makes something new, the page keeps it through Back and
reload (static/js/form-key.js). The key with the same content is the same act; with other content
the person is asked what is meant, or, where something is only set, it is set anew.
Where no script keeps the key, the same content sent twice within a day is asked about too.
"""

import hashlib
import uuid
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.urls import Resolver404, resolve
from django.utils import timezone

from township.crud.models import UsedKey
from township.files.models import Upload

AS_SECOND = "as_second"
LONGEST = 36
NO_CONTENT = {"csrfmiddlewaretoken", "form_key", AS_SECOND}
REMEMBERED = timedelta(hours=24)


def key_of(request):
    """The key that a page has given its form; "" for what no page of ours has made."""
    key = request.POST.get("form_key", "")[:LONGEST]
    return key if key.isascii() and key.isprintable() else ""


def new_key():
    return str(uuid.uuid4())


def digest_of(request):
    """What was filled in on which page; files sent beforehand are `brings_files`' affair."""
    told = hashlib.sha256(request.path.encode())
    for name, files in sorted(request.FILES.lists()):
        told.update("".join(f"\0{name}\0{file.name}\0{file.size}" for file in files).encode())
    for name, values in sorted(request.POST.lists()):
        if name in NO_CONTENT or name.endswith(("_kept", "_refused")):
            continue
        for value in values:
            told.update(f"\0{name}\0{' '.join(value.split())}".encode())
    return told.hexdigest()


def brings_files(request):
    """Does this form bring files that no form has saved yet?"""
    keys = [key for name, held in request.POST.lists() if name.endswith("_kept") for key in held]
    return bool(keys) and Upload.objects.unsaved().of_keys(keys).filter(by=request.user).exists()


def is_same(used, request):
    """Is this what was sent under the key before, and nothing more?"""
    return used.digest == digest_of(request) and not brings_files(request)


def earlier(request):
    """The act that this form's key already stands for, or None."""
    done = UsedKey.objects.filter(user_id=request.user.pk).exclude(location="")
    return done.filter(key=key_of(request)).first() if key_of(request) else None


def same(request):
    """The act that this very form has done already, or None."""
    used = earlier(request)
    return used if used and is_same(used, request) else None


def saved_under(user, keys):
    """{key: where it led} of the person's acts that were done under these keys."""
    rows = UsedKey.objects.filter(user_id=user.pk, key__in=keys).exclude(location="")
    return dict(rows.values_list("key", "location"))


def alike(request):
    """The newest act with the same content by the same person within a day, or None.

    One under the same key is no second: it came in while this one was read (`claim` finds it).
    """
    done = UsedKey.objects.filter(user_id=request.user.pk).exclude(location="")
    done = done.exclude(key=key_of(request))
    recent = done.filter(made_at__gt=timezone.now() - REMEMBERED, digest=digest_of(request))
    return recent.order_by("-pk").first() if key_of(request) else None


def claim(request, key):
    """The key's row: fresh and without a location, or the one of an earlier send.

    A key that somebody else has used at this browser says nothing: a new one stands for it.
    """
    fields = {"user_id": request.user.pk, "digest": digest_of(request)}
    try:
        with transaction.atomic():
            return UsedKey.objects.create(key=key, **fields)
    except IntegrityError:
        used = UsedKey.objects.filter(user_id=request.user.pk, key=key).first()
        return used or UsedKey.objects.create(key=new_key(), **fields)


def page_of(address, request):
    """The view instance that shows `address` to whoever asks now, or None."""
    try:
        match = resolve(address.split("#")[0].split("?")[0])
    except Resolver404:
        return None
    view_class = getattr(match.func, "view_class", None)
    if view_class is None:
        return None
    view = view_class()
    view.setup(request, *match.args, **match.kwargs)
    return view
