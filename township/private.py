"""What the site writes is for its own account on the machine only: 0600 and 0700.

`keep_private` is called before anything is written, by every way in (manage.py, the web server,
township.serve).
"""

import os
from pathlib import Path

import environ

NOBODY_ELSE = 0o077
ROOT = Path(__file__).resolve().parent.parent
OWN_KEY = ROOT / "var" / "secret_key"


def keep_private() -> None:
    """New files are the owner's only; what an earlier version left open under var/ is closed."""
    os.umask(NOBODY_ELSE)
    close_folder(ROOT / "var")


def close_folder(folder: Path) -> None:
    """Take a folder, and the database and key in it, from everybody but the owner."""
    if not folder.is_dir() or folder.stat().st_uid != os.getuid():
        return
    folder.chmod(0o700)
    for path in [*folder.glob("*.sqlite3*"), *folder.glob("secret_key")]:
        path.chmod(0o600)


def take_own_key() -> None:
    """Commands work with the key the site runs with: SECRET_KEY of the environment or .env, else
    what the first start kept. Another key would read no telephone number of this one."""
    environ.Env.read_env(ROOT / ".env")
    if not os.environ.get("SECRET_KEY") and OWN_KEY.exists():
        os.environ["SECRET_KEY"] = OWN_KEY.read_text()
