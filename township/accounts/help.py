"""Which chapter of the handbook tells how a page is used: by the noun of the page's permission, and
by who reads it where several write of one thing."""

from township.access import Role, permission_of
from township.accounts.handbook import address, chapters

ADMIN, OFFICE, LEADER, CADRE = Role.PLATFORM_ADMIN, Role.OFFICE, Role.LEADER, Role.CADRE
EVALUATOR, DISTRICT = Role.EVALUATOR, Role.DISTRICT

FIRST_DAYS = "cadre#第一次使用"
IN_VILLAGE = "cadre#组织、花名册和宣传活动"
DRAFT = "cadre#章程从草稿到备案"
MEETINGS = "cadre#按期开会"
ARCHIVE = "cadre#档案"
OPEN_PAGE = "cadre#公开页面"
ASKED, ASKED_OFFICE = "cadre#村民询问", "office#村（居）民在公开页面上提的"
RESULTS = "cadre#自评和结果"
BUILDING, EVALUATING = "office#建活动", "office#组织考评"
AWARDS = "office#申报和奖励"
MOVING_IN = "office#搬进来"
SCORING = "evaluator#评分"
ALERTS, WAYS_OUT = "index#提醒、日历和一周小结", "office#发送方式"
SIGNING, ACCEPTING = "approver#领导", "approver#区级验收员"
ACCOUNTS = "admin#账号"
USUAL = "index#常用操作"

# {noun: the chapter, or {role: chapter} with None for everybody else}.
CHAPTERS = {
    "home": {
        None: USUAL,
        CADRE: FIRST_DAYS,
        OFFICE: MOVING_IN,
        LEADER: SIGNING,
        EVALUATOR: SCORING,
        DISTRICT: ACCEPTING,
        ADMIN: "admin#第一个账号",
    },
    "alert": ALERTS,
    "courier": WAYS_OUT,
    "upload": "cadre#信号不好、登录过期时",
    "account": {None: ACCOUNTS, OFFICE: MOVING_IN},
    "access": "admin#登录",
    "session": "index#文字大小和颜色",
    "place": "admin#第一个账号",
    "status": "admin#核验",
    "setup": MOVING_IN,
    "settings": MOVING_IN,
    "paper_template": {None: "office#文书模板", ADMIN: "admin#换文书模板"},
    "phone": "cadre#文字里的号码",
    "history": "index#三条规矩",
    "correction": "office#更正",
    "remark": {None: "office#留言", CADRE: "cadre#留言"},
    "file": ARCHIVE,
    "document": BUILDING,
    "village": {None: FIRST_DAYS, OFFICE: "office#村改名、撤并"},
    "contact": OPEN_PAGE,
    "figures": FIRST_DAYS,
    "organisation": IN_VILLAGE,
    "roster": FIRST_DAYS,
    "text": {None: DRAFT, OFFICE: "office#审核草案"},
    "meeting": {None: MEETINGS, OFFICE: "office#督促开会"},
    "recall": {None: "cadre#会议之外的程序", OFFICE: "office#督促开会"},
    "filing": {None: DRAFT, OFFICE: "office#审备案", LEADER: SIGNING},
    "prereview": "office#审核草案",
    "posting": OPEN_PAGE,
    "query": {None: ASKED, OFFICE: ASKED_OFFICE},
    "asker": {None: ASKED, OFFICE: ASKED_OFFICE},
    "autonomy": IN_VILLAGE,
    "publicity": IN_VILLAGE,
    "activity": IN_VILLAGE,
    "commendation": IN_VILLAGE,
    "category": ARCHIVE,
    "record": {None: ARCHIVE, EVALUATOR: SCORING},
    "scan": "cadre#扫描收件",
    "completeness": ARCHIVE,
    "package": ARCHIVE,
    "intake": "admin#接收移交包",
    "fixity": {None: "office#核对出问题时", ADMIN: "admin#核验"},
    "campaign": BUILDING,
    "receipt": BUILDING,
    "reminder": {None: "office#催办", CADRE: "cadre#镇里催办"},
    "target": BUILDING,
    "overview": {None: SIGNING, OFFICE: "office#年度总结"},
    "year_report": {None: SIGNING, OFFICE: "office#年度总结"},
    "burden": {None: EVALUATING, CADRE: RESULTS},
    "assignment": {None: BUILDING, LEADER: SIGNING},
    "standard": {None: BUILDING, EVALUATOR: SCORING, LEADER: SIGNING},
    "round": {None: EVALUATING, EVALUATOR: SCORING},
    "sheet": {None: EVALUATING, EVALUATOR: SCORING},
    "veto": {None: EVALUATING, EVALUATOR: "evaluator#接手和一票否决"},
    "evaluation": {None: EVALUATING, CADRE: RESULTS},
    "objection": {None: EVALUATING, CADRE: RESULTS},
    "site_visit": {None: EVALUATING, EVALUATOR: SCORING},
    "rectification": {None: EVALUATING, CADRE: RESULTS},
    "application": {None: AWARDS, LEADER: SIGNING, DISTRICT: ACCEPTING},
    "acceptance": AWARDS,
    "notice_objection": AWARDS,
    "honour": {None: AWARDS, DISTRICT: ACCEPTING},
    "reward": {None: AWARDS, LEADER: SIGNING},
}
# Pages whose chapter does not follow from their permission.
BY_NAME = {
    "search": "index#搜索",
    "handbook": "",
    "handbook_page": "",
    "password_change": "admin#密码",
    "account_create": ACCOUNTS,
    "record_view": "cadre#扫描件和照片里的文字",
}


# {noun: words of the trade on its pages}; what they mean stands in the handbook.
WORDS = {
    "text": ("自治章程", "自治制度", "征求意见稿", "备案"),
    "filing": ("备案", "责令改正", "法定人数"),
    "prereview": ("征求意见稿", "备案"),
    "meeting": ("法定人数", "授权", "四议两公开"),
    "posting": ("公示", "四议两公开"),
    "publicity": ("覆盖",),
    "record": ("件", "归档", "档号", "保管期限"),
    "scan": ("件", "归档"),
    "completeness": ("件", "归档"),
    "category": ("保管期限", "档号"),
    "package": ("移交包", "档号"),
    "intake": ("移交包",),
    "fixity": ("四性检测",),
    "target": ("约束性",),
    "assignment": ("约束性", "签收"),
    "receipt": ("签收",),
    "round": ("自评", "分差", "异议"),
    "sheet": ("建议得分", "自评"),
    "evaluation": ("建议得分", "一票否决", "异议"),
    "veto": ("一票否决",),
    "objection": ("异议",),
    "honour": ("复审", "补录"),
    "reward": ("补差发放",),
    "correction": ("更正", "补录"),
}
WORDS_PAGE = "words"


def words_on(permission: str) -> list:
    """The chapters that explain words of a page."""
    told = WORDS.get(permission.partition(".")[0], ())
    by_title = {one.title: one for one in chapters() if one.page == WORDS_PAGE}
    return [by_title[word] for word in told]


def chapter_of(permission: str, name: str, roles) -> str:
    """The "page#chapter" for somebody with these roles; "" for the handbook itself."""
    if name in BY_NAME:
        return BY_NAME[name]
    told = CHAPTERS[permission.partition(".")[0]]
    if isinstance(told, str):
        return told
    return next((told[role] for role in Role if role in roles and role in told), told[None])


def help_on(request) -> dict:
    """{"help_url", "words"}: where the page that was asked for is explained to who asks."""
    match = request.resolver_match
    permission = permission_of(match.func) if match else None
    if not permission:
        return {}
    chapter = chapter_of(permission, match.url_name, request.user.roles)
    url = address(*chapter.split("#")) if chapter else ""
    return {"help_url": url, "words": words_on(permission)}
