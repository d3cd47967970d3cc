"""A part of a record out of a few bytes, as tests file them."""

from archives.papers.part import NewPart
from township.files.names import clean_name
from township.files.storing import keep_composed


def part_of(name, content, file_name, **more):
    return NewPart(name, keep_composed(content, clean_name(file_name)), file_name, **more)
