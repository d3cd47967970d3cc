from django.apps import AppConfig


class ArchivesConfig(AppConfig):
    name = "archives"
    verbose_name = "档案"

    def ready(self):
        from archives.acts import (
            fixity,
            nightly,  # noqa: F401  answers to the worker
        )
        from archives.models import search_index
        from archives.workflows import correction  # noqa: F401
        from township.history.verification import CHECKS, FILES

        CHECKS.answers(FILES)(fixity.faults)
        search_index.watch(self)
