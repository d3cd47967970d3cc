"""Which workers are alive: each says so every few seconds, by the clock of the database."""

from datetime import timedelta

from django.db import models
from django.db.models.functions import Now


class WorkerBeatQuerySet(models.QuerySet):
    def alive(self):
        return self.filter(seen_at__gt=Now() - WorkerBeat.SILENT)


class WorkerBeat(models.Model):
    """One worker. Machines whose clocks differ compare no clock but that of the database."""

    EVERY = timedelta(seconds=10)
    # After so long without a word its tasks are taken back.
    SILENT = timedelta(seconds=40)

    name = models.CharField("名称", max_length=64, unique=True)
    host = models.CharField("所在机器", max_length=100)
    seen_at = models.DateTimeField("最近一次")

    objects = WorkerBeatQuerySet.as_manager()

    class Meta:
        app_label = "township"
        ordering = ["name"]
        verbose_name = "后台任务进程"

    def __str__(self):
        return f"{self.host} {self.name}"
