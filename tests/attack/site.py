"""The product on an empty folder of its own, to be attacked over the loopback."""

import http.client
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

from tests import migrated
from tests.postgres import free_port

BASE = Path(__file__).resolve().parents[2]
PASSWORD = "Gongji-2026!"
SOMEBODY = f"""
from township.access import Role
from township.users.models import District, Membership, Township, User
from villages.models import Village
district = District.objects.create(name="清江区")
township = Township.objects.create(district=district, name="清河镇", code="qinghe")
village = Village.objects.create(township=township, name="万顺村", fonds_code="J001")
for name, role in (("office", Role.OFFICE), ("cadre", Role.CADRE)):
    user = User.objects.create_user(name, {PASSWORD!r}, full_name=name)
    member = Membership.objects.create(user=user, role=role, township=township)
    if role == Role.CADRE:
        village.cadres.add(member)
"""


class Site:
    """The product on an empty folder, served as `make run` serves it."""

    def __init__(self, folder: Path, command: list[str] | None = None) -> None:
        self.port, self.folder = free_port(), folder
        self.environment = os.environ | {
            "SECRET_KEY": "only-for-attacks-0123456789-abcdefghijklmnopqrstuvwxyz",
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "DATA_DIR": str(folder / "data"),
            "READ_SCANS": "0",
            "PORT": str(self.port),
            "DEMO": "0",
            "DEBUG": "0",
            "HTTPS": "0",
        }
        self.command = command or [sys.executable, "-m", "township.web.server"]

    def __enter__(self) -> "Site":
        migrated.put(self.folder / "db.sqlite3")
        manage = [sys.executable, "manage.py"]
        for step in (
            ["collectstatic", "--no-input", "--verbosity", "0"],
            ["shell", "--verbosity", "0", "--command", SOMEBODY],
        ):
            subprocess.run([*manage, *step], cwd=BASE, env=self.environment, check=True)
        self.log = (self.folder / "log").open("w")
        self.server = subprocess.Popen(
            self.command, cwd=BASE, env=self.environment, stdout=self.log, stderr=self.log
        )
        self._wait()
        return self

    def __exit__(self, *failure) -> None:
        self.server.terminate()
        self.server.wait(300)
        self.log.close()

    def _wait(self) -> None:
        for _ in range(3000):
            try:
                if self.ask("GET", "/healthz/")[0] == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the site does not answer")

    def ask(self, method, path, body=None, headers=None, seconds=60):
        """(status, headers, body) of one request."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            line.request(method, path, body, headers or {})
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            line.close()

    def sign_in(self, name: str) -> str:
        """The Cookie header of a session."""
        _, headers, page = self.ask("GET", "/account/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.decode())[1]
        given = {"username": name, "password": PASSWORD, "csrfmiddlewaretoken": token}
        form = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies(headers)}
        status, fresh, _ = self.ask("POST", "/account/login/", urlencode(given), form)
        if status != 302:
            raise RuntimeError(f"sign-in answered {status}")
        return cookies(fresh)


def cookies(headers) -> str:
    """The Cookie header that answers what was set."""
    return "; ".join(line.split(";", 1)[0] for line in headers.get_all("Set-Cookie") or ())
