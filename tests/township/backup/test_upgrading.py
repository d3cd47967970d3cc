"""What an upgrade looks at before it begins; the whole of it is a matter of the round trip."""

import pytest

from township.backup import database, upgrading
from township.backup.errors import BackupRefused

pytestmark = pytest.mark.one_database


def test_there_is_room_for_copies_also_where_no_file_was_kept_yet(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path / "not" / "there"
    monkeypatch.setattr(database, "size", lambda: 10)
    upgrading._refuse_no_room()
    monkeypatch.setattr(database, "size", lambda: 2**60)
    with pytest.raises(BackupRefused, match="没有升级"):
        upgrading._refuse_no_room()
