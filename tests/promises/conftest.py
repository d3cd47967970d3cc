from tests.archives.conftest import categories, own_folder, plan  # noqa: F401
