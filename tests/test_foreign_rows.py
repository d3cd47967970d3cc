"""No form takes a row of another township or village, in its address, in a choice, or hidden in it.

Two townships tell the same story, the other one first: whatever has one of its low numbers stands
there too. Forms are those of `tests/hostile_forms.py`, filled as their pages show them.
"""

import re
from collections import Counter

import pytest
from django.apps import apps
from django.db import models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.forms import ModelChoiceField
from django.urls import Resolver404, resolve, reverse

from tests.hostile_forms import ACCOUNTS, build, reached
from tests.personas import told as told_once
from tests.under_way import go_on
from township.access.querysets import ScopedQuerySet
from township.crud.forms import CARRIED
from township.users.models import Township, User

# Who belongs to one township; the cadre belongs to one village of it.
PEOPLE = [one for one in ACCOUNTS if one != "admin"]
REFUSED = {400, 403, 404, 405, 409, 422}
NUMBER = re.compile(r"\d{1,9}")
CHOSEN = ("hidden", "radio", "checkbox", "select")
TRIED = 2


@pytest.fixture
def two_townships(db):
    """The story twice; the cast of the near township, the other's people being called far-…."""
    told_once()
    User.objects.update(username=Concat(Value("far-"), F("username")))
    Township.objects.update(code="far", name="远山镇")
    cast = told_once()
    go_on(cast)
    return cast


def is_scoped(model):
    """Does a row of the model belong to one township?"""
    rows = model._default_manager.all()
    return isinstance(rows, ScopedQuerySet) and "township" in rows.scope


def scoped_models():
    return [one for one in apps.get_models() if is_scoped(one)]


def township_path(model):
    path = model._default_manager.all().scope["township"]
    return f"{path}__pk" if path else "pk"


def far_rows(model, near):
    """Rows of the model that belong to another township."""
    return model._base_manager.exclude(**{township_path(model): None}).exclude(
        **{township_path(model): near.pk}
    )


def choices_of(answer):
    form = getattr(answer, "context", None) and answer.context.get("form")
    return {
        name: field
        for name, field in getattr(form, "fields", {}).items()
        if isinstance(field, ModelChoiceField) and not field.disabled
    }


def posted(client, address, sent):
    """The answer, and the links from the near township into the far one that it left."""
    with transaction.atomic():
        answer = client.post(address, sent)
        crossed = crossing() if answer.status_code == 302 else set()
        transaction.set_rollback(True)
    return answer, crossed


def crossing():
    """{field: how many} of rows that point at a row of another township."""
    found = set()
    for model in scoped_models():
        own = township_path(model)
        for field in model._meta.local_fields:
            other = field.related_model
            if not isinstance(field, models.ForeignKey) or other not in scoped_models():
                continue
            theirs = f"{field.name}__{township_path(other)}".replace("__pk__", "__")
            rows = model._base_manager.exclude(**{own: F(theirs)})
            if count := rows.exclude(**{field.name: None}).exclude(**{theirs: None}).count():
                found.add((f"{model.__name__}.{field.name}", count))
    return found


@pytest.mark.long
def test_no_form_takes_a_row_that_is_not_its_own(two_townships):
    near = two_townships.village("三水村").township
    before = crossing()
    seen = reached(PEOPLE)
    build(seen, [*PEOPLE, "leader", "evaluator1"])
    wrong, asked = {}, Counter()
    for one in seen.values():
        empty, _ = posted(one.client, one.form.address, {})
        for name, field in choices_of(empty).items():
            model = field.queryset.model
            if not is_scoped(model):
                continue
            foreign = far_rows(model, near)
            if field.queryset.filter(pk__in=foreign).exists():
                wrong[one.name, name] = "offers rows of another township"
            for row in foreign[:TRIED]:
                value = row.pk if not field.to_field_name else getattr(row, field.to_field_name)
                answer, crossed = posted(
                    one.client, one.form.address, one.form.shown | {name: value}
                )
                asked["choice"] += 1
                if answer.status_code not in REFUSED and crossed != before:
                    wrong[one.name, name] = f"{answer.status_code} {crossed - before}"
        for name, (kind, values) in one.form.fields.items():
            if (
                name not in CARRIED
                and kind in CHOSEN
                and any(map(NUMBER.fullmatch, map(str, values)))
            ):
                for low in range(1, TRIED + 1):
                    sent = one.form.shown | {name: low}
                    answer, crossed = posted(one.client, one.form.address, sent)
                    asked["hidden"] += 1
                    if answer.status_code == 302 and crossed != before:
                        wrong[one.name, name, low] = f"{crossed - before}"
        for address in addresses_of_others(one.form.address, near):
            answer, _ = posted(one.client, address, one.form.shown)
            asked["address"] += 1
            if answer.status_code not in REFUSED - {422}:
                wrong[one.name, address] = answer.status_code
    assert wrong == {}
    assert asked["choice"] > 100 and asked["hidden"] > 20 and asked["address"] > 200, asked


def addresses_of_others(address, near):
    """The same address with the row of another township in each of its places."""
    path, _, query = address.partition("?")
    try:
        match = resolve(path)
    except Resolver404:
        return
    for name, value in match.kwargs.items():
        model = named_by(match, name)
        if not isinstance(value, int) or model is None:
            continue
        for row in far_rows(model, near).order_by("pk")[:TRIED]:
            yield reverse(match.view_name, kwargs=match.kwargs | {name: row.pk}) + (
                f"?{query}" if query else ""
            )


def named_by(match, name):
    """The model that a number in an address is of."""
    page = getattr(match.func, "view_class", None)
    within = getattr(page, "within", None)
    if isinstance(within, type) and name == (
        getattr(page, "within_kwarg", None) or within._meta.model_name
    ):
        model = within
    else:
        model = getattr(page, "model", None) if name == "pk" else None
    return model if isinstance(model, type) and is_scoped(model) else None


def village_path(model):
    return model._default_manager.all().scope.get("village")


@pytest.mark.long
def test_no_form_of_a_cadre_offers_a_row_of_another_village(story):
    go_on(story)
    own = story.village("三水村")
    seen = reached(["cadre-sanshui"])
    build(seen, ["cadre-sanshui"])
    wrong, asked = {}, 0
    for one in seen.values():
        empty, _ = posted(one.client, one.form.address, {})
        for name, field in choices_of(empty).items():
            model = field.queryset.model
            if not is_scoped(model):
                continue
            path = village_path(model)
            if path is None:
                continue
            key = f"{path}__pk" if path else "pk"
            foreign = model._base_manager.exclude(**{key: None}).exclude(**{key: own.pk})
            if field.queryset.filter(pk__in=foreign).exists():
                wrong[one.name, name] = "offers rows of another village"
            for row in foreign[:TRIED]:
                sent = one.form.shown | {name: row.pk}
                answer, _ = posted(one.client, one.form.address, sent)
                asked += 1
                refused = answer.status_code in REFUSED
                if not refused:
                    wrong[one.name, name] = answer.status_code
    assert wrong == {}
    assert asked > 40
