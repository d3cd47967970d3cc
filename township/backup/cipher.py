"""Encryption of what leaves the machine: AES-256-GCM in pieces, each bound to its place and file.

A key follows from the passphrase and the salt of the backup folder (scrypt); every file has its own
key. A piece that is changed, moved, left out or missing at the end is noticed.
"""

import os
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from township.backup.errors import BackupRefused

MAGIC = b"CJTBACKUP1"
SALT, PIECE, TAG = 16, 1024 * 1024, 16
NOT_OPENED = "口令不对，或者备份的内容被改动过，打不开。"


class Cipher:
    def __init__(self, passphrase: str, salt: bytes) -> None:
        kdf = Scrypt(salt=salt, length=32, n=2**15, r=8, p=1)
        self._key = kdf.derive(passphrase.encode())

    def encrypt(self, source, target) -> None:
        salt = os.urandom(SALT)
        box = self._box(salt)
        target.write(MAGIC + salt)
        number, piece = 0, source.read(PIECE)
        while True:
            following = source.read(PIECE)
            target.write(box.encrypt(_nonce(number), piece, _mark(not following)))
            if not following:
                return
            number, piece = number + 1, following

    def decrypt(self, source, target) -> None:
        """BackupRefused where the passphrase or a single bit is not right."""
        head = source.read(len(MAGIC) + SALT)
        if head[: len(MAGIC)] != MAGIC:
            raise BackupRefused(NOT_OPENED)
        box, number = self._box(head[len(MAGIC) :]), 0
        piece = source.read(PIECE + TAG)
        while True:
            following = source.read(PIECE + TAG)
            try:
                target.write(box.decrypt(_nonce(number), piece, _mark(not following)))
            except InvalidTag:
                raise BackupRefused(NOT_OPENED) from None
            if not following:
                return
            number, piece = number + 1, following

    def name(self, sha256: str) -> str:
        """The name under which a content lies: it tells nobody which content that is."""
        return self._derived(sha256.encode(), b"name").hex()

    def _box(self, salt):
        return AESGCM(self._derived(salt, b"file"))

    def _derived(self, salt, use):
        return HKDF(algorithm=SHA256(), length=32, salt=salt, info=use).derive(self._key)


def _nonce(number):
    return struct.pack(">IQ", 0, number)


def _mark(is_last):
    return b"last" if is_last else b"more"
