from django.apps import AppConfig


class ArchivesConfig(AppConfig):
    name = "archives"
    verbose_name = "档案"

    def ready(self):
        from archives.acts import fixity
        from archives.models import search_index
        from archives.workflows import correction  # noqa: F401
        from township.management.commands.verify import CHECKS, FILES

        CHECKS.answers(FILES)(fixity.verify)
        search_index.watch(self)
