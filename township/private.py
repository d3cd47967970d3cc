"""What the site writes is for its own account on the machine only: 0600 and 0700.

`keep_private` is called before anything is written, by every way in (manage.py, the web server,
township.serve).
"""

import os
import pwd
import shlex
import sys
from pathlib import Path

import environ

NOBODY_ELSE = 0o077
ROOT = Path(__file__).resolve().parent.parent
OWN_KEY = ROOT / "var" / "secret_key"


def keep_private() -> None:
    """New files are the owner's only; what an earlier version left open under var/ is closed."""
    os.umask(NOBODY_ELSE)
    close_folder(ROOT / "var")


def refuse_root() -> None:
    """End here where root would work on the data of the services' account: what root writes, they
    may not open."""
    folder = ROOT / "var"
    owner = folder.stat().st_uid if folder.is_dir() else os.geteuid()
    if os.geteuid() == 0 and owner != 0:
        name = pwd.getpwuid(owner).pw_name
        command = shlex.join(["runuser", "-u", name, "--", sys.executable, *sys.argv])
        sys.exit(f"数据归账号 {name}，root 写的文件服务打不开。请这样运行：{command}")


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
