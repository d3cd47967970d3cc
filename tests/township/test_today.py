"""What happened is not after today: every day of every form is either so, or named here."""

import ast
import importlib
import pkgutil
from datetime import timedelta

import pytest
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from township.crud.forms import UserFormMixin
from township.today import after_today, not_after_today

# Days that may lie ahead: of these forms, and terms and deadlines of any form.
MAY_BE_AHEAD = {
    "MeetingForm": {"held_at", "noticed_on", "party_on"},  # a meeting is planned
    "PostingForm": {"posted_on", "until"},  # prepared before it is put up
    "RenameForm": {"on"},  # from when a village bears another name
    "PriorHonourForm": {"review_on"},  # its term ends in a coming year
    "EndForm": {"on"},  # until when somebody stays in office
    "TermEndForm": {"on"},
    "CommendationForm": {"noticed_on"},  # not after the decision, which is not after today
}
TERMS = {
    "since", "until", "term_until", "due_on", "correct_by", "rectify_by", "self_due", "scoring_due",
}  # fmt: skip


def days():
    today = timezone.localdate()
    return today - timedelta(1), today, today + timedelta(1)


def test_the_day_itself_is_fine_the_next_is_not(db):
    before, today, after = days()
    assert after_today(None) == after_today(before) == after_today(today) == []
    assert after_today(after) == ["日期不能在今天之后。"]
    assert after_today(after, "报送日期") == ["报送日期不能在今天之后。"]


def test_the_validator_says_the_same():
    _, today, after = days()
    not_after_today(forms.DateField(label="走访日期"))(today)
    with pytest.raises(ValidationError, match="走访日期不能在今天之后。"):
        not_after_today(forms.DateField(label="走访日期"))(after)


def form_classes():
    for app in ("villages", "archives", "campaigns"):
        package = importlib.import_module(f"{app}.forms")
        for module in pkgutil.iter_modules(package.__path__):
            holder = importlib.import_module(f"{package.__name__}.{module.name}")
            for found in vars(holder).values():
                is_form = isinstance(found, type) and issubclass(found, UserFormMixin)
                if is_form and found.__module__ == holder.__name__:
                    yield found


CLASSES = list(form_classes())


@pytest.mark.parametrize("form", CLASSES, ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_every_day_of_a_form_is_past_or_may_lie_ahead(form):
    dates = {
        name
        for name, field in form.base_fields.items()
        if isinstance(field, forms.DateField | forms.DateTimeField)
    }
    ahead = TERMS | MAY_BE_AHEAD.get(form.__name__, set())
    assert dates - ahead == set(form.past)


def test_nobody_compares_with_today_and_writes_the_sentence_by_hand():
    """The rule's sentence stands in one file."""
    for app in ("villages", "archives", "campaigns", "township"):
        for path in (settings.BASE_DIR / app).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            words = [
                node.value
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            ]
            by_hand = [one for one in words if "不能在今天之后" in one or "不能晚于今天" in one]
            assert not by_hand or path.name == "today.py", f"{path}: {by_hand}"
