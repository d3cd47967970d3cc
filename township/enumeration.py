"""Names in a row, as a sentence lists them: the first few, and how many there are."""

from collections.abc import Iterable, Sequence


def together(sentences: Iterable[str]) -> str:
    """What several people wrote, in one line: each may have ended with a full stop or not."""
    said = [one.strip().rstrip("。；;，,") for one in sentences]
    return "；".join(filter(None, said))


def first_of(names: Sequence[object], most: int, unit: str = "") -> str:
    """“甲、乙等”, with a unit “甲、乙等9项” of all names; all of them where they are at most
    `most`."""
    shown = "、".join(map(str, names[:most]))
    if len(names) <= most:
        return shown
    return f"{shown}等{len(names)}{unit}" if unit else f"{shown}等"
