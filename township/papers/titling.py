"""Where the lines of a title end: as few lines as fit, as even as they can be (GB/T 9704, 7.3.1).

A template breaks its title wherever a line may end and no word is torn; of these places only the
ones that are needed are kept, so that a short name does not stand on a line of its own.
"""

from itertools import combinations, pairwise

from township.papers.layouts import LANDSCAPE_MARGINS, PAGE
from township.papers.signing import width

POINTS_PER_MM = 72 / 25.4
# Of more pieces there would be too many ways to join them; no title that is shipped has five.
MOST_PIECES = 10


def room(layout, *, is_landscape=False):
    """How many full-width letters of the title's size a line holds."""
    _, right, _, left = LANDSCAPE_MARGINS if is_landscape else layout.margins
    return (PAGE[1 if is_landscape else 0] - left - right) * POINTS_PER_MM // layout.title


def arranged(pieces, most):
    """`pieces` of a title joined to lines of at most `most` letters; as the template broke it where
    a piece is longer, or there are more of them than any title has."""
    for count in range(len(pieces) if len(pieces) <= MOST_PIECES else 0):
        fitting = [
            lines for lines in _joined(pieces, count) if all(width(one) <= most for one in lines)
        ]
        if fitting:
            return min(fitting, key=lambda lines: max(width(one) for one in lines))
    return tuple(pieces)


def _joined(pieces, count):
    """Every way to keep `count` of the places between pieces, as tuples of lines."""
    for kept in combinations(range(1, len(pieces)), count):
        ends = (0, *kept, len(pieces))
        yield tuple("".join(pieces[a:b]) for a, b in pairwise(ends))
