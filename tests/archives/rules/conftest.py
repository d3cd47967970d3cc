"""A package of two files, as it lies on the disk."""

import pytest

from tests.archives.bags import bag


@pytest.fixture
def packed(tmp_path):
    path = tmp_path / "package.zip"
    path.write_bytes(b"".join(bag(information={"Source-Organization": "万顺村村民委员会"})))
    return path
