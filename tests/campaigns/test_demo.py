"""The demonstration is thrown away on demand alone, and a real installation never."""

import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from tests.township.backup.installation import ROOT, environment, manage
from township.users.models import Township


@pytest.fixture
def loaded(settings, tmp_path):
    """What the command looks at: DEMO=1, and the password that the loading left."""
    settings.DEMO, settings.DATA_DIR = True, tmp_path
    (tmp_path / "demo_password").write_text("Demo-1234")


def test_a_real_installation_is_refused(loaded, settings, township):
    with pytest.raises(CommandError, match="演示以外的镇：清河镇"):
        call_command("demo", again=True)
    (settings.DATA_DIR / "demo_password").unlink()
    with pytest.raises(CommandError, match="没有装过演示数据"):
        call_command("demo", again=True)
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("demo", again=True)
    assert Township.objects.get() == township


# A demonstration, as far as the command looks at it, and somebody who was entered there.
PLAYED = """
from township.users.models import District, Township, User
district = District.objects.create(name="示例区")
Township.objects.create(district=district, name="示例镇", code="shili")
User.objects.create_user("somebody", full_name="试用人")
"""


@pytest.mark.long
def test_it_asks_and_whoever_says_yes_begins_anew(tmp_path):
    on = environment(tmp_path, DEMO="1", DEBUG="1")
    assert manage("migrate", "-v0", on=on)[0] == 0
    assert manage("shell", "-c", PLAYED, on=on)[0] == 0
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "demo_password").write_text("Demo-1234")
    code, said = again(on, "不")
    assert code and "1个账号" in said and "没有重装，数据没有动" in said, said
    code, said = again(on, "重装")
    assert code == 0 and "1个账号" in said and "王春燕" in said, said
    left = "from township.users.models import User; User.objects.get(username='somebody')"
    assert "DoesNotExist" in manage("shell", "-c", left, on=on)[1]


def again(on, answer):
    command = [sys.executable, "manage.py", "demo", "--again", "--finished", "1"]
    done = subprocess.run(
        command, cwd=ROOT, env=on, input=f"{answer}\n", capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr
