"""What a township reviewer checks before filing a text (村民委员会组织法第三十一条, 城市居民委员会
组织法第三十一条), and which columns an import may never bring in.

Twelve items (dossier §2). The software answers what follows from its own records; the rest, and
every doubt, is the reviewer's. The red line is 人口与计划生育法第二十条, 个人信息保护法第六条 and
第二十八条: no reproductive or health data on anybody, no identity numbers.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from villages.rules.kinds import Alarm, Compliance
from villages.rules.red_flag_rules import BODIES
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


# --- columns that may not be imported ------------------------------------------------------------

_PAPERS = (
    "身[份分][证證証]|证件(?!照)|(公民|居民)身份|身份(号|信息|ID)|公民号|居民证?号|户口[簿本册]号|护照|社保(卡|号)"
    "|社会保障|医保(卡|号)|(参保|合作医疗)编?[号证卡]|残疾人?证|学籍号|驾驶?[证照]|军[官人]证|通行证|港澳证|SFZ|^证号"
    "|^ID(CARD|N[OU]|号|$)"
)
_ACCOUNTS = "银行[卡账帐]|卡号|[账帐]号|一卡通|开户(银)?行|存折"
_FINES = "罚款|罚金"
_BODY = (
    "[孕妇环]检|透环|B超|避孕|节育|绝育|结扎|[上放取带]环(?!境|节|保|卫)|引产|流产(?!业|品)|人流(?!量|动)|四术"
    "|怀孕|孕期|孕情|孕周|孕产|妊娠|预产|月经|生育|胎次|[一二三多]孩|孩次|子女|超生|政策[内外]|社会抚养费"
    "|出生(人数|孩|胎|缺陷|情况|登记|医学|证|性别|率|体重)"
    "|小孩|[孩儿]子|儿女|末孩|计划外|胎儿|绝经|皮埋|(?<!管理)药具(?!管理|发放|专?员|站|点)|社抚费|失独|育龄|计生(情况|状况|措施|手术)"
    "|婚育(?!新风|文化)|妇科|两癌|病种|[慢重大]性?病|精神障碍|用药|服药|体检|^健康(情况|程度)?$"
    "|健康状况|身体状况|病史|病情|病名|病历|疾病|疾患|患病|残疾(?!人(协会|联|专|工作))|残障|伤残|[聋盲]人|聋哑|智障"
    "|血型|血压|血糖|艾滋|HIV|梅毒|[性妇]病|妇女病|传染病|精神病|精神分裂|抑郁症|肝炎|乙肝|结核|糖尿病|癌|肿瘤"
    "|尿毒症|心脏病|宫颈|乳腺|婚检|孕妇|[查未待备]孕|环查|查环|环情(?!况)|分娩|哺乳|剖腹产|顺产|药流|准生|新生儿"
    "|[一二三四头]胎(?!政策)|[独二双纯]女户|奖扶|特扶|特殊家庭|输[卵精]管|不[孕育]|试管婴儿|人工授精|安全套|避孕套"
    "|男扎|女扎|更年期|既往史|彩超|孩数|辅助生殖|白带|HPV|TCT|新冠|婴儿"
)
# What tells of a body only where it is all that a column is called, or stands in it.
_BODY_COLUMN = (
    "^(环|孕|产|病|残|胎|措施|身体|身体情况|身体条件|智力|精神状态|视力|体重|身高|体温|服务证号|计生证|产假|产后"
    "|生产日期|三查|健康(等级|码|档案))$|婚姻(?!家庭)|婚否|初婚|再婚|离异|丧偶|住院|手术|核酸|疫苗|接种|[男女]孩|宗教"
    "|指纹|人脸|基因|DNA"
)
# What a remark says of one person.
_BODY_REMARK = (
    r"孕[一二三四五六七八九十\d]+个?[月周]|[有带取放上]过?了?环$|[一二两三四五\d]个?(女儿|儿子|男孩|女孩)|一儿一女"
    "|产假|瘫痪|卧床|中风|高血压|智力障碍|(A|B|O|AB)型血|体弱多病|身体(不|欠)|住院|手术|有病|超生"
)
_REFUSED = re.compile(
    f"(?P<paper>{_PAPERS})|(?P<account>{_ACCOUNTS})|(?P<fine>{_FINES})|{_BODY}|{_BODY_COLUMN}"
)
# Children are counted, or else only spoken of: 子女代签.
_FAMILY = re.compile(r"(?<![生个无有一二两三四五\d])(子女|儿[子女]|小孩|孩子)")
_REFUSED_REMARK = re.compile(f"{_BODY}|{_BODY_REMARK}")
_WHAT = {
    "paper": "证件号码",
    "account": "银行账号",
    "fine": "罚款收费",
    None: "生育、健康等敏感个人信息",
}
_REFUSED_TITLE = re.compile(_BODY)
_HARMLESS = re.compile(f"{BODIES.pattern}|计划生育工作|生育服务(站|点|员)")
# Who serves others is told by the office: 残疾人联络员, 乡村医生.
_OFFICE = re.compile(
    "(员|专干|干部|主任|委员|会长|站长|院长|组长|医生|护士|志愿者|工作|协会|残联|残协)$"
)
# Words of campaigns and of services to all, in titles of lists that are not about bodies.
_HARMLESS_TITLE = re.compile(
    f"{_HARMLESS.pattern}|计划生育|优生优育|(避孕(节育)?|生育)(知情选择|文明|友好|支持|关怀|服务)"
    "|(管理|发放)(避孕)?药具|(病|高血压|癌症?|新生儿|残疾人?|孕产妇)(防治|预防|防控|保健|照护|帮扶)?(知识|宣传|服务|联络|专职)"
)
_LEAVES_OUT = re.compile("不(要|得|必|应|再|用|许|能|填|写|登记|统计)|勿|禁止")


def refused_columns(headers: Iterable[object]) -> list[tuple[str, str]]:
    """(header, why) for every column that may not enter; empty when the sheet may be read.

    Width, blanks and punctuation in a header do not hide a word. Birth dates, the association and
    its officers are allowed.
    """
    refused = []
    for header in headers:
        written = "" if header is None else str(header).strip()
        found = _REFUSED.search(_HARMLESS.sub("", _plain(written)))
        if found:
            refused.append(
                (
                    written,
                    f"“{found.group()}”属于{_WHAT[found.lastgroup]}，本系统不登记，请删去这一列",
                )
            )
    return refused


def refused_title(title: str) -> str | None:
    """The word in the title of a list or the name of a sheet that makes it a list of persons by
    births or health; None when it may be read, and where a remark asks to leave such things out."""
    plain = _plain(title)
    found = (
        None if _LEAVES_OUT.search(plain) else _REFUSED_TITLE.search(_HARMLESS_TITLE.sub("", plain))
    )
    return found.group() if found else None


def refused_remark(remark: str) -> str | None:
    """The word in a remark on a person that tells of births or health; None where there is none,
    and where it names an office that serves others."""
    parts = re.split("[,;。、()]+", unicodedata.normalize("NFKC", remark))
    for part in (*parts, *(word for one in parts for word in one.split())):
        plain = _plain(part)
        plain = _FAMILY.sub("", _HARMLESS_TITLE.sub("", plain))
        found = _REFUSED_REMARK.search(plain)
        if found and not _OFFICE.search(plain):
            return found.group()
    return None


def _plain(written: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", written)).upper()
