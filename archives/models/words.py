"""What a kept file says, as the search shows it: read once, since content never changes."""

from django.db import models

from archives.models.record import PartFile
from township.access import ScopedQuerySet
from township.files.models import StoredFile


class FileWordsQuerySet(ScopedQuerySet):
    def for_user(self, user, permission):
        """Words of files that stand in a record within reach."""
        files = PartFile.objects.for_user(user, permission).values("file")
        return self.filter(file__in=files)


class FileWords(models.Model):
    """Normalised text of a StoredFile; empty when it has none."""

    file = models.OneToOneField(
        StoredFile, on_delete=models.CASCADE, primary_key=True, related_name="words"
    )
    text = models.TextField("文字", blank=True)

    objects = FileWordsQuerySet.as_manager()

    class Meta:
        verbose_name = "文件文字"

    def __str__(self):
        return self.text[:40]
