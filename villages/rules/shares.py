"""Parts of a whole that the law asks for: 过半数, 三分之二以上. Whole numbers only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Share:
    """A part of a whole that the law asks for, in whole numbers.

    “过半数” is strict (more than half); “三分之二以上” includes the number itself
    (民法典第一千二百五十九条).
    """

    part: int
    whole: int
    is_strict: bool = False
    label: str = ""

    def needed(self, total: int) -> int:
        """Smallest number that satisfies the share of `total`; never below one, so that an
        empty roll satisfies nothing."""
        if self.is_strict:
            return self.part * total // self.whole + 1
        return max(1, -(-self.part * total // self.whole))

    def holds(self, number: int, total: int) -> bool:
        return number >= self.needed(total)


HALF = Share(1, 2, is_strict=True, label="过半数")
THIRD = Share(1, 3, label="三分之一以上")
TWO_THIRDS = Share(2, 3, label="三分之二以上")
FOUR_FIFTHS = Share(4, 5, label="五分之四以上")
FIFTH = Share(1, 5, label="五分之一以上")
TENTH = Share(1, 10, label="十分之一以上")
OVER_TWO_THIRDS = Share(2, 3, is_strict=True, label="超过三分之二")
