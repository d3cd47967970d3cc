"""Papers that acts have filed wait, as in use, for whoever opens their record: no worker stands
beside the tests. Those that look at the files are given `papers_set`.
"""

from unittest import mock

import pytest

from archives.acts import paper as paper_acts


@pytest.fixture
def papers_set(monkeypatch):
    """The files of papers are set within the act, whose entry tells of them too."""

    def ask(records):
        with mock.patch.object(paper_acts, "tell_history"):
            paper_acts.set_waiting(records)

    monkeypatch.setattr(paper_acts, "ask", ask)
