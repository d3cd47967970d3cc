"""A field for the files of a village's archive: its room is asked, doubles are told."""

from django.urls import reverse

from archives.acts.upload import refuse_over_quota
from township.files.fields import ManyFilesField


class ArchiveFilesField(ManyFilesField):
    """Files chosen in the form, and those that came beforehand: these stay for the next try."""

    def bind(self, village):
        """Say whose space is used."""
        self.village = village
        self.widget.address = reverse("archives:uploads", args=[village.pk])

    def keep(self, upload):
        refuse_over_quota(self.village, upload.size)
        return super().keep(upload)
