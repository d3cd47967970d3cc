from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = "创建活动"

    def ready(self):
        # They answer what lower floors ask; township.registry checks that none is forgotten.
        from campaigns.acts import honour  # noqa: F401
        from campaigns.queries import (  # noqa: F401
            measures,
            open_matters,
            openness,
            prior_result,
            round_progress,
        )
        from campaigns.workflows import correction  # noqa: F401
