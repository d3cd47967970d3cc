"""Words of a file are seen by who sees a record that holds it."""

import datetime

from archives.acts.record import file_fact
from archives.models import FileWords
from tests.archives.parts import part_of
from township.files.models import StoredFile


def test_words_follow_the_record(village, cadre, other_cadre, observer, categories):
    day = datetime.date(2026, 3, 5)
    for code, text in (("XCH", b"open"), ("BZC", b"restricted")):
        part = part_of("正文", text, "正文.txt")
        file_fact(village, code, source=f"x:{code}", title="件", on=day, by=cadre, parts=[part])
    for file in StoredFile.objects.all():
        FileWords.objects.get_or_create(file=file, defaults={"text": f"字{file.pk}"})
    seen = {
        user: FileWords.objects.for_user(user, "record.view").count()
        for user in (cadre, observer, other_cadre)
    }
    assert seen == {cadre: 2, observer: 1, other_cadre: 0}


def test_a_long_text_is_named_by_its_beginning():
    assert str(FileWords(text="字" * 50)) == "字" * 40
