"""Putting a township's own template in the place of the shipped one, and taking it back."""

import difflib

from django.db import transaction

from township.history.chain import record, remove_row
from township.papers import sources
from township.papers.sources import OwnTemplate
from township.papers.vetting import looked_through
from township.users.models import Township, User

MOST_TOLD = 2000


@transaction.atomic
def keep_template(name: str, township: Township, text: str, *, by: User) -> OwnTemplate:
    """From now on the township's papers `name` are composed from this text, on every web node;
    papers that were issued stay as they are. That it can be set as PDF is seen beforehand (`vet`):
    no row is locked meanwhile.

    Raises: PaperTemplateError, when nothing is kept.
    """
    looked_through(name, text)
    before = sources.text_in_force(name, township)
    theirs = sources.shipped(name)
    told = {"text": text, "kept_by": by, "shipped_sum": sources.sum_of(theirs.text)}
    # Whoever else keeps one for this township waits: each entry tells what it changed.
    Township.objects.select_for_update(of=("self",)).get(pk=township.pk)
    row, _ = OwnTemplate.objects.update_or_create(township=township, name=name, defaults=told)
    record("paper_template.edit", row, by, f"换上本镇的文书模板：{row}", _changes(before, text))
    return row


@transaction.atomic
def restore_shipped(own: OwnTemplate, *, by: User) -> None:
    """From now on the township's papers are composed from the shipped template again."""
    told = f"恢复系统自带的文书模板：{own}"
    changes = _changes(own.text, sources.shipped(own.name).text)
    remove_row("paper_template.restore", own, by, told, changes)


def _changes(before, after):
    """{"模板": [lines that went, lines that came]}, as much as fits an entry."""
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=0))[2:]
    gone, come = ("\n".join(one[1:] for one in lines if one[0] == sign) for sign in "-+")
    return {"模板": [_cut(gone), _cut(come)]}


def _cut(text):
    return text if len(text) <= MOST_TOLD else f"{text[:MOST_TOLD]}……（后面还有）"
