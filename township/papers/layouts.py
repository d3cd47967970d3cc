"""Measures of the page: GB/T 9704-2012 for official documents, house measures for the rest.

Official: A4, margins 37/28/26/35 mm, 16 pt body, 22 lines of 28 characters, title 22 pt.
Margins are millimetres (top, right, bottom, left), type sizes and line pitch are points.
"""

from dataclasses import dataclass

PAGE = (210, 297)
LANDSCAPE_MARGINS = (22, 15, 16, 20)
LANDSCAPE = "landscape"
PORTRAIT = "portrait"

# Faces by use: name in Word, the name it falls back to. Those of the PDF are in fonts.py.
FACES = {
    "body": ("仿宋_GB2312", "仿宋"),
    "strong": ("黑体", "SimHei"),
    "kai": ("楷体_GB2312", "楷体"),
    "title": ("方正小标宋简体", "华文中宋"),
    "folio": ("宋体", "SimSun"),
}


@dataclass(frozen=True)
class Layout:
    """The measures of one kind of page."""

    name: str
    margins: tuple[float, float, float, float]
    body: float
    pitch: float
    title: float
    table: float
    tracking: float = 0
    characters: int = 0  # in a line, where the standard counts them
    folio: str = "total"  # "dash": — 1 — outer side; "total": 第1页 共3页; "": none

    @property
    def title_pitch(self):
        return self.title + 12


LAYOUTS = {
    # 28 characters of 16 pt need 448 pt; the type area is 156 mm = 442.2 pt wide.
    "official": Layout(
        "official", (37, 26, 35, 28), 16, 28.95, 22, 12, tracking=-0.25, characters=28, folio="dash"
    ),
    "form": Layout("form", (20, 20, 18, 22), 12, 21, 18, 10.5),
    "slips": Layout("slips", (10, 10, 10, 10), 10.5, 16, 14, 9.5, folio=""),
}
