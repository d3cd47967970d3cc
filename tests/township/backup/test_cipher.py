"""What is encrypted is read with its passphrase only, and not with a bit changed."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from township.backup import cipher as cipher_module
from township.backup.cipher import Cipher
from township.backup.errors import BackupRefused

BOX = Cipher("correct horse battery", b"0" * 16)


def sealed(content, box=BOX):
    kept = io.BytesIO()
    box.encrypt(io.BytesIO(content), kept)
    return kept.getvalue()


def opened(content, box=BOX):
    plain = io.BytesIO()
    box.decrypt(io.BytesIO(content), plain)
    return plain.getvalue()


@pytest.fixture(autouse=True, scope="module")
def small_pieces():
    whole, cipher_module.PIECE = cipher_module.PIECE, 16
    yield
    cipher_module.PIECE = whole


@settings(max_examples=50)
@given(st.binary(max_size=70))
def test_it_comes_back_as_it_was(content):
    kept = sealed(content)
    assert opened(kept) == content and sealed(content) != kept
    if len(content) > 8:
        assert content not in kept[len(cipher_module.MAGIC) :]


@given(st.binary(min_size=1, max_size=40), st.integers(0), st.integers(0, 7))
def test_a_bit_that_was_changed_is_noticed(content, place, bit):
    kept = bytearray(sealed(content))
    kept[place % len(kept)] ^= 1 << bit
    with pytest.raises(BackupRefused):
        opened(bytes(kept))


@pytest.mark.parametrize("size", [16, 32, 40])
def test_an_end_that_was_cut_off_is_noticed(size):
    kept = sealed(b"x" * size)
    piece = 16 + cipher_module.TAG
    for end in {len(kept) - 1, len(kept) - piece, 26 + piece}:
        if end < len(kept):
            with pytest.raises(BackupRefused):
                opened(kept[:end])


def test_another_passphrase_or_salt_opens_nothing():
    kept = sealed(b"words")
    for box in (Cipher("correct horse", b"0" * 16), Cipher("correct horse battery", b"1" * 16)):
        with pytest.raises(BackupRefused, match="口令不对"):
            opened(kept, box)
        assert box.name("ab") != BOX.name("ab")
