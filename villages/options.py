"""Settings of a township that concern its villages (dossier §1.2, §1.4), and the local rules
that follow from them: a province's preset, adjusted where the township says so."""

from collections.abc import Iterator
from datetime import date

from township.users.settings import declare
from township.workflow.hindrance import mended_at
from villages.rules.bodies import PostKind
from villages.rules.competence import SUPREME
from villages.rules.four_steps import LAW
from villages.rules.kinds import AdviceSource, FilingAuthority, PlaceKind, StepsAsked, TextKind
from villages.rules.organs import kind_of, usual_name
from villages.rules.prereview import OPINION_2018, PREREVIEW_DAYS
from villages.rules.provinces import PROVINCES, LocalRules, rules_of
from villages.rules.register import REGISTER_PERCENT
from villages.rules.statutes import POSTING_DAYS
from villages.rules.term_end import TERM_DAYS

_GROUP = "会议和文本"
_PAGE = "公开页面"
# How a township's own figures are quoted where it has not named the rule.
OWN_MEASURE = "本镇设置的本地规定"
# How an office is named that has not said who answers.
OFFICE = "创建办公室"
# Neither law names a time for answering; 上海 and 海南 say fifteen days.
ANSWER_DAYS = 15

declare(
    "province",
    "按哪个省（市）的实施办法",
    "",
    kind="choice",
    choices=tuple(PROVINCES),
    group=_GROUP,
    help="决定代表会议提前几日通知、代表最少人数等。没有列出的省（市）只收录了国家法律；"
    "本地另有规定的，填下面两项并写明依据。",
)
declare(
    "notice_days_reps",
    "代表会议提前几日通知",
    0,
    minimum=0,
    maximum=30,
    group=_GROUP,
    help="填0按所选省（市）的规定。",
)
declare(
    "min_reps",
    "村民代表最少人数",
    0,
    minimum=0,
    maximum=200,
    group=_GROUP,
    help="填0按所选省（市）的规定。",
)
declare(
    "local_measure",
    "上面两项的依据",
    "",
    kind="text",
    group=_GROUP,
    help="写明名称和条款，例如：某市村民自治条例第九条。判断会议时照此引用，文件请存入活动依据。",
)
declare(
    "register_percent",
    "应到比登记数少百分之几以上要写依据",
    REGISTER_PERCENT,
    minimum=0,
    maximum=50,
    group=_GROUP,
    help="登记数是村（社区）登记的18周岁以上人数、户数，或者会议当天的组成人员数。",
)
declare(
    "term_days",
    "任期届满前几天提醒换届",
    TERM_DAYS,
    minimum=0,
    maximum=365,
    group=_GROUP,
    help="委员会、监督委员会和代表的任期都提醒。",
)
declare(
    "staff_title",
    "专（兼）职人员的岗位名称",
    PostKind.STAFF.label,
    kind="text",
    group=_GROUP,
    help="创建活动工作小组中的专（兼）职人员，按当地的叫法写，例如：卫生健康专干、人口家庭专干。",
)
declare(
    "four_steps",
    "四议两公开",
    StepsAsked.TOLD.value,
    kind="choice",
    choices=tuple(StepsAsked.choices),
    group=_GROUP,
    help="提示：会议页面说明还缺哪一步。要求：缺了会前的步骤，作为程序瑕疵写进表决结果和审查表。"
    f"依据是《{LAW}》，两部组织法没有规定，不影响表决是否通过。",
)
declare(
    "prereview",
    "章程、村规民约表决前提请镇里审核",
    "",
    kind="choice",
    choices=(("", "按所选省（市）的规定"), ("asked", "要提请审核，没有的提示"), ("off", "不要求")),
    group=_GROUP,
    help="镇里只提意见，不代替村（社区）决定；没有列为要求的，也可以自愿提请。",
)
declare(
    "prereview_days",
    "镇里几天内给出审核意见",
    PREREVIEW_DAYS,
    minimum=1,
    maximum=60,
    group=_GROUP,
    help="过期没有给出的，可以继续定稿、表决。",
)
declare(
    "prereview_heard",
    "审核时先听取谁的意见",
    "",
    kind="choice",
    choices=(("", "不要求"), *AdviceSource.choices),
    group=_GROUP,
    help="登记了这项意见，镇里才能给出审核意见。",
)
# 宁波, 湖州 and the opinion of 2018 say ten days.
declare(
    "filing_days",
    "文本通过后几日内报镇备案",
    10,
    minimum=1,
    maximum=90,
    group=_GROUP,
)
declare(
    "organ",
    "本级机关名称",
    "",
    kind="text",
    group=_GROUP,
    help="写在镇（街道）出的公示、通报、回执和通知书上；不填按“某某镇人民政府”“某某街道办事处”。",
)
declare(
    "office_contact",
    "公文和公示的联系人",
    "",
    kind="text",
    group=_GROUP,
    help="请示、函和公示上要有联系人姓名和电话；没有填的不能发出。",
)
declare("office_phone", "公文和公示的联系电话", "", kind="phone", group=_GROUP)
declare(
    "page_questions",
    "村（居）民可以在公开页面上询问和提异议",
    True,
    kind="bool",
    group=_PAGE,
    help="不用账号；姓名、电话可以不留，留了的只有村（居）和创建办公室看得到。",
)
declare(
    "page_questions_sender",
    "同一处网络一天最多提几条",
    5,
    minimum=1,
    maximum=100,
    group=_PAGE,
    help="几个人用同一个无线网络的，合在一起算。",
)
declare(
    "page_questions_village",
    "一个村（居）一天最多收几条",
    30,
    minimum=1,
    maximum=500,
    group=_PAGE,
    help="超过的，请到村（居）委会当面或者打电话问。",
)
declare(
    "asker_days",
    "办结后几天删去提问人的姓名和电话",
    30,
    minimum=0,
    maximum=365,
    group=_PAGE,
    help="询问和答复照样归档，里面没有姓名和电话。",
)
declare(
    "community_filing",
    "社区的文本报哪里备案",
    "",
    kind="choice",
    choices=(("", "按本镇（街道）的名称"), *FilingAuthority.choices),
    group=_GROUP,
    help="《城市居民委员会组织法》规定报区政府或者街道办事处；报乡镇政府要有本地法规依据。",
)
declare(
    "posting_days",
    "村务（居务）公开至少张贴几天",
    POSTING_DAYS,
    minimum=POSTING_DAYS,
    maximum=90,
    group=_GROUP,
    help=f"法律规定不少于{POSTING_DAYS}日。",
)
declare(
    "query_days",
    "群众询问几天内答复",
    0,
    minimum=0,
    maximum=60,
    group=_GROUP,
    help=f"填0按所选省（市）的规定，没有规定的{ANSWER_DAYS}天。",
)
declare(
    "consultation_channels_min",
    "表决前至少用几种方式征求意见",
    2,
    minimum=1,
    maximum=9,
    group=_GROUP,
)
declare(
    "correction_days",
    "责令改正的一般期限（天）",
    30,
    minimum=5,
    maximum=180,
    group=_GROUP,
)


# What goes out in the township's name: which kinds a leader signs.
SIGNING = "签发"
declare(
    "sign_correction",
    "责令改正通知书由领导签发",
    True,
    kind="bool",
    group=SIGNING,
    help="选上的，办公室拟稿后送领导签发；不选的，办公室直接发出。下面几项相同。",
)
declare("sign_assignment", "年度任务由领导签发", False, kind="bool", group=SIGNING)
declare("sign_standard", "评分标准由领导签发", False, kind="bool", group=SIGNING)
declare("sign_rectification", "整改通知书由领导签发", False, kind="bool", group=SIGNING)


def local_rules(village, on: date | None = None) -> LocalRules:
    """The local rules for a village or community: those of its township's province as in force on
    a day (None is today), with the township's own notice days and minimum."""
    township = village.township
    rules = rules_of(township.setting("province"), PlaceKind(village.kind), on)
    own = {}
    if days := township.setting("notice_days_reps"):
        own["reps_notice_days"] = days
    if fewest := township.setting("min_reps"):
        own |= {"reps_minimum": ((0, fewest),), "reps_are_usual": False}
    return rules.with_own(township.setting("local_measure") or OWN_MEASURE, **own)


def prereview_basis(village, kind) -> str:
    """The rule by which a text of this kind is sent to the township before the vote; "" where
    none asks for it here."""
    setting, local = village.township.setting("prereview"), local_rules(village)
    if kind not in SUPREME or setting == "off":
        return ""
    if local.needs_prereview:
        return local.told("needs_prereview")
    if setting == "asked":
        return OPINION_2018 if kind == TextKind.COVENANT else OWN_MEASURE
    return ""


def answer_days(village) -> int:
    """Days within which a question of a villager is answered."""
    usual = local_rules(village).answer_days or ANSWER_DAYS
    return village.township.setting("query_days") or usual


def organ_of(township) -> str:
    """Who signs for the township on every paper: as set, else by the kind of place."""
    return township.setting("organ") or usual_name(township.name)


def contact_of(township) -> dict[str, str]:
    """Whom a paper of the township names for questions: {"contact", "phone"}."""
    return {
        "contact": township.setting("office_contact") or OFFICE,
        "phone": township.setting("office_phone"),
    }


def against_no_contact(township) -> Iterator[str]:
    """A 请示 and a 函 name a person and a telephone, a 公示 where objections are taken
    (GB/T 9704—2012, 7.3.7)."""
    lacking = [
        word
        for key, word in (("office_contact", "联系人"), ("office_phone", "联系电话"))
        if not township.setting(key)
    ]
    if lacking:
        told = f"还没有填公文和公示的{'、'.join(lacking)}，请先在“本镇设置”里填写。"
        yield mended_at("settings", told=told)


def filing_authorities(village) -> list[FilingAuthority]:
    """With whom the place may file, the usual one first: a village with its township, a community
    as its township has set, else with it or the district."""
    own = kind_of(village.township.name)
    if not village.is_community:
        return [own]
    usual = FilingAuthority(village.township.setting("community_filing") or own)
    return list(dict.fromkeys([usual, FilingAuthority.DISTRICT, own]))
