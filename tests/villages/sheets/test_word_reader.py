"""The child that reads a Word file writes its text, and ends with an error for anything else."""

import subprocess
import sys

from docx import Document


def child(path):
    command = [sys.executable, "-m", "villages.sheets.word_reader", str(path)]
    return subprocess.run(command, capture_output=True, timeout=600)


def test_it_writes_the_text(tmp_path):
    document = Document()
    document.add_paragraph("第一条　甲。")
    document.save(tmp_path / "章程.docx")
    ended = child(tmp_path / "章程.docx")
    assert (ended.returncode, ended.stdout.decode()) == (0, "第一条　甲。")


def test_what_is_no_word_file_ends_with_one(tmp_path):
    (tmp_path / "x.docx").write_bytes(b"PK\x03\x04broken")
    ended = child(tmp_path / "x.docx")
    assert (ended.returncode, ended.stdout) == (1, b"")
