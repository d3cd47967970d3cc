from archives.models.category import Category, Requirement
from archives.models.record import Part, PartFile, Record

__all__ = ["Category", "Part", "PartFile", "Record", "Requirement"]
