"""Rows that carry a version, so that a form filled from an old reading is noticed."""

from django.db import models
from django.db.models import F


class Stale(Exception):
    """The row was changed by somebody else since the form was opened."""


class Versioned(models.Model):
    version = models.PositiveIntegerField("版次", default=0, editable=False)

    class Meta:
        abstract = True

    def claim(self, version):
        """Take the next version if the row is still at `version`; raises Stale otherwise."""
        rows = type(self).objects.filter(pk=self.pk, version=version)
        if rows.update(version=F("version") + 1) != 1:
            raise Stale
        self.version = version + 1
