"""The plan's categories and requirements, loaded into the office's township."""

import pytest
import time_machine

from archives.acts.category import load_categories
from campaigns.rules import preset


@pytest.fixture(scope="session")
def plan():
    return preset.load("renkou-zizhi")


@pytest.fixture
def categories(township, plan):
    """{code: Category} as the preset ships them."""
    return {row.code: row for row in load_categories(township, plan.archive_categories)}


@pytest.fixture
def late_november():
    """A day on which three quarters are over and the year is not."""
    with time_machine.travel("2026-11-23 10:00:00+08:00"):
        yield


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """Files damaged by one test are not met by the next one."""
    settings.DATA_DIR = tmp_path / "data"
