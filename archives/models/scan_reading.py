"""What a machine read off pictures and scanned pages: once per content, as far as it has come."""

from django.db import models

from archives.models.record import PartFile
from township.access import ScopedQuerySet
from township.files.models import StoredFile
from township.files.scanreader import DAMAGED, HAS_WORDS, READ


class ScanReadingQuerySet(ScopedQuerySet):
    def for_user(self, user, permission):
        """Of files that stand in a record within reach."""
        files = PartFile.objects.for_user(user, permission).values("file")
        return self.filter(file__in=files)

    def unfinished(self):
        return self.filter(state__in=[ScanReading.State.WAITING, ScanReading.State.READING])


class ScanReading(models.Model):
    """识读 of one file. `words`: [{"number", "state", "turned", "lines"}] of the pages read so far,
    a line with its text, its four corners in ten-thousandths of the picture, and its certainty."""

    class State(models.TextChoices):
        WAITING = "waiting", "等待识读"
        READING = "reading", "正在识读"
        READ = "read", "已识读"
        FAILED = "failed", "没有识读成"

    file = models.OneToOneField(
        StoredFile, on_delete=models.CASCADE, primary_key=True, related_name="scan"
    )
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    pages = models.PositiveSmallIntegerField("页数", null=True)
    pages_read = models.PositiveSmallIntegerField("已读页数", default=0)
    words = models.JSONField("读出的文字", default=list)
    doubtful = models.PositiveIntegerField("不确定处", default=0)
    identities = models.PositiveIntegerField("身份证号", default=0)
    telephones = models.PositiveIntegerField("电话号码", default=0)
    engine = models.CharField("识读程序", max_length=60, blank=True)
    seconds = models.FloatField("用时", default=0)
    asked_at = models.DateTimeField("登记时间", auto_now_add=True)

    objects = ScanReadingQuerySet.as_manager()

    class Meta:
        verbose_name = "识读"
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=models.Q(state__in=["waiting", "reading"]),
                name="scanreading_unfinished",
            )
        ]

    def __str__(self):
        return f"{self.get_state_display()} {self.file_id}"

    @property
    def is_read(self):
        return self.state == self.State.READ

    @property
    def is_finished(self):
        return self.state in (self.State.READ, self.State.FAILED)

    def _numbers(self, state):
        return [page["number"] for page in self.words if page["state"] == state]

    @property
    def scanned(self):
        """Numbers of the pages that were read as pictures."""
        return self._numbers(READ)

    @property
    def damaged(self):
        return self._numbers(DAMAGED)

    @property
    def has_own_words(self):
        """Has every page its words in it, so that nothing was to be read?"""
        return self.is_read and len(self._numbers(HAS_WORDS)) == len(self.words)

    @property
    def has_lines(self):
        return any(page["lines"] for page in self.words)

    @property
    def told(self):
        """How far it has come, as a page says it; "" where nothing was to be read."""
        if self.state == self.State.READING:
            return f"正在识读，第{self.pages_read + 1}页，共{self.pages}页"
        if not self.is_read:
            return self.get_state_display()
        if self.has_own_words:
            return ""
        told = "没有读出文字"
        if self.has_lines:
            told = f"已识读，{self.doubtful}处不确定" if self.doubtful else "已识读"
        if self.damaged:
            told += f"；第{'、'.join(map(str, self.damaged))}页读不出"
        return told

    def lines_of(self, number):
        """Lines of a page, counted from 1; empty where it was not read."""
        pages = (page["lines"] for page in self.words if page["number"] == number)
        return next(pages, [])

    def turned(self, number):
        """By how many degrees clockwise a page stands upright."""
        pages = (page["turned"] for page in self.words if page["number"] == number)
        return next(pages, 0)
