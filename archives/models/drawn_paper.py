"""A paper that an act filed: its words at once, its file as soon as it is set."""

from django.conf import settings
from django.db import models

from archives.models.record import Part, PartFile
from township.access import ScopedQuerySet
from township.history import frozen
from township.papers.issued import PaperWords


class DrawnPaperQuerySet(ScopedQuerySet):
    scope = {"township": "part__record__township", "village": "part__record__village"}

    def waiting(self):
        """Those whose file is still to be set."""
        return self.filter(version=None)


class DrawnPaper(PaperWords):
    """The words in which a part was filed, and the number of the version that they will be.

    `version` is the file they were set in; until then the paper waits, its place in the record is
    held, and what it says is settled.
    """

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="drawn")
    number = models.PositiveSmallIntegerField("版次")
    file_name = models.CharField("文件名", max_length=255)
    reason = models.CharField("补充理由", max_length=200, blank=True)
    drawn_at = models.DateTimeField("拟成时间", auto_now_add=True)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    version = models.ForeignKey(PartFile, on_delete=models.PROTECT, null=True, related_name="+")

    objects = DrawnPaperQuerySet.as_manager()

    class Meta:
        ordering = ["part", "number"]
        verbose_name = "归档文书"
        constraints = [
            models.UniqueConstraint(
                fields=["part", "number"],
                name="drawn_paper_once",
                violation_error_message="这份材料的这一版已经有了，请刷新后再试。",
            )
        ]
        indexes = [
            # The few that wait are found without reading those that do not.
            models.Index(
                fields=["part"], name="drawn_paper_waiting", condition=models.Q(version=None)
            )
        ]

    def says(self, words):
        """Are these (`words_of`) its words?"""
        return all(getattr(self, name) == value for name, value in words.items())

    def get_absolute_url(self):
        return self.part.get_absolute_url()


frozen.register(DrawnPaper, except_columns=("version_id",), why="文书已经归档，不能再改")
frozen.register(DrawnPaper, when="{row}.version_id IS NOT NULL", why="文书已经归档，不能再改")
