"""How many random ways of acts the stateful tests try: few in the suite, SEQUENCES of each in the
long form (`make endure`), which then takes other ways than the suite's."""

import os


def examples(few: int) -> int:
    return int(os.environ.get("SEQUENCES", few))
