"""Villages of the township by name, as every sheet of the workbook names them."""

from township.setup.columns import CellRefused, WaitsForVillage
from township.shorttext import place_name
from villages.models import Village

VILLAGE = "村（居）"


def villages_of(township):
    """{name: Village} of those on the register."""
    rows = Village.objects.filter(township=township).in_use().select_related("township")
    return {village.name: village for village in rows}


def village_called(part, name):
    """The village of a part's row. Raises CellRefused for a name that the township does not have,
    WaitsForVillage for one whose own row is wrong."""
    found = part.villages.get(place_name(name))
    if found is None and place_name(name) in part.faulty:
        raise WaitsForVillage
    if found is None:
        sentence = f"没有“{name[:20]}”这个村（居）。请先写在“村（居）”表里，名称要一样。"
        raise CellRefused(VILLAGE, sentence)
    return found
