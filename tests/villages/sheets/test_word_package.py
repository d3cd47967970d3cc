"""A .docx is opened for its words; what points to nothing does not matter."""

import io
import zipfile

import pytest
from docx import Document

from tests.villages.sheets.words import (
    add,
)
from villages.sheets.word_document import from_docx


@pytest.mark.parametrize("target", ["NULL", "#_top", "media/gone.png", "../word/none.xml", ""])
def test_what_points_to_nothing_does_not_keep_the_text_from_being_read(target):
    stream, changed = io.BytesIO(), io.BytesIO()
    document = Document()
    add(document, "第一条 宗旨。")
    document.save(stream)
    relation = f'<Relationship Id="rId77" Type="http://x/hyperlink" Target="{target}"/>'
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(changed, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("document.xml.rels"):
                content = content.replace(
                    b"</Relationships>", f"{relation}</Relationships>".encode()
                )
            copy.writestr(name, content)
    changed.seek(0)
    assert from_docx(changed) == "第一条 宗旨。"
