"""Last places of numbers that are reckoned from the others. Pure."""

# GB 11643-1999: the weights of the first seventeen places, and the last place by the remainder.
WEIGHTS = tuple(2**power % 11 for power in range(17, 0, -1))
LAST_PLACES = "10X98765432"


def last_place(digits: str) -> str:
    """The eighteenth place of an identity number, reckoned from the seventeen before it."""
    weighed = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=False))
    return LAST_PLACES[weighed % 11]


def agrees(digits: str) -> bool:
    """ISO/IEC 7812-1 annex B: every second place from the end counts twice, its digits summed."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0
