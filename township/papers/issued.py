"""A paper that went out stays as it went out: its words are kept on the day it is issued.

What a paper is composed from goes on living: a contact changes, an organ takes another name, a
template is rewritten. Reprinted, an issued paper reads as it was handed out.
"""

import dataclasses

from django.db import models

from township.access import ScopedQuerySet
from township.history import frozen
from township.papers.composing import Drawn, compose, draw_up, paper_of
from township.papers.marks import PaperMark
from township.papers.sources import PaperFront
from township.users.models import Township


class IssuedPaperQuerySet(ScopedQuerySet):
    scope = {"township": "township"}

    def about(self, name, row):
        """The paper `name` of one row, as often as it was issued, the newest first."""
        about = {"noun": row._meta.label_lower, "object_id": row.pk}
        return self.filter(name=name, **about).order_by("-id")


class PaperWords(models.Model):
    """The filled text of a paper with the front matter it is set by: the same on any later day."""

    name = models.CharField("文书", max_length=40)
    front = models.JSONField("版式")
    text = models.TextField("内容")
    # [township, sheet, thing] of the code on a sheet that comes back (marks.py).
    mark = models.JSONField("回收码", null=True)
    author = models.CharField("出文单位", max_length=200, blank=True)
    on = models.DateField("日期", db_column="issued_on")

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.front['title']} {self.on}"

    @staticmethod
    def words_of(drawn):
        """The columns of words that were drawn up."""
        return {
            "name": drawn.name,
            "front": dataclasses.asdict(drawn.front),
            "text": drawn.text,
            "mark": drawn.mark and [drawn.mark.township, drawn.mark.sheet, drawn.mark.thing],
            "author": drawn.author,
            "on": drawn.on,
        }

    @property
    def paper(self):
        """The Paper of these words."""
        front = PaperFront(**self.front)
        mark = PaperMark(*self.mark) if self.mark else None
        return paper_of(Drawn(self.name, self.text, front, self.on, self.author, mark))


class IssuedPaper(PaperWords):
    """A paper of a row as it went out."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="+")
    noun = models.CharField("对象", max_length=60)
    object_id = models.PositiveBigIntegerField("对象编号")

    objects = IssuedPaperQuerySet.as_manager()

    class Meta:
        app_label = "township"
        indexes = [models.Index(fields=["noun", "object_id"], name="issuedpaper_object")]


frozen.register(IssuedPaper, why="文书已经发出，不能再改")


def issue_paper(name, row, values, township):
    """Keep the paper `name` of a row as it goes out now; returns the IssuedPaper.

    Raises: PaperTemplateError as `compose` does.
    """
    drawn = draw_up(name, values, township)
    paper_of(drawn)  # What cannot be printed is not issued.
    return IssuedPaper.objects.create(
        township=township,
        noun=row._meta.label_lower,
        object_id=row.pk,
        **IssuedPaper.words_of(drawn),
    )


def as_issued(name, row):
    """The Paper as it last went out, None when it was never kept."""
    kept = IssuedPaper.objects.about(name, row).first()
    return kept and kept.paper


def printed(name, row, values_of, township, *, is_out=True):
    """The Paper `name` of a row: as it went out, else what `values_of(row)` makes of it today.

    is_out: False while it is a draft (again), whatever went out before.
    """
    kept = as_issued(name, row) if is_out else None
    return kept or compose(name, values_of(row), township)
