"""A preview's token: for the row and the file it was made for, and for an hour."""

import datetime
import io

import pytest
import time_machine

from township.crud.preview import file_of, token_of
from township.files.storing import store
from township.workflow import Refused


@pytest.fixture
def upload(db):
    return store(io.BytesIO("姓名\n".encode()), "表.txt"), "表.txt"


def test_it_brings_back_the_file_and_the_name_it_came_with(village, upload):
    assert file_of(village, token_of(village, upload)) == upload


def test_it_is_worth_nothing_for_another_row_or_another_noun(village, other_village, upload):
    for about in (other_village, village.township):
        with pytest.raises(Refused, match="请重新上传"):
            file_of(about, token_of(village, upload))


@pytest.mark.parametrize("token", ["", "x", "a:b:c"])
def test_what_nobody_signed_is_refused(village, token):
    with pytest.raises(Refused, match="请重新上传"):
        file_of(village, token)


@pytest.mark.parametrize(("minutes", "is_good"), [(59, True), (61, False)])
def test_it_holds_for_an_hour(village, upload, minutes, is_good):
    now = datetime.datetime(2026, 11, 5, 9, tzinfo=datetime.UTC)
    with time_machine.travel(now, tick=False):
        token = token_of(village, upload)
    with time_machine.travel(now + datetime.timedelta(minutes=minutes), tick=False):
        if is_good:
            assert file_of(village, token) == upload
        else:
            with pytest.raises(Refused):
                file_of(village, token)
