"""An installation is backed up while people write, and brought back whole on a clean machine."""

import shutil

import pytest

from tests import migrated
from tests.township.backup.installation import (
    OTHER_KEY,
    PASSPHRASE,
    PHONE,
    act,
    environment,
    manage,
)

pytestmark = pytest.mark.one_database


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("installation")


@pytest.fixture(scope="module")
def made(folder):
    """What was seen when the installation was made and backed up into `kept` and `sealed`."""
    on = environment(folder / "old")
    migrated.put(folder / "old" / "db.sqlite3")
    return act("make", str(folder / "kept"), str(folder / "sealed"), on=on)


def test_what_was_acknowledged_before_comes_back_verified(made, folder):
    assert made["after"] > made["before"] > 0, "somebody wrote all the time"
    on = environment(folder / "new")
    code, said = manage("restore", made["path"], on=on)
    assert code == 0, said
    assert "核对正常，可以开放使用" in said and "分钟前做的" in said
    found = act("look", made["path"], on=on)
    assert made["before"] <= found["records"] <= made["after"]
    assert found["phone"] == PHONE
    assert "这里已有数据，没有恢复" in found["over data"]
    code, said = manage("doctor", on=on | {"SECRET_KEY": OTHER_KEY})
    assert code == 1 and "密钥不符，电话号码读不出" in said
    assert "正常  数据库结构：与程序一致" in said


def test_what_cannot_come_back_whole_is_refused_and_leaves_nothing(made, folder):
    shutil.copytree(folder / "kept", folder / "tampered")
    told = act("refusals", str(folder / "tampered"), on=environment(folder / "empty"))
    assert "这里的密钥不是这份备份的密钥（SECRET_KEY）" in told["other key"]
    assert "备份已损坏" in told["damaged"] and "备份不完整" in told["missing"]
    assert "比这里装的新" in told["newer"]
    for name in ("other key", "damaged", "missing", "newer"):
        assert told[f"{name}: left"] == [], name
    assert "without keys" not in told and told["phone"] != PHONE


def test_what_lies_there_by_its_sum_is_not_copied_again(made):
    assert made["again"] == 0 < made["new"]
    assert 0 < made["after one act"] < 0.7, "a database of hardly more than empty tables"


def test_an_encrypted_backup_holds_nothing_to_read(made):
    assert not made["readable"]
    assert "备份是加密的" in made[""] and "口令不对" in made["wrong wrong wrong"]
    assert PASSPHRASE not in made


def test_an_upgrade_that_fails_gives_the_database_back(made, folder):
    told = act("upgrades", str(folder / "before"), on=environment(folder / "old"))
    assert "后台任务进程还在运行" in told["running"]
    assert "第二步出错" in told["half done"] and "数据库已恢复成升级前的样子" in told["half done"]
    assert "核对发现新的问题" in told["faulty"] and "内容被改动" in told["faulty"]
    assert "核对没有做完：Traceback" in told["broken"]
    assert not told["left over"]
    for name in ("running", "half done", "faulty", "broken", "done"):
        assert told[f"{name}: districts"] == ["清江区"], name
    assert told["done"][0].startswith("升级前的备份：")
    assert told["said"][0] == "正在备份。" and told["said"][-1] == "正在核对。"
