"""When something may be done: one table of transitions per noun, one door to take them."""

from township.workflow.announcing import on
from township.workflow.core import Refused, Transition, Workflow, at_once, whole_act
from township.workflow.mendable import Mendable
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
    "whole_act",
]
