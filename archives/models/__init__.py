from archives.models.category import Category, Requirement
from archives.models.drawn_paper import DrawnPaper
from archives.models.fixity import FixityRun
from archives.models.record import Part, PartFile, Record
from archives.models.scan import ScanBatch, ScanPage
from archives.models.scan_reading import ScanReading
from archives.models.take_in import TakeIn, TakeInLine
from archives.models.words import FileWords

__all__ = [
    "Category",
    "DrawnPaper",
    "FileWords",
    "FixityRun",
    "Part",
    "PartFile",
    "Record",
    "Requirement",
    "ScanBatch",
    "ScanPage",
    "ScanReading",
    "TakeIn",
    "TakeInLine",
]
