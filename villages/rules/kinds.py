"""The fixed vocabularies of the villages app: values stored in the database, words on screen.

Kept apart from models and rules so that both may import them. Terms follow the two organic laws
(村民委员会组织法, 城市居民委员会组织法) and the campaign plan's three kinds of informal meeting.
"""

from django.db.models import TextChoices


class PlaceKind(TextChoices):
    VILLAGE = "village", "村"
    COMMUNITY = "community", "社区"


class MeetingKind(TextChoices):
    VILLAGERS = "villagers", "村民会议"
    VILLAGE_REPS = "village_reps", "村民代表会议"
    RESIDENTS = "residents", "居民会议"
    RESIDENT_REPS = "resident_reps", "居民代表会议"
    GROUP = "group", "村民小组会议"
    RESIDENT_GROUP = "resident_group", "居民小组会议"
    PARTY = "party", "党员大会"
    GROUP_LEADERS = "group_leaders", "组长会"
    YARD = "yard", "院坝会"
    COMMITTEE = "committee", "两委会"


ASSEMBLIES = frozenset({MeetingKind.VILLAGERS, MeetingKind.RESIDENTS})
# Meetings of representatives: who sits there is the roster, and its composition is prescribed.
REPRESENTATIVE = frozenset({MeetingKind.VILLAGE_REPS, MeetingKind.RESIDENT_REPS})
# Meetings of one group, which decide nothing for the place.
OF_GROUP = frozenset({MeetingKind.GROUP, MeetingKind.RESIDENT_GROUP})
# Meetings that may discuss but never adopt for the place; no law gives them quorum or majority.
NOT_DECIDING = frozenset(
    {MeetingKind.PARTY, MeetingKind.GROUP_LEADERS, MeetingKind.YARD, MeetingKind.COMMITTEE}
)

# Meetings that may adopt something for the whole place, as the law of some day has it.
DECIDING = frozenset(set(MeetingKind) - NOT_DECIDING - OF_GROUP)


class Mode(TextChoices):
    """By what unit a meeting counts who should come and who came."""

    PERSON = "person", "按人"
    HOUSEHOLD = "household", "按户代表"
    DELEGATE = "delegate", "按居民小组代表"
    MEMBER = "member", "按组成人员"


class VotingMethod(TextChoices):
    SHOW_OF_HANDS = "show_of_hands", "举手表决"
    ROLL_CALL = "roll_call", "逐人记名表决"
    SECRET = "secret", "无记名投票"


class TextKind(TextChoices):
    CHARTER = "charter", "自治章程"
    RULE = "rule", "自治制度"
    COVENANT = "covenant", "村规民约（居民公约）"
    AGREEMENT = "agreement", "协议书范本"


class Topic(TextChoices):
    """What a charter should speak of (plan, clause 19), in the words of today's law."""

    LAWFULNESS = "lawfulness", "依法行政"
    MIGRANTS = "migrants", "流动人口服务管理"
    CHOICE = "choice", "知情选择"
    SERVICE = "service", "优质服务"
    INTERESTS = "interests", "利益导向"


class ClauseKind(TextChoices):
    PREAMBLE = "preamble", "前言"
    CHAPTER = "chapter", "章节"
    ARTICLE = "article", "条款"


class Change(TextChoices):
    """How a clause or a stretch of its text differs from an earlier version."""

    EQUAL = "equal", "未变"
    INSERT = "insert", "新增"
    DELETE = "delete", "删去"
    REPLACE = "replace", "修改"


class Matter(TextChoices):
    """What a motion may be about when it adopts no text."""

    DELEGATION = "delegation", "授权代表会议"
    SELECTION = "selection", "推选自治组织成员"
    NEWCOMERS = "newcomers", "同意外来人员参加选举"
    BY_ELECTION = "by_election", "补选委员会成员"
    RESIGNATION = "resignation", "审议委员会成员辞职"
    RECALL = "recall", "罢免委员会成员"
    APPRAISAL = "appraisal", "民主评议"
    OTHER = "other", "其他事项"


# Everything a motion may be about, for a form field or a column.
SUBJECTS = [*TextKind.choices, *Matter.choices]


class FilingAuthority(TextChoices):
    """With whom an adopted text is filed. Article 31 of the organic laws: 乡镇政府 for a village,
    区政府 or 街道办 for a community; local measures also name 乡镇政府."""

    TOWNSHIP = "township", "乡镇人民政府"
    STREET = "street", "街道办事处"
    DISTRICT = "district", "区（县）人民政府"


class Petitioners(TextChoices):
    """Who together demands the recall of a member of the committee."""

    VOTERS = "voters", "有选举权的人"
    HOUSEHOLDS = "households", "户的代表"
    REPS = "reps", "代表"


class Rating(TextChoices):
    """What a member of the committee was rated as in the 民主评议."""

    EXCELLENT = "excellent", "优秀"
    COMPETENT = "competent", "称职"
    BASIC = "basic", "基本称职"
    INCOMPETENT = "incompetent", "不称职"


class TermEnded(TextChoices):
    """How somebody left a post before or at the end of the term: 村民委员会组织法第十四条,
    第十九条, 第二十条, 第二十二条, 第三十八条第二款, and the same of communities."""

    RENEWED = "renewed", "换届"
    RESIGNED = "resigned", "辞职"
    RECALLED = "recalled", "罢免"
    CEASED = "ceased", "职务自行终止"
    APPRAISED = "appraised", "连续两次评议不称职"
    OTHER = "other", "其他原因"


class AdviceSource(TextChoices):
    """Whom the township hears before it gives its opinion on a draft."""

    COUNSEL = "counsel", "法律顾问"
    JUSTICE = "justice", "司法所"


class StepsAsked(TextChoices):
    """How a township holds its villages to 四议两公开."""

    TOLD = "told", "提示"
    REQUIRED = "required", "要求"
    OFF = "off", "不用"


class Compliance(TextChoices):
    """A reviewer's answer to one item of the law checklist."""

    MET = "met", "符合"
    UNMET = "unmet", "不符合"
    NOT_APPLICABLE = "not_applicable", "不适用"


class Alarm(TextChoices):
    """How loud a phrase in a text rings: against the law unless shown otherwise, lawful only with
    a reason given, or merely named (as in a prohibition)."""

    UNLAWFUL = "unlawful", "应当改正"
    DOUBTFUL = "doubtful", "须说明理由"
    MENTIONED = "mentioned", "仅提及"


class VoteOutcome(TextChoices):
    PASSED = "passed", "通过"
    FAILED = "failed", "未通过"
    NO_QUORUM = "no_quorum", "未达法定人数"
    INCOMPETENT = "incompetent", "表决主体不合法"


class Severity(TextChoices):
    """How much a finding weighs: it decides the outcome, it is a fault on the record, or it
    only informs."""

    DECISIVE = "decisive", "决定结果"
    DEFECT = "defect", "程序瑕疵"
    NOTE = "note", "提示"
