"""The sheets of the setup workbook, in the order in which they are written."""

from township.setup.parts.accounts import AccountsPart
from township.setup.parts.groups import GroupsPart
from township.setup.parts.honours import HonoursPart
from township.setup.parts.results import ResultsPart
from township.setup.parts.targets import TargetsPart
from township.setup.parts.texts import TextsPart
from township.setup.parts.villages import VillagesPart

PARTS = {
    "villages": VillagesPart,
    "groups": GroupsPart,
    "accounts": AccountsPart,
    "targets": TargetsPart,
    "texts": TextsPart,
    "honours": HonoursPart,
    "results": ResultsPart,
}
