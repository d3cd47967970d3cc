import shutil
import tempfile
from pathlib import Path

import pytest

from tests.attack.site import Site


@pytest.fixture(scope="module")
def site():
    folder = tempfile.mkdtemp(prefix="township-cut-")
    with Site(Path(folder)) as served:
        yield served
    shutil.rmtree(folder)
