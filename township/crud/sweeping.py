"""Keys of forms long sent: nobody goes back so far."""

from datetime import timedelta

from django.utils import timezone

from township.crud.models import UsedKey

KEPT = timedelta(days=30)


def sweep_keys() -> int:
    """Forget keys after thirty days; returns their number."""
    return UsedKey.objects.filter(made_at__lt=timezone.now() - KEPT).delete()[0]
