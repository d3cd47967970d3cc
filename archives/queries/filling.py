"""What a cadre may do about a gap of the archive: where the thing is made, or the paper sent.

A thing that is registered files itself; what the system does not know of is uploaded.
"""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from archives.rules.requirements import ArchiveCell
from township.users.models import User
from villages.models import Posting, Village
from villages.rules.kinds import TextKind

MOST = 4
# Where a cadre makes what a category lacks: (address inside the village, permission, words), and
# the kind that is chosen there; where none is named, the requirement's key if the form knows it.
MAKING = {
    "ZCH": ("villages:text_create", "text.edit", "起草文本"),
    "ZDU": ("villages:text_create", "text.edit", "起草文本"),
    "GYU": ("villages:text_create", "text.edit", "起草文本"),
    "XYS": ("villages:text_create", "text.edit", "起草文本"),
    "HYJ": ("villages:meeting_create", "meeting.edit", "登记会议"),
    "BJL": ("villages:meetings", "meeting.edit", "去会议里表决"),
    "GKG": ("villages:posting_create", "posting.edit", "登记公示"),
    "TXZ": ("villages:organisation", "organisation.edit", "登记推选"),
    "LDZ": ("villages:organisation", "organisation.edit", "登记小组"),
    "XHH": ("villages:activity_create", "activity.edit", "登记活动"),
    "XCH": ("villages:publicity_create", "publicity.edit", "登记宣传"),
    "BZC": ("villages:commendation_create", "commendation.edit", "登记表彰惩处"),
}
KINDS = {
    "ZCH": TextKind.CHARTER,
    "ZDU": TextKind.RULE,
    "GYU": TextKind.COVENANT,
    "XYS": TextKind.AGREEMENT,
    "GKG": Posting.Kind.QUARTERLY,
}


def ways_to_fill(cell: ArchiveCell, village: Village, user: User) -> list[dict[str, Any]]:
    """[{"label", "url"}] of what the user may do about a cell, the quickest first."""
    requirement = cell.requirement
    found = _bare_records(cell) if user.may("record.edit") else []
    name, permission, words = MAKING.get(requirement.category, ("", "", ""))
    if name and user.may(permission):
        kind = KINDS.get(requirement.category, requirement.key)
        url = reverse(name, args=[village.pk])
        found.append({"label": words, "url": f"{url}?{urlencode({'kind': kind})}"})
    if user.may("record.edit"):
        url = reverse("archives:record_create", args=[village.pk])
        asked = f"?category={requirement.category}&requirement={requirement.key}"
        found.append({"label": "上传", "url": url + asked})
    return found


def _bare_records(cell):
    """The records that want only a photo, or a sheet that was signed."""
    return [
        {
            "label": f"补{piece.lacking.label}" + (f"：{piece.name}" if piece.name else ""),
            "url": f"{reverse('archives:record_files', args=[piece.record])}"
            f"?{urlencode({'kind': piece.lacking})}",
        }
        for piece in (cell.gaps + cell.waiting)
        if piece.lacking
    ][:MOST]
