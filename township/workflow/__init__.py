"""When something may be done: one table of transitions per noun, one door to take them."""

from township.workflow.announcing import on
from township.workflow.core import Refused, Transition, Workflow, at_once, whole_act
from township.workflow.mendable import Mendable, way_to_mend, with_way
from township.workflow.versioned import Stale, Versioned

__all__ = [
    "Mendable",
    "Refused",
    "Stale",
    "Transition",
    "Versioned",
    "Workflow",
    "at_once",
    "on",
    "way_to_mend",
    "whole_act",
    "with_way",
]
