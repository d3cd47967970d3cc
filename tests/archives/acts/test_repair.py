"""Damaged and missing files come back from a copy, known by their sum."""

import pytest
from django.core.management import CommandError, call_command

from archives.acts import fixity
from archives.acts.repair import repair
from archives.workflows.record import RECORD
from tests.archives.tampering import file_of, flip_a_byte, put_in
from township.files.storing import keep_composed
from township.history.models import Entry


@pytest.fixture
def sealed(village, cadre, categories):
    rows = [put_in(village, cadre, n, f"第{n}号通知的内容") for n in (1, 2)]
    return [RECORD.perform("seal", row, by=cadre) for row in rows]


def test_a_backup_under_other_names_serves_too_and_a_wrong_one_does_not(sealed, tmp_path):
    file = file_of(sealed[0])
    backup = tmp_path / "copies"
    backup.mkdir()
    (backup / "随便.bin").write_bytes(file.path.read_bytes()[::-1])
    flip_a_byte(file)
    with pytest.raises(CommandError, match="还有1个"):
        call_command("repair", "--from", str(backup))
    (backup / "另一个.bin").write_bytes("第1号通知的内容".encode())
    call_command("repair", "--from", str(backup))
    assert list(fixity.verify()) == []
    with pytest.raises(CommandError):
        call_command("repair", "--from", str(backup / "没有"))


def copied(files, tmp_path):
    backup = tmp_path / "copies" / "deep"
    backup.mkdir(parents=True)
    for n, file in enumerate(files):
        (backup / f"{n}.bin").write_bytes(file.path.read_bytes())
    return tmp_path / "copies"


def test_each_file_is_told_with_its_place_and_whether_it_came_back(sealed, tmp_path):
    one, two = map(file_of, sealed)
    backup = copied([one], tmp_path)
    flip_a_byte(one)
    two.path.unlink()
    told = dict(repair(backup))
    assert sorted(told.values()) == [False, True]
    for sentence, is_repaired in told.items():
        number = 1 if is_repaired else 2
        assert sentence.startswith(f"万顺村“通知{number}”（")
        assert f"的文件“记录{number}.txt”：" in sentence
    assert one.path.read_bytes() == "第1号通知的内容".encode()
    assert [entry.summary for entry in Entry.objects.filter(verb="record.repair_file")] == [
        "从备份修复文件：记录1.txt"
    ]


def test_a_missing_file_comes_back(sealed, tmp_path):
    file = file_of(sealed[0])
    backup = copied([file], tmp_path)
    file.path.unlink()
    ((_, is_repaired),) = repair(backup)
    assert is_repaired and file.path.exists()


def test_a_link_in_the_copy_is_not_followed(sealed, tmp_path):
    file = file_of(sealed[0])
    right = tmp_path / "right.bin"
    right.write_bytes(file.path.read_bytes())
    backup = tmp_path / "links"
    backup.mkdir()
    (backup / "link.bin").symlink_to(right)
    flip_a_byte(file)
    assert [is_repaired for _, is_repaired in repair(backup)] == [False]


def test_where_nothing_is_wrong_nothing_is_done(sealed, tmp_path):
    assert list(repair(tmp_path)) == []


def test_a_file_that_no_record_holds_is_told_too(db, tmp_path):
    file = keep_composed(b"loose", "散.txt")
    flip_a_byte(file)
    ((sentence, is_repaired),) = repair(tmp_path)
    assert "：" not in sentence and not is_repaired
