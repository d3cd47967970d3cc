from django.apps import AppConfig


class VillagesConfig(AppConfig):
    name = "villages"
    verbose_name = "村"

    def ready(self):
        from villages import options, receivers, recording, seating  # noqa: F401
        from villages.workflows import meeting, posting  # noqa: F401
