"""How often Python looks for garbage: seldom, as fits processes that live long and read many rows.

Reference counting frees nearly everything at once. The collector of cycles looks after every seven
hundred new objects by default, and through all of Django each time it looks far: a page of
thousands of rows spends a third of its time so.
"""

import gc

NEW_OBJECTS, ROUNDS = 50_000, 20


def settle():
    """Leave what is loaded by now out of every look, and look seldom at what comes."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, ROUNDS, ROUNDS)
