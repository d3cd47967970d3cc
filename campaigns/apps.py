from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = "创建活动"

    def ready(self):
        from campaigns import (
            options,  # noqa: F401  declares the township's settings
            receivers,  # noqa: F401  files what happens to applications, honours and rewards
        )
        from campaigns.acts import honour  # noqa: F401  tells what has been reached
        from campaigns.queries import (
            measures,  # noqa: F401  tells what villages owe
            round_progress,  # noqa: F401  tells how far the evaluation is
        )
