from django.apps import AppConfig


class ArchivesConfig(AppConfig):
    name = "archives"
    verbose_name = "档案"

    def ready(self):
        from archives import options, receivers  # noqa: F401
        from archives.acts import fixity
        from archives.models import search_index
        from township.management.commands.verify import also

        also("档案文件和件号", fixity.verify)
        search_index.watch(self)
