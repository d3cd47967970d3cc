from django.apps import AppConfig


class TownshipConfig(AppConfig):
    name = "township"
    verbose_name = "镇"

    def ready(self):
        from django.db.models.signals import post_migrate, pre_migrate
        from django.utils.module_loading import autodiscover_modules

        from township import fitting  # noqa: F401  registers a start-up check, like these
        from township.access import checks  # noqa: F401
        from township.alerts import failures, nightly  # noqa: F401
        from township.crud import checks as crud_checks  # noqa: F401
        from township.files import startup  # noqa: F401
        from township.history import checks as history_checks  # noqa: F401
        from township.history.frozen import install_triggers, remove_triggers
        from township.history.kept import watch_all
        from township.watching import queries
        from township.workflow import checks as workflow_checks  # noqa: F401

        # Settings are declared, and transitions listened to, by the mere presence of these files.
        autodiscover_modules("options", "receivers")
        watch_all()
        queries.watch()
        pre_migrate.connect(remove_triggers, sender=self, dispatch_uid="township.frozen")
        # Told once a migrate, not once an app; all tables are there by then.
        post_migrate.connect(install_triggers, sender=self, dispatch_uid="township.frozen")
