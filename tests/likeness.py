"""Weighs the words of all judged clauses anew: `python -m tests.likeness` writes
`villages/rules/likeness.csv`.

Logistic regression over runs of signs and classes of words, a clause a step. What is measured and
never learnt of (`untuned.csv`, `sideways.csv`, `oblique.csv`, `unseen.csv`) is left out.

`python -m tests.likeness lots` tells what is found of each lot of `manners.csv` by weights that
have not learnt of it: by these figures it is chosen from which likeness on a sentence is told.
"""

import csv
import math
import random
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

from villages.rules import likeness
from villages.rules.clauses import ClauseText
from villages.rules.kinds import ClauseKind
from villages.rules.likeness import grams
from villages.rules.red_flags import alarmed, red_flags

JUDGED = Path(__file__).parent / "villages" / "rules" / "judged"
LEARNT = ("field", "tuned", "held_out", "later_lots", "manners")
ROUNDS, STEP, PULL = 10, 0.1, 0.01
# A run that stands in fewer clauses says nothing of others.
LEAST = 3
FOLDS = 5
# Lighter ones are not kept, in hundredths.
SLIGHT = 5
SENTENCE = re.compile("[^。！？]+")


def judged_clauses(without=()):
    """[(whether unlawful, clause)] of what is learnt of: lots, whole charters, words of the law.

    without: lots of `manners.csv` that are left out.
    """
    told = []
    for name in LEARNT:
        for row in rows_of(name):
            if name != "manners" or row["lot"] not in without:
                told.append((row["expected"] == "flag", row["clause"]))
    for path in sorted((JUDGED / "charters").iterdir()):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and line[0] not in "#=":
                told.append((line.startswith("!"), line.removeprefix("!")))
    return told + [(False, row["clause"]) for row in rows_of("of_law")]


def rows_of(name):
    with (JUDGED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def weighed(clauses):
    """{run: weight in hundredths}."""
    read = [(1 if unlawful else -1, sorted(_grams(clause))) for unlawful, clause in clauses]
    often = Counter(run for _, runs in read for run in runs)
    known = sorted(run for run, many in often.items() if many >= LEAST)
    place = {run: at for at, run in enumerate(known)}
    read = [(side, [place[run] for run in runs if run in place]) for side, runs in read]
    chance, weights = random.Random(0), [0.0] * len(known)
    for turn in range(ROUNDS):
        chance.shuffle(read)
        step = STEP / (1 + turn * 0.3)
        for side, runs in read:
            sure = side * sum([weights[run] for run in runs])
            push = step * side / (1 + math.exp(max(-30.0, min(30.0, sure))))
            for run in runs:
                weights[run] += push - step * PULL * weights[run]
    hundredths = {run: round(weight * 100) for run, weight in zip(known, weights, strict=True)}
    return {run: weight for run, weight in hundredths.items() if abs(weight) >= SLIGHT}


def _grams(clause):
    """Of each sentence by itself, as it will be weighed."""
    return set().union(*(grams(sentence) for sentence in SENTENCE.findall(clause)))


def written(weights, path):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(weights.items())


def lots():
    """Prints of each lot how much is found, and how much of what is raised is right."""
    rows, found, wrong, unlawful = rows_of("manners"), Counter(), Counter(), Counter()
    names = sorted({row["lot"] for row in rows})
    with tempfile.TemporaryDirectory() as folder:
        likeness.FILE = Path(folder) / "likeness.csv"
        for fold in (names[start::FOLDS] for start in range(FOLDS)):
            written(weighed(judged_clauses(without=fold)), likeness.FILE)
            likeness.weights.cache_clear()
            for row in rows:
                if row["lot"] in fold:
                    clause = ClauseText(ClauseKind.ARTICLE, "第三条", row["clause"])
                    is_raised, is_unlawful = bool(alarmed(red_flags([clause]))), bool(row["act"])
                    unlawful[row["lot"]] += is_unlawful
                    found[row["lot"]] += is_raised and is_unlawful
                    wrong[row["lot"]] += is_raised and not is_unlawful
    for told in [[name] for name in names] + [names]:
        right, false, all_of = (
            sum(count[name] for name in told) for count in (found, wrong, unlawful)
        )
        print(f"{'+'.join(told)}: {right / all_of:.1%} at {right / (right + false):.1%}")


def main(what=""):
    if what == "lots":
        lots()
    else:
        written(weighed(judged_clauses()), likeness.FILE)


if __name__ == "__main__":
    main(*sys.argv[1:])
