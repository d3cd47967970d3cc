"""Keys of forms already sent, with what was in them: a double click is one act, so is Back."""

from django.db import models


class UsedKey(models.Model):
    key = models.CharField(max_length=36, unique=True)
    user_id = models.BigIntegerField()
    location = models.TextField()  # an address that names a file may be long
    digest = models.CharField(max_length=64, db_index=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "township"

    def __str__(self):
        return self.key
