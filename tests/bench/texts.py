"""Comparing two versions of a long text and judging its clauses, beside cutting both."""

import random
from pathlib import Path

from tests.bench.measuring import processor_seconds, ratio, seconds, told

CHARTER = Path(__file__).parent.parent / "villages" / "rules" / "charters" / "01-chapters-120.txt"
FORTY = 40
LETTERS = "村民会议应当组织宣传服务活动并公开结果每季度一次"


def revised(text):
    """One sign of ten changed."""
    chance, signs = random.Random(7), list(text)
    for _ in range(len(signs) // 10):
        signs[chance.randrange(len(signs))] = chance.choice(LETTERS)
    return "".join(signs)


def measure_texts():
    from villages.rules.clauses import cut
    from villages.rules.comparison import compare
    from villages.rules.red_flags import red_flags

    text = CHARTER.read_text(encoding="utf-8")
    old, new = cut(text), cut(revised(text))
    site, floor = [], []
    for _ in range(9):
        site.append(seconds(lambda: compare(old, new)))
        floor.append(seconds(lambda: (cut(text), cut(text))))
    told(f"compare {len(old)} clauses", site, floor, "cut both")
    judged = [processor_seconds(lambda: red_flags(old[:FORTY], "自治章程")) for _ in range(9)]
    told(f"judge {FORTY} clauses", judged, floor, "cut both")
    return {"compare_ratio": ratio(site, floor), "judge_ms_40": round(min(judged) * 1000, 1)}
