from archives.models.category import Category, Requirement
from archives.models.fixity import FixityRun
from archives.models.record import Part, PartFile, Record
from archives.models.upload import Upload

__all__ = ["Category", "FixityRun", "Part", "PartFile", "Record", "Requirement", "Upload"]
