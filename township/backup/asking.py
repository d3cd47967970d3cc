"""The passphrase of encrypted backups: from the settings, else asked for at the terminal."""

import getpass
import sys

from django.conf import settings

from township.backup.errors import BackupRefused

SHORTEST = 12


def passphrase_for(is_wanted: bool, *, is_new: bool = False) -> str:
    """The passphrase, "" where none is wanted. Raises BackupRefused."""
    if not is_wanted:
        return ""
    given = settings.BACKUP_PASSPHRASE
    if not given:
        if not sys.stdin.isatty():
            raise BackupRefused("没有口令：请在 .env 里写 BACKUP_PASSPHRASE，或者在终端里运行。")
        given = getpass.getpass("备份的口令：")
    if is_new and len(given) < SHORTEST:
        raise BackupRefused(f"口令至少{SHORTEST}个字符。")
    return given
