"""A kept Word file is read by a child; what cannot be read is told in a sentence."""

import io

import pytest
from docx import Document

from tests.villages.files import stored
from township.files import sandbox
from township.files.limits import OUT_OF_MEMORY
from township.files.storing import store
from villages.sheets import word_file

pytestmark = pytest.mark.django_db


def kept(*lines):
    document, stream = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(stream)
    stream.seek(0)
    return store(stream, "章程.docx")


def test_the_text_comes_line_by_line():
    assert word_file.text_of(kept("第一条　甲。", "第二条　乙。")) == "第一条　甲。\n第二条　乙。"


def test_what_is_no_word_file_or_holds_no_words_is_told():
    with pytest.raises(ValueError, match=r"这不是\.docx文件"):
        word_file.text_of(stored())
    with pytest.raises(ValueError, match="这个文件里没有文字"):
        word_file.text_of(kept(" ", ""))


@pytest.mark.parametrize(
    ("is_over_limit", "told"), [(True, "这个文件太复杂"), (False, "这个文件读不出文字")]
)
def test_a_child_that_fails_is_told_by_its_end(monkeypatch, is_over_limit, told):
    failure = sandbox.ChildFailed("child", OUT_OF_MEMORY if is_over_limit else 1, "")

    def run(*args, **kwargs):
        raise failure

    file = kept("第一条　甲。")
    monkeypatch.setattr(sandbox, "run", run)
    with pytest.raises(ValueError, match=told):
        word_file.text_of(file)
