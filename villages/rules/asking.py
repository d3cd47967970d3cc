"""How much may be asked on a village's public page, and by which code one asks how it stands. Pure.

Nobody signs in there, so what keeps it usable is counted: by the network it comes from and by
village, a day.
"""

from collections.abc import Callable, Iterator, Sequence

# Read aloud and written by hand: nothing that looks like something else.
LETTERS = "ACDEFGHJKLMNPQRTWXY34679"
LENGTH = 8


def faults(
    from_here: int, in_village: int, *, most_here: int, most_in_village: int
) -> Iterator[str]:
    """Why no more is taken today, of what came before."""
    if from_here >= most_here:
        yield (
            f"今天从您这里已经收到{from_here}条，请明天再提；"
            "着急的，请打电话或者到村（居）委会当面说。"
        )
    if in_village >= most_in_village:
        yield "今天收到的已经很多，请明天再提；着急的，请打电话或者到村（居）委会当面说。"


def new_code(choose: Callable[[Sequence[str]], str]) -> str:
    """A code of eight signs, each chosen by `choose`."""
    return "".join(choose(LETTERS) for _ in range(LENGTH))


def read_code(typed: str) -> str:
    """A code as it was typed, with small letters and anything between; "" where it is none."""
    plain = "".join(one for one in typed.upper() if one.isalnum())
    is_code = len(plain) == LENGTH and set(plain) <= set(LETTERS)
    return plain if is_code else ""


def shown_code(code: str) -> str:
    """In two halves, as it is read out: ACDE-3467."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"
