"""Weighs the words of all judged clauses anew: `python -m tests.likeness` writes
`villages/rules/likeness.csv`.

Logistic regression over runs of signs, a clause a step. What is measured and never learnt of
(`untuned.csv`, `sideways.csv`) is left out.
"""

import csv
import math
import random
from collections import Counter
from pathlib import Path

from villages.rules.likeness import FILE, grams

JUDGED = Path(__file__).parent / "villages" / "rules" / "judged"
LEARNT = ("field", "tuned", "held_out", "later_lots")
ROUNDS, STEP, PULL = 10, 0.1, 0.01
# A run that stands in fewer clauses says nothing of others.
LEAST = 3


def judged_clauses():
    """[(whether unlawful, clause)] of what is learnt of: lots, whole charters, words of the law."""
    told = []
    for name in LEARNT:
        with (JUDGED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            told += [(row["expected"] == "flag", row["clause"]) for row in csv.DictReader(file)]
    for path in sorted((JUDGED / "charters").iterdir()):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and line[0] not in "#=":
                told.append((line.startswith("!"), line.removeprefix("!")))
    with (JUDGED / "of_law.csv").open(encoding="utf-8", newline="") as file:
        told += [(False, row["clause"]) for row in csv.DictReader(file)]
    return told


def weighed(clauses):
    """{run: weight in hundredths}."""
    read = [(1 if unlawful else -1, sorted(grams(clause))) for unlawful, clause in clauses]
    often = Counter(run for _, runs in read for run in runs)
    read = [(side, [run for run in runs if often[run] >= LEAST]) for side, runs in read]
    chance, weights = random.Random(0), {}
    for turn in range(ROUNDS):
        chance.shuffle(read)
        step = STEP / (1 + turn * 0.3)
        for side, runs in read:
            sure = side * sum(weights.get(run, 0.0) for run in runs)
            push = side / (1 + math.exp(max(-30.0, min(30.0, sure))))
            for run in runs:
                weight = weights.get(run, 0.0)
                weights[run] = weight + step * (push - PULL * weight)
    hundredths = {run: round(weight * 100) for run, weight in weights.items()}
    return {run: weight for run, weight in sorted(hundredths.items()) if abs(weight) >= 5}


def main():
    with FILE.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(weighed(judged_clauses()).items())


if __name__ == "__main__":
    main()
