from django.apps import AppConfig


class ArchivesConfig(AppConfig):
    name = "archives"
    verbose_name = "档案"

    def ready(self):
        from archives import fixity, options, receivers, searchindex  # noqa: F401
        from township.management.commands.verify import also

        also("档案文件和件号", fixity.verify)
        searchindex.watch(self)
