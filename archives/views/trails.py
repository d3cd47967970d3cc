"""Where the rows of the archive lie: the breadcrumbs down to each noun."""

from archives.models import (
    Category,
    FixityRun,
    Part,
    PartFile,
    Record,
    Requirement,
    ScanBatch,
    ScanPage,
    TakeIn,
)
from township.crud.trails import below, in_list, lies

lies(Category, in_list("档案类别", "archives:categories"))
lies(Requirement, below("category"), has_page=False)
lies(Record, in_list("档案", "archives:village_records", of="village"))
lies(Part, below("record"), has_page=False)
lies(PartFile, below("part"))
lies(TakeIn, in_list("批量收入旧档", "archives:take_ins", of="village"))
lies(ScanBatch, in_list("扫描收件", "archives:scans"))
lies(ScanPage, below("batch"), has_page=False)
lies(FixityRun, in_list("档案检测", "archives:fixity_runs"))
