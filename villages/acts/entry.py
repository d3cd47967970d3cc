"""What a village enters: refused with every reason at once, told to history, and announced.

Serves the plan's clause 43 (record in time, keep, file): what is announced files itself.
"""

from township.history.chain import record
from township.workflow import Refused
from township.workflow.announcing import announce


def refuse(faults):
    faults = list(faults)
    if faults:
        raise Refused(faults)


def tell(row, verb, name, by, is_new, changes=None):
    record(name, row, by, f"{'登记' if is_new else '修改'}{verb}：{row}", changes)
    announce(name, row, by)
