"""What is typed into a form may be anything: no 500, saved whole or refused in plain Chinese.

The forms are those of the demonstration that links lead to, as shown on the page, and those of all
other form pages, at addresses built with a row. `make attack` sends every value in every field,
and by itself where the field alone has not refused it.
"""

import pytest
from django.apps import apps
from django.db import models

from tests.hostile_forms import (
    LONG,
    VALUES,
    build,
    by_turns,
    everywhere,
    left_out,
    posted,
    reached,
)
from tests.plain_words import is_plain
from tests.under_way import go_on
from township.personal.forms import is_free_text

ANSWERS = {200, 204, 302, 400, 403, 404, 409, 422}
# What between them, and very long words, has found every fault so far, each field its own; the
# others, and each in every field, are for `make attack`.
TELLING = (
    "U+0000",
    "superscript",
    "huge number",
    "year 9999",
)
IDENTITY, PHONE = "510101197503070011", "138 0000 1111"

# Sent every day to the forms that no link leads to; each field by itself gets the rest.
TELLING_BUILT = ("U+0000", "superscript")
# {value: the one that stands for it where each field is sent by itself}
STOOD_FOR = {
    "blanks": "nothing",
    "long line": "very long",
    "control signs": "U+0000",
    "no UTF-8": "lone surrogate",
    "Arabic digit": "superscript",
    "wide digits": "superscript",
    "exponent": "not a number",
    "infinite": "not a number",
    "year 0": "year 1",
    "last time": "year 9999",
    "no day": "no time",
    "quotes": "markup",
    "right to left": "line breaks",
}
OF_A_FILE = "comes after a file, and its tests send one"
OF_A_LIST = "comes after ticks on a list, and its tests send them"
OF_FAILED_WORK = "comes after work that was given up, and its tests have some"
OF_SELF = "self-evaluations have a page of their own"
OF_EVALUATORS = "evaluators' sheets have a page of their own"
# {(page, act): why it has no form of its own here}
NO_FORM = {
    ("campaigns:application_create", None): "no village may apply; its form is application_edit's",
    ("campaigns:honour_reward", None): "every honour of the story has the reward of its rule",
    ("campaigns:receipts_sign", None): OF_A_LIST,
    ("campaigns:rewards_approve", None): OF_A_LIST,
    ("villages:filings_accept", None): OF_A_LIST,
    ("work_again", None): OF_FAILED_WORK,
    ("campaigns:standard_preview", None): OF_A_FILE,
    ("campaigns:workbook_preview", None): OF_A_FILE,
    ("campaigns:sheet_act", "recall_self"): OF_SELF,
    ("campaigns:sheet_act", "submit_self"): OF_SELF,
    ("campaigns:self_sheet_act", "pass_on"): OF_EVALUATORS,
    ("campaigns:self_sheet_act", "recall"): OF_EVALUATORS,
    ("campaigns:self_sheet_act", "reopen"): OF_EVALUATORS,
    ("campaigns:self_sheet_act", "set_aside"): OF_EVALUATORS,
    ("campaigns:self_sheet_act", "submit"): OF_EVALUATORS,
}


@pytest.fixture
def going_on(story):
    """The demonstration, and what it leaves out."""
    go_on(story)
    return story


def seen():
    """({(address, act, …): FormSeen} of what links lead to, the same of the rest)."""
    linked = reached()
    assert len(linked) > 100
    found = dict(linked)
    build(found)
    return linked, {key: one for key, one in found.items() if key not in linked}


def wrong_with(one, sent, label, answer=None):
    """What is wrong with the answer to a form, or "". `answer`: what was sent already got it."""
    answer = answer or posted(one, sent)
    if answer.status_code not in ANSWERS:
        return f"{answer.status_code}"
    if answer.status_code == 302 and label == "very long" and (place := cut_short()):
        return f"cut to length: {place}"
    form = answer.context and answer.context.get("form")
    if answer.status_code == 422 and form is not None:
        told = [sentence for held in form.errors.values() for sentence in held]
        return "、".join(sentence for sentence in told if not is_plain(sentence))
    return ""


def cut_short():
    """Where something of the long text lies, but not the whole of it."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, models.CharField | models.TextField):
                rows = model._base_manager.filter(**{f"{field.name}__contains": LONG[:30]})
                if rows.exclude(**{f"{field.name}__contains": LONG}).exists():
                    return str(field)
    return ""


def refusals_of(answer):
    """{field: sentences} of the free text fields of a refused form."""
    form = answer.context["form"]
    return {n: form.errors.get(n, []) for n, field in form.fields.items() if is_free_text(field)}


@pytest.mark.strictest
@pytest.mark.long
def test_no_form_fails_whatever_is_typed(going_on):
    linked, others = seen()
    wrong = {}
    for one in linked.values():
        if found := wrong_with(one, everywhere(one.form, LONG), "very long"):
            wrong[one.name, "very long"] = found
    for forms, labels in ((linked, TELLING), (others, TELLING_BUILT)):
        for one in forms.values():
            if found := wrong_with(one, by_turns(one.form, map(VALUES.get, labels)), "by turns"):
                wrong[one.name, "by turns"] = found
    assert wrong == {}
    assert left_out(linked | others) == NO_FORM.keys(), "no form page is passed over"
    told_of_numbers([*linked.values(), *others.values()])


def told_of_numbers(forms):
    """In every free text of every form; in one test, because the story takes long to tell."""
    asked, looked_at = 0, set()
    for one in forms:
        sent = by_turns(one.form, (IDENTITY, PHONE))
        answer = posted(one, sent)
        if answer.status_code != 422 or answer.context.get("form") is None:
            continue
        for name, held in refusals_of(answer).items():
            if name in one.form.texts and not is_told(sent[name], held, answer, name):
                looked_at.add((one.name, name, sent[name]))
            asked += 1
    assert looked_at == set() and asked > 250


def is_told(typed, held, answer, name):
    """Told of the number, or refused for another reason; a telephone's own field is let be."""
    is_own = name in answer.context["form"].telephones and typed == PHONE
    return is_own or any(held)


def refused_fields(answer):
    """The fields of a form that were refused for what was typed into them."""
    form = answer.context and answer.context.get("form")
    return set(form.errors) if answer.status_code == 422 and form is not None else set()


def left_to_try(one, labels, wrong):
    """{(field, value)} that were not refused at the field itself, when every field was sent every
    value, all fields at once: only these can go further alone."""
    left, names = set(), list(one.form.fields)
    for turn in range(len(labels)):
        given = {name: labels[(turn + at) % len(labels)] for at, name in enumerate(names)}
        sent = one.form.shown | {name: VALUES[label] for name, label in given.items()}
        answer = posted(one, sent)
        if found := wrong_with(one, sent, "by turns", answer):
            wrong.setdefault((one.name, "by turns", found), []).append(str(given))
        left |= {pair for pair in given.items() if pair[0] not in refused_fields(answer)}
    return sorted(left)


@pytest.mark.long
def test_no_field_fails_whatever_is_typed_into_it(going_on):
    linked, others = seen()
    alone = VALUES.keys() - STOOD_FOR.keys()
    assert alone >= set(STOOD_FOR.values()) | set(TELLING)
    wrong = {}
    for forms, labels in ((linked, sorted(alone)), (others, ("very long", *TELLING))):
        for one in forms.values():
            for field, label in left_to_try(one, labels, wrong):
                sent = one.form.shown | {field: VALUES[label]}
                if found := wrong_with(one, sent, label):
                    wrong.setdefault((one.name, field, found), []).append(label)
    assert wrong == {}
