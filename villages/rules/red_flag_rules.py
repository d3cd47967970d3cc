"""The phrases today's law forbids or doubts in a village text, each with its reason and source.

Data for `redflags`. Items are keys of `legality.CHECKLIST`. Sources: 行政处罚法 (only laws and
regulations may set a fine), 人口与计划生育法 as amended in 2021, the Decision of 2021-06-26 (no
社会抚养费; residence, schooling and work apart from births), 妇女权益保障法, 个人信息保护法 and
村民委员会组织法第三十一条第二款. The list grows with what reviewers meet.
"""

import re
from dataclasses import dataclass

from villages.rules.kinds import Alarm

PENALTY_LAW = "行政处罚法第九条、第十六条"
BIRTH_LAW = "人口与计划生育法第二十条、第四十三条"
CHILDREN_LAW = "人口与计划生育法第十八条"
DECISION = "2021年6月26日《关于优化生育政策促进人口长期均衡发展的决定》"
WOMEN_LAW = "妇女权益保障法第五十六条"
RIGHTS_LAW = "村民委员会组织法第三十一条第二款"
PRIVACY_LAW = "个人信息保护法第六条、第二十八条"


@dataclass(frozen=True)
class RedFlagRule:
    """phrase: what is looked for in a sentence.

    birth: whether the clause must speak of births (True), must not (False), or no matter (None).
    within: must stand in the same sentence too. unless: excuses the sentence.
    forbids, abolishes: whether “不得…” or “取消…” before it turns it into its opposite; not so
    where the phrase itself holds such a word. inside: “…不得公布” within the phrase does.
    """

    item: str
    phrase: re.Pattern
    why: str
    law: str
    alarm: Alarm = Alarm.UNLAWFUL
    birth: bool | None = None
    within: re.Pattern | None = None
    unless: re.Pattern | None = None
    forbids: bool = True
    abolishes: bool = True
    inside: bool = False


def _any(*words: str) -> re.Pattern:
    return re.compile("|".join(words))


def _both(first: str, second: str, gap: str = ".{0,24}?") -> re.Pattern:
    """Both words in one sentence in either order, not too far apart."""
    return re.compile(f"(?:{first}){gap}(?:{second})|(?:{second}){gap}(?:{first})")


# Words that make a clause one about births, once the names of bodies and laws are taken out.
BIRTH = re.compile(
    "计划生育|计生|生育|怀孕|孕检|妇检|环检|避孕|节育|结扎|上环|放环|绝育|引产|人流|超生|抢生"
    "|[一二三多]孩|生男|生女|早婚|婚育|孕情|出生"
)
BODIES = re.compile(
    "(人口(和|与)?)?(计划生育|计生)(协会|协|专干|专[（(]兼[）)]职人员|办公室|办|委员会|委|局|干部"
    "|工作小组|法律|法规|政策|法|条例|基层群众自治|(村民|居民|群众)?自治)"
)

_STATE = _any(
    "(公安|国家|行政|司法|执法|主管|有关).{0,4}(机关|部门).{0,10}依法", "依法.{0,8}机关", "人民法院"
)
_WITHHELD = (
    "不予|不(得|能)(享受|办理|入|上|落|参加|分|申请)|不享受|取消|停止|停发|停办|停批|扣发|扣除|扣减|收回"
    "|不给|不准|不许|不办|不批|不出具|不安排|不列入|不纳入|暂停|暂缓|缓办|剥夺|丧失|限制|拒绝(办理|出具)"
)
_GOODS = (
    "入户|上户|落户|户口|户籍|入学|入托|入园|上学|就学|读书|就业|招工|务工|低保|最低生活保障|五保"
    "|土地承包|承包地|责任田|口粮田|分田|调田|宅基地|建房|征地补偿|救济|救助|贷款|证明|盖章|营业执照"
)
_WOMEN = (
    "外嫁女|出嫁女|已嫁女|嫁出|出嫁|外嫁|离婚的?(妇女|女)|离异(妇女|女)|丧偶的?(妇女|女)|寡妇|入赘|上门女婿"
    "|招婿|招郎|纯女户|双女户|独女户|女儿户|户?无男(性|孩|丁)|未婚(妇女|女)|妇女|女性|女儿"
)
_UNEQUAL = (
    "不得(享受|参加|参与|分|承包|申请|享有|继承|落户|入户)|不(享受|享有|参加分|参与分|给|予|分)"
    "|不能(享受|参加|分|承包|申请|继承|落户)|不再(享|分|参|保留|具有)|取消|收回|减半|半份|少分|只分"
    "|无权|丧失|迁出|迁走|注销|退出|除名"
)
_MEMBERSHIP = (
    "被?选举权|表决权|投票权|选民资格|参选资格|成员资格|成员身份|成员权|村民资格|村民待遇|村民身份"
    "|集体经济组织成员|土地承包经营权|土地承包权|宅基地使用权|收益分配|征地补偿|继承权|财产权"
)
_PERSONAL = (
    "(孕|妇|环)检(结果|情况)?|孕情|避孕(方法|措施|节育)?(情况|名单)?|节育(措施)?(情况|名单)?"
    "|怀孕(情况|名单)?|生育(情况|信息|状况|名单|史)|流产(情况)?|月经|婚育(情况|信息)|手术情况"
    "|身份证|病史|健康状况|(婴儿|新生儿)的?(出生|性别)"
)
# Within one part of a sentence, or just behind its comma (孕检结果，每月公布).
_NEAR = "[^，]{0,24}?(?:，.{0,4})?"
_AMOUNT = "[0-9一二三四五六七八九十百千万_.X×]+元"

_PENALTIES = (
    RedFlagRule(
        "penalty",
        _any(
            "罚款",
            "罚金",
            "重罚|经济(处|惩)罚|行政处罚(?!法)",
            f"处?罚(人民币)?{_AMOUNT}",
            f"处以?[^，]{{0,8}}{_AMOUNT}",
        ),
        "罚款只能由法律、法规、规章设定，村规民约不能设罚款",
        PENALTY_LAW,
        unless=_STATE,
    ),
    RedFlagRule(
        "penalty",
        _any(
            "没收",
            "充公",
            "拘禁|拘留|关押",
            "扣押|扣留",
            "抄家|拆房|扒房|牵牛",
            "强行(拆|搬|带|进)",
            "强制(执行|拆除|带离|搬)",
        ),
        "没收、扣押、拘禁、强制执行是国家机关的权力，村(居)不能行使",
        PENALTY_LAW,
        unless=_STATE,
    ),
    RedFlagRule(
        "penalty",
        _any("游街|示众|罚站|罚跪|捆绑|殴打|连坐|株连"),
        "侵犯人身权利或者牵连他人",
        RIGHTS_LAW,
    ),
)

_FEES = (
    RedFlagRule(
        "deposit",
        _any(
            "(押|保证|信誉|诚信|抵押|风险|承诺|履约|预付|合同)[^，不得资基现奖]{0,2}金",
            "违约(金|费)|诚信费|保证费",
        ),
        "收取与生育、避孕、检查挂钩的押金、信誉金、违约金没有法律依据，侵犯财产权利",
        PENALTY_LAW,
        birth=True,
    ),
    RedFlagRule(
        "deposit",
        _any(f"(收取|缴纳|交纳|预交|上交|征收)(?!社会抚养费)[^，]{{0,14}}({_AMOUNT}|费|款)"),
        "收取与生育、避孕、检查挂钩的费用没有法律依据",
        PENALTY_LAW,
        birth=True,
        unless=_any("保险|医保|合作医疗|党费|会费"),
    ),
    RedFlagRule(
        "deposit",
        _any("押金|保证金|信誉金|诚信金|风险金|承诺金"),
        "向村民收取押金、保证金的，应说明法律依据和退还办法",
        RIGHTS_LAW,
        Alarm.DOUBTFUL,
        birth=False,
    ),
    RedFlagRule(
        "deposit",
        _any("违约金"),
        "违约金只适用于平等自愿的合同，应说明是哪一份合同和数额理由；本系统不办理收取",
        "民法典第五百八十五条",
        Alarm.DOUBTFUL,
        birth=False,
    ),
)

_BIRTHS = (
    RedFlagRule(
        "birth_control", _any("社会抚养费|超生费|计划外生育费"), "社会抚养费已经取消", DECISION
    ),
    RedFlagRule(
        "birth_control",
        _any(
            "(生育|人口)指标",
            "生育(审批|批准|许可)|准生证|准孕证|生育证(?!明)",
            "(批准|审批|申请|办证|持证).{0,4}生育(?!津贴|保险|服务|补贴|补助|友好|支持|登记|假|医疗)",
            "无证(怀孕|生育)|凭证生育",
        ),
        "生育不再实行指标和审批，一对夫妻可以生育三个子女",
        CHILDREN_LAW,
    ),
    RedFlagRule(
        "birth_control",
        _any(
            "(计划|政策|指标)外(生育|怀孕)",
            "超生(?!费)|抢生|偷生",
            "(违法|违规|违反政策|无计划)(生育|怀孕)",
        ),
        "现行法律没有超生、计划外生育的处理规定",
        CHILDREN_LAW,
        forbids=False,
    ),
    RedFlagRule(
        "birth_control",
        _any("孕检|孕情检查|妇检|环检|环情|透环|三查|四查|查环|查孕"),
        "不能要求妇女接受孕情、环情检查",
        BIRTH_LAW,
        within=_any(
            "应|须|按时|按期|定期|按规定|每(月|季|年|半年|两个?月)|一律|强制|责令|督促|要求|不参加|拒"
        ),
        unless=_any("自愿|知情选择|不得强制|免费提供"),
    ),
    RedFlagRule(
        "birth_control",
        _any(
            "(上|放|取|带)环|结扎|绝育|引产|人流|人工流产|终止妊娠|补救措施|四术|长效(避孕|节育)",
            "(落实|采取|实行)[^，]{0,8}(避孕|节育)[^，]{0,4}(措施|手术)",
        ),
        "避孕方法由夫妻自愿选择，不得强制",
        BIRTH_LAW,
        unless=_any("自愿|知情选择|自主选择|尊重|免费提供"),
    ),
    RedFlagRule(
        "linkage",
        _both(_GOODS, f"{_WITHHELD}|挂钩|才能|方可|方能|前置"),
        "入户、入学、就业、低保、土地等不得与生育挂钩",
        DECISION,
        birth=True,
        unless=_any("脱钩|不再?挂钩"),
        abolishes=False,
    ),
    RedFlagRule(
        "linkage",
        _both("分红|福利|补贴|补助|优惠|评优|评先|荣誉", _WITHHELD),
        "因生育取消待遇，应核对有无法律依据",
        DECISION,
        Alarm.DOUBTFUL,
        birth=True,
        abolishes=False,
    ),
)

_OUTDATED = (
    RedFlagRule(
        "birth_control",
        _any("晚婚晚育|晚育|少生(?!气)|只生一|一胎化"),
        "与现行生育政策不一致，请核对后改写",
        CHILDREN_LAW,
        Alarm.DOUBTFUL,
    ),
    RedFlagRule(
        "birth_control",
        _both("(违反|不实行|不执行)(计划生育|计生|生育)", "处罚|处理|查处|追究|惩"),
        "现行法律没有对公民生育的处罚，请核对",
        CHILDREN_LAW,
        Alarm.DOUBTFUL,
    ),
)

_RIGHTS = (
    RedFlagRule(
        "women",
        _both(_WOMEN, _UNEQUAL),
        "不得以妇女未婚、结婚、离婚、丧偶、户无男性等为由侵害其权益",
        WOMEN_LAW,
        unless=_any("男女平等|同等|平等享有|歧视"),
        abolishes=False,
    ),
    RedFlagRule(
        "women",
        _both("男孩|儿子|生男|男丁", "奖|优先|多分|增加|只有|只限|才"),
        "奖励、分配不得有性别偏向",
        WOMEN_LAW,
        inside=True,
    ),
    RedFlagRule(
        "rights",
        _both(
            _MEMBERSHIP,
            "取消|剥夺|停止|丧失|失去|不得(享有|行使)|不享有|没有|暂停|终止|除名|收回|扣除|不予",
            ".{0,10}?",
        ),
        "村规民约不能剥夺选举权、集体经济组织成员权等民主权利和财产权利",
        RIGHTS_LAW,
        unless=_any("(依法|法律)被?剥夺政治权利"),
        abolishes=False,
        inside=True,
    ),
    RedFlagRule(
        "privacy",
        _both(_PERSONAL, "公布|公开|公示|张榜|上墙|通报|曝光|广播|张贴", _NEAR),
        "生育、健康等敏感个人信息不得公布",
        PRIVACY_LAW,
        inside=True,
    ),
    RedFlagRule(
        "privacy",
        _both(_PERSONAL, "登记|收集|采集|上报|报告|建档|建卡|台账|填报|摸清|掌握|报送", _NEAR),
        "收集生育、健康等敏感个人信息应有法律依据和本人单独同意",
        PRIVACY_LAW,
        Alarm.DOUBTFUL,
        inside=True,
    ),
)

RULES: tuple[RedFlagRule, ...] = _PENALTIES + _FEES + _BIRTHS + _OUTDATED + _RIGHTS
