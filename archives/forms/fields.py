"""A field for the files of a village's archive: its room is asked, doubles are told."""

from functools import partial

from django.urls import reverse

from archives.acts.upload import refuse_over_quota
from township.files.fields import ManyFilesField


class ArchiveFilesField(ManyFilesField):
    """Files chosen in the form, and those that came beforehand: these stay for the next try."""

    def bind(self, village, *, is_looked_at=False):
        """Say whose space is used; `is_looked_at`: what a scan looks like is offered."""
        self.widget.is_looked_at = is_looked_at
        self.limits = [partial(refuse_over_quota, village)]
        self.widget.address = reverse("archives:uploads", args=[village.pk])
