from tests.archives.conftest import categories, plan  # noqa: F401
