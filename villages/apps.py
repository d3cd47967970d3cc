from django.apps import AppConfig


class VillagesConfig(AppConfig):
    name = "villages"
    verbose_name = "村"

    def ready(self):
        from villages.acts import (  # noqa: F401
            activity,
            autonomy,
            commendation,
            haves,
            organisation,
            publicity,
            query,
        )
        from villages.workflows import correction, meeting, posting  # noqa: F401
