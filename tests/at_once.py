"""Papers of acts are set with the act: no worker stands beside the tests.

What happens between the act and its files is asked by those that are given `papers_wait`.
"""

from unittest import mock

import pytest

from archives.acts import paper as paper_acts

ASK = paper_acts.ask


def _set(records):
    """Within the act, whose entry tells of the files too."""
    with mock.patch.object(paper_acts, "tell_history"):
        paper_acts.set_waiting(records)


paper_acts.ask = _set


@pytest.fixture
def papers_wait(monkeypatch):
    """Files of papers are left to the worker, as in use."""
    monkeypatch.setattr(paper_acts, "ask", ASK)
