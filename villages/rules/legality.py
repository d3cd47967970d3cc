"""What a township reviewer checks before filing a text (村民委员会组织法第三十一条, 城市居民委员会
组织法第三十一条).

Twelve items (dossier §2). The software answers what follows from its own records; the rest, and
every doubt, is the reviewer's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from villages.rules.kinds import Alarm, Compliance
from villages.rules.red_flags import Flag, alarmed
from villages.rules.seats import SEATS
from villages.rules.verdict import Verdict

DECISION_2021 = "中共中央、国务院2021年6月26日《关于优化生育政策促进人口长期均衡发展的决定》"


@dataclass(frozen=True)
class ReviewItem:
    """One question of the review. number: 1–12 as printed; source: where the answer comes from
    (verdict, consultation or flags)."""

    number: int
    key: str
    question: str
    law: str
    source: str

    def law_of(self, is_community: bool) -> str:
        """The articles that bind the place: the other organic law is left out."""
        other = "村民委员会组织法" if is_community else "城市居民委员会组织法"
        kept = [part for part in self.law.split("；") if not part.startswith(other)]
        return "；".join(kept)


CHECKLIST: tuple[ReviewItem, ...] = (
    ReviewItem(
        1,
        "competence",
        "表决主体合法；代表会议表决的，附有授权记录且在授权期限内",
        "村民委员会组织法第二十九条、第三十一条；城市居民委员会组织法第三十条",
        "verdict",
    ),
    ReviewItem(
        2,
        "procedure",
        "会前经党组织研究讨论；提前通知的天数够，或者写明特殊情况",
        "村民委员会组织法第二十五条、第二十八条；城市居民委员会组织法第二十六条、第三十条",
        "verdict",
    ),
    ReviewItem(
        3,
        "quorum",
        "到会人数、赞成票数、妇女代表比例与签到册、选票核对一致",
        "村民委员会组织法第二十六条、第二十九条、第三十条；城市居民委员会组织法第二十七条至第二十九条",
        "verdict",
    ),
    ReviewItem(
        4,
        "consultation",
        "征求过群众意见：渠道、日期、意见和处理结果齐全",
        "七部门《关于做好村规民约和居民公约工作的指导意见》（2018年）",
        "consultation",
    ),
    ReviewItem(
        5,
        "penalty",
        "没有罚款、没收、拘禁、强制执行",
        "行政处罚法第九条、第十六条",
        "flags",
    ),
    ReviewItem(
        6,
        "deposit",
        "没有与生育、避孕、检查挂钩的押金、信誉金、违约金",
        "行政处罚法第十六条；人口与计划生育法第四十三条",
        "flags",
    ),
    ReviewItem(
        7,
        "birth_control",
        "没有社会抚养费、生育指标和审批、孕检、强制避孕节育",
        f"人口与计划生育法第十八条、第二十条；{DECISION_2021}",
        "flags",
    ),
    ReviewItem(
        8,
        "linkage",
        "入户、入学、就业、低保、土地没有与生育挂钩",
        f"人口与计划生育法第四十三条；{DECISION_2021}",
        "flags",
    ),
    ReviewItem(
        9,
        "women",
        "没有以妇女未婚、结婚、离婚、丧偶、户无男性等为由，侵害妇女在农村集体经济组织中的各项权益",
        "妇女权益保障法第五十六条",
        "flags",
    ),
    ReviewItem(
        10,
        "rights",
        "没有剥夺选举权、集体经济组织成员权和其他民主权利、财产权利",
        "村民委员会组织法第三十一条第二款；城市居民委员会组织法第三十一条第二款",
        "flags",
    ),
    ReviewItem(
        11,
        "privacy",
        "没有收集、公布生育等敏感个人信息",
        "个人信息保护法第六条、第二十八条",
        "flags",
    ),
    ReviewItem(
        12,
        "rewards",
        "奖励来源合法、数额适当、不分男女；惩戒有告知、申辩和救济；不违背公序良俗",
        "村民委员会组织法第三十一条第二款；城市居民委员会组织法第三十一条第二款",
        "flags",
    ),
)


@dataclass(frozen=True)
class Suggestion:
    """What the software can say to one item before the reviewer does.

    compliance None: it found nothing and cannot vouch; the reviewer reads the text.
    """

    compliance: Compliance | None
    sentence: str


_VERDICT_KEYS: Mapping[str, frozenset[str]] = {
    "competence": frozenset({"competence", "delegation"}),
    "procedure": frozenset({"drafts_to_reps", "notice", "party", "four_steps", "void"}),
    "quorum": frozenset({"register", "exclusion", "quorum", "majority", *SEATS, "women_attending"}),
}


def suggestions(
    *,
    verdict: Verdict | None,
    channels: int,
    opinions: int,
    unhandled: int,
    flags: Iterable[Flag],
    prereview: str = "",
) -> dict[str, Suggestion]:
    """Item key → what the records say; channels, opinions, unhandled count the consultation,
    prereview says what became of 提请审核."""
    by_item: dict[str, list[Flag]] = {}
    for flag in flags:
        by_item.setdefault(flag.item, []).append(flag)
    found = {}
    for item in CHECKLIST:
        if item.source == "verdict":
            found[item.key] = _from_verdict(item.key, verdict)
        elif item.source == "consultation":
            found[item.key] = _from_consultation(channels, opinions, unhandled, prereview)
        else:
            found[item.key] = _from_flags(by_item.get(item.key, []))
    return found


def _from_verdict(key: str, verdict: Verdict | None) -> Suggestion:
    if verdict is None:
        return Suggestion(Compliance.UNMET, "没有表决记录")
    concerned = [f for f in verdict.findings if f.key in _VERDICT_KEYS[key]]
    unmet = [f for f in concerned if not f.ok]
    sentences = "；".join(f.sentence for f in unmet or concerned)
    if unmet:
        return Suggestion(Compliance.UNMET, sentences)
    if key == "quorum":
        # The sheet that was signed and the ballots lie on paper: nobody has compared them yet.
        return Suggestion(None, f"{sentences}；人数和票数够，请与签到册、选票对照后判断")
    return Suggestion(Compliance.MET, sentences)


def _from_consultation(channels: int, opinions: int, unhandled: int, prereview: str) -> Suggestion:
    sentence = f"征求意见渠道{channels}个，意见{opinions}条，未处理{unhandled}条"
    sentence += f"；{prereview}" if prereview else ""
    is_met = channels >= 2 and unhandled == 0
    return Suggestion(Compliance.MET if is_met else Compliance.UNMET, sentence)


def _from_flags(flags: list[Flag]) -> Suggestion:
    told = alarmed(flags)
    grave = [flag for flag in told if flag.alarm == Alarm.UNLAWFUL]
    doubtful = [flag for flag in told if flag.alarm == Alarm.DOUBTFUL]
    named = "；".join(f"{flag.place}“{flag.phrase}”：{flag.why}" for flag in grave + doubtful)
    if grave:
        return Suggestion(Compliance.UNMET, named)
    if doubtful:
        return Suggestion(None, f"请核对：{named}")
    return Suggestion(None, "没有发现可疑字句，请通读后判断")
