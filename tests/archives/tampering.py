"""Records of a village, and files and rows changed behind the site's back."""

import datetime
import os

from django.db import connection

from archives.acts.record import file_fact
from archives.models import PartFile, Record
from tests.archives.parts import part_of
from township.history import frozen

TODAY = datetime.date(2026, 3, 5)


def put_in(village, by, number, text):
    part = part_of("正文", text.encode(), f"记录{number}.txt", key="body")
    row = file_fact(
        village, "XCH", source=f"x:{number}", title=f"通知{number}", on=TODAY, by=by, parts=[part]
    )
    Record.objects.filter(pk=row.pk).update(source="")
    return Record.objects.get(pk=row.pk)


def file_of(record):
    return PartFile.objects.get(part__record=record).file


def overwrite(file, content):
    os.chmod(file.path, 0o640)
    file.path.write_bytes(content)


def flip_a_byte(file):
    content = bytearray(file.path.read_bytes())
    content[3] ^= 1
    overwrite(file, bytes(content))


def tampered(sql, values):
    """As somebody with the database in hand would do it: without the triggers."""
    with connection.cursor() as cursor:
        for name in frozen.existing_names(connection):
            if connection.vendor == "sqlite":
                cursor.execute(f'DROP TRIGGER "{name}"')
        if connection.vendor != "sqlite":
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, values)
