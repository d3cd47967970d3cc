"""Verdicts at the edges of the law: what each article asks was read in its text first.

One line a case: why, the vote, what it comes to, and the faults that stay on the record.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.villages.rules.test_verdict import ask, defects, delegation
from villages.rules.competence import Delegation
from villages.rules.kinds import SUBJECTS, Mode, PlaceKind, VoteOutcome, VotingMethod
from villages.rules.provinces import rules_of
from villages.rules.tally import VoteCounts
from villages.rules.verdict import verdict

PASSED, FAILED = VoteOutcome.PASSED, VoteOutcome.FAILED
SHORT, WRONG = VoteOutcome.NO_QUORUM, VoteOutcome.INCOMPETENT
HOUSEHOLD, DELEGATE, MEMBER = Mode.HOUSEHOLD, Mode.DELEGATE, Mode.MEMBER
NOW = date(2026, 3, 10)
FIRST_DAY, DAY_BEFORE = date(2026, 1, 1), date(2025, 12, 31)
OF_2010, BEFORE_2010 = date(2010, 10, 28), date(2010, 10, 27)
OF_2018 = date(2018, 12, 29)


def days(number, on=NOW):
    return {"on": on, "noticed_on": on - timedelta(days=number)}


SPECIAL = {"is_special": True, "special_reason": "防汛转移"}


def lent(valid_from=NOW, valid_until=NOW, granted_on=None, matters=None, **more):
    granted_on = granted_on or min(valid_from, NOW)
    told = frozenset(value for value, _ in SUBJECTS) if matters is None else matters
    return {
        "on": NOW,
        "delegation": Delegation(granted_on, valid_from, valid_until, told, **more),
    }


def sits(reps, women, women_present=None, **more):
    roll = {"reps": reps, "women_reps": women, **more}
    return {
        "roll": {**roll, "women_reps_present": women if women_present is None else women_present}
    }


def of(province, on=NOW, place=PlaceKind.VILLAGE):
    full = replace(delegation(on), scope="全部", posted_on=on, filed_on=on)
    return {"local": rules_of(province, place, on), "on": on, "delegation": full}


def ballots(yes, cast, issued):
    return {
        "counts": VoteCounts(VotingMethod.SECRET, yes, cast - yes, 0, 0, issued, cast),
    }


V, R, G = "villagers", "village_reps", "group"
C, D = "residents", "resident_reps"

CASES = [
    # 村民委员会组织法（2026）第二十六条第一款：村民过半数，或者三分之二以上的户的代表；到会过半数
    ("1249人过半数为625", (V, 1249, 625, 313), {}, PASSED, ()),
    ("差一人", (V, 1249, 624, 624), {}, SHORT, ()),
    ("625人的过半数为313", (V, 1249, 625, 312), {}, FAILED, ()),
    ("489户三分之二为326", (V, 489, 326, 164), {"mode": HOUSEHOLD}, PASSED, ()),
    ("差一户", (V, 489, 325, 325), {"mode": HOUSEHOLD}, SHORT, ()),
    ("326户恰好一半不是过半数", (V, 489, 326, 163), {"mode": HOUSEHOLD}, FAILED, ()),
    ("两人到一人不是过半数", (V, 2, 1, 1), {}, SHORT, ()),
    ("三户到两户", (V, 3, 2, 2), {"mode": HOUSEHOLD}, PASSED, ()),
    ("301人里150票", (V, 601, 301, 150), {}, FAILED, ()),
    # 第二十五条第二款：提前十日，特殊情况可以临时通知
    # 2018年第二十一条第二款没有例外，1998年没有天数
    ("恰好十日", (V, 600, 301, 151), days(10), PASSED, ()),
    ("九日", (V, 600, 301, 151), days(9), PASSED, ("notice",)),
    ("九日，有特殊情况", (V, 600, 301, 151), days(9) | SPECIAL, PASSED, ()),
    ("当日，有特殊情况", (V, 600, 301, 151), days(0) | SPECIAL, PASSED, ()),
    ("施行首日有例外", (V, 600, 301, 151), days(1, FIRST_DAY) | SPECIAL, PASSED, ()),
    ("前一日没有例外", (V, 600, 301, 151), days(1, DAY_BEFORE) | SPECIAL, PASSED, ("notice",)),
    ("2010年修订首日要十日", (V, 600, 301, 151), days(1, OF_2010), PASSED, ("notice",)),
    ("2010年修订前没有天数", (V, 600, 301, 151), days(1, BEFORE_2010), PASSED, ()),
    # 第二十八条第三款：党组织先研究讨论；此前的法律没有
    ("没有研究讨论", (V, 600, 301, 151), {"on": NOW, "party_on": None}, PASSED, ("party",)),
    ("2025年没有要求", (V, 600, 301, 151), days(10, DAY_BEFORE) | {"party_on": None}, PASSED, ()),
    # 第三十条第二款：组成人员三分之二以上，到会过半数；第二十九条第一款：五分之四、三分之一
    ("35人三分之二为24", (R, 35, 24, 13), {}, PASSED, ()),
    ("35人到23人", (R, 35, 23, 23), {}, SHORT, ()),
    ("36人恰好24人", (R, 36, 24, 13), {}, PASSED, ()),
    ("24人的一半", (R, 36, 24, 12), {}, FAILED, ()),
    ("37人要25人", (R, 37, 24, 24), {}, SHORT, ()),
    ("代表28人恰好五分之四", (R, 35, 24, 13), sits(28, 12), PASSED, ()),
    ("代表27人", (R, 35, 24, 13), sits(27, 12), PASSED, ("reps",)),
    ("妇女11人不足三分之一", (R, 35, 24, 13), sits(30, 11), PASSED, ("women",)),
    ("30人里妇女10人", (R, 30, 20, 11), sits(24, 10), PASSED, ()),
    ("30人里代表23人、妇女9人", (R, 30, 20, 11), sits(23, 9), PASSED, ("reps", "women")),
    ("妇女按组成人员算，不按代表算", (R, 36, 24, 13), sits(33, 11), PASSED, ("women",)),
    # 1998年第二十一条没有人数、比例；2010年第二十五条、第二十六条才有
    ("1998年法到5人", (R, 35, 5, 3), days(1, BEFORE_2010) | sits(10, 0), PASSED, ()),
    ("2010年修订首日到5人", (R, 35, 5, 3), days(10, OF_2010) | sits(30, 12, 3), SHORT, ()),
    ("2018年法到24人", (R, 35, 24, 13), days(0, OF_2018) | sits(30, 12), PASSED, ()),
    # 第三十一条第一款：章程、村规民约归村民会议；第二十九条第一款：代表会议决定授权的事项
    ("代表会议不能通过章程", (R, 35, 35, 35), {"about": "charter"}, WRONG, ()),
    ("代表会议不能通过村规民约", (R, 35, 35, 35), {"about": "covenant"}, WRONG, ()),
    ("没有授权", (R, 35, 35, 35), {"about": "rule", "delegation": None}, WRONG, ()),
    ("授权最后一日", (R, 35, 24, 13), lent(date(2026, 1, 5), NOW) | {"about": "rule"}, PASSED, ()),
    (
        "授权已过一日",
        (R, 35, 24, 13),
        lent(date(2026, 1, 5), NOW - timedelta(days=1)) | {"about": "rule"},
        WRONG,
        (),
    ),
    (
        "授权明日起",
        (R, 35, 24, 13),
        lent(NOW + timedelta(days=1), date(2027, 1, 1)) | {"about": "rule"},
        WRONG,
        (),
    ),
    (
        "授权作出在后",
        (R, 35, 24, 13),
        lent(NOW, date(2027, 1, 1), NOW + timedelta(days=1)) | {"about": "rule"},
        WRONG,
        (),
    ),
    ("授权不包括", (R, 35, 24, 13), lent(matters={"other"}) | {"about": "rule"}, WRONG, ()),
    ("代表会议不能给自己授权", (R, 35, 35, 35), {"about": "delegation"}, WRONG, ()),
    # 第十五条、第十六条、第二十条、第二十三条、第三十七条、第三十八条：村民会议或者村民代表会议
    ("推选监督委员会", (R, 35, 24, 13), {"about": "selection", "delegation": None}, PASSED, ()),
    ("同意外来人员参选", (R, 35, 24, 13), {"about": "newcomers", "delegation": None}, PASSED, ()),
    ("补选", (R, 35, 24, 13), {"about": "by_election", "delegation": None}, PASSED, ()),
    ("民主评议", (R, 35, 24, 0), {"about": "appraisal", "delegation": None}, PASSED, ()),
    # 第十九条第二款：登记参加选举的村民过半数投票，投票的过半数
    ("罢免", (V, 1000, 501, 0), {"about": "recall"} | ballots(251, 501, 501), PASSED, ()),
    (
        "罢免投票恰好一半",
        (V, 1000, 501, 0),
        {"about": "recall"} | ballots(251, 500, 501),
        SHORT,
        (),
    ),
    ("罢免赞成不过半", (V, 1000, 501, 0), {"about": "recall"} | ballots(250, 501, 501), FAILED, ()),
    ("罢免不能按户", (V, 300, 300, 300), {"about": "recall", "mode": HOUSEHOLD}, SHORT, ()),
    ("罢免不能由代表", (R, 35, 35, 35), {"about": "recall"}, WRONG, ()),
    # 第三十二条第二款：村民小组会议
    ("小组90人要60人", (G, 90, 60, 31), {}, PASSED, ()),
    ("小组59人", (G, 90, 59, 59), {}, SHORT, ()),
    ("小组31户要21户", (G, 31, 21, 11), {"mode": HOUSEHOLD}, PASSED, ()),
    ("小组20户", (G, 31, 20, 20), {"mode": HOUSEHOLD}, SHORT, ()),
    ("小组不能通过村规民约", (G, 90, 90, 90), {"about": "covenant"}, WRONG, ()),
    ("1998年法小组没有人数", (G, 90, 5, 3), days(0, BEFORE_2010), PASSED, ()),
    # 城市居民委员会组织法（2026）第二十六条、第二十七条：按人、按户都是过半数
    ("居民1000人要501人", (C, 1000, 501, 251), {}, PASSED, ()),
    ("居民500人", (C, 1000, 500, 500), {}, SHORT, ()),
    ("301户要151户", (C, 301, 151, 76), {"mode": HOUSEHOLD}, PASSED, ()),
    ("居民150户", (C, 301, 150, 150), {"mode": HOUSEHOLD}, SHORT, ()),
    ("居民会议九日", (C, 1000, 501, 251), days(9), PASSED, ("notice",)),
    ("居民会议特殊情况", (C, 1000, 501, 251), days(2) | SPECIAL, PASSED, ()),
    ("2018年居民会议没有天数", (C, 1000, 501, 251), days(0, DAY_BEFORE), PASSED, ()),
    ("2025年小组代表过半数", (C, 41, 21, 11), days(0, DAY_BEFORE) | {"mode": DELEGATE}, PASSED, ()),
    ("2025年小组代表20人", (C, 41, 20, 20), days(0, DAY_BEFORE) | {"mode": DELEGATE}, SHORT, ()),
    ("居民会议党组织未研究", (C, 1000, 501, 251), {"party_on": None}, PASSED, ("party",)),
    # 第二十八条至第三十条：居民代表会议可以受托制定章程，没有妇女比例，没有通知天数
    ("受托制定章程", (D, 25, 17, 9), {"about": "charter"} | lent(), PASSED, ()),
    ("未受托", (D, 25, 25, 25), {"about": "charter", "delegation": None}, WRONG, ()),
    ("25人到16人", (D, 25, 16, 16), {}, SHORT, ()),
    ("居民代表20人，没有妇女", (D, 25, 17, 9), sits(20, 0), PASSED, ()),
    ("居民代表19人", (D, 25, 17, 9), sits(19, 7), PASSED, ("reps",)),
    ("居民代表会议没有天数", (D, 25, 17, 9), days(0) | {"delegation": delegation(NOW)}, PASSED, ()),
    ("居民代表会议补选", (D, 25, 17, 9), {"about": "by_election", "delegation": None}, PASSED, ()),
    (
        "2018年法章程归居民会议",
        (D, 25, 25, 25),
        days(9, DAY_BEFORE) | {"about": "charter", "delegation": delegation(DAY_BEFORE)},
        WRONG,
        (),
    ),
    # 第二十条第二款：户的代表过半数，或者超过三分之二的居民代表投票
    (
        "居民户罢免",
        (C, 300, 151, 0),
        {"about": "recall", "mode": HOUSEHOLD} | ballots(76, 151, 151),
        PASSED,
        (),
    ),
    # 各省办法
    ("四川三日", (R, 35, 24, 13), of("sichuan") | days(3), PASSED, ()),
    ("四川两日", (R, 35, 24, 13), of("sichuan") | days(2), PASSED, ("notice",)),
    ("四川救灾应急", (R, 35, 24, 13), of("sichuan") | days(1) | SPECIAL, PASSED, ()),
    ("四川代表19人", (R, 23, 16, 9), of("sichuan") | sits(19, 8), PASSED, ("reps_minimum",)),
    ("四川代表20人", (R, 25, 17, 9), of("sichuan") | sits(20, 9), PASSED, ()),
    ("浙江没有例外", (R, 60, 40, 21), of("zhejiang") | days(2) | SPECIAL, PASSED, ("notice",)),
    (
        "浙江499人30名代表",
        (R, 35, 24, 13),
        of("zhejiang") | sits(30, 12, population=499),
        PASSED,
        (),
    ),
    (
        "浙江500人39名代表",
        (R, 45, 30, 16),
        of("zhejiang") | sits(39, 15, population=500),
        PASSED,
        ("reps_minimum",),
    ),
    (
        "浙江1000人49名代表",
        (R, 55, 37, 19),
        of("zhejiang") | sits(49, 19, population=1000),
        PASSED,
        ("reps_minimum",),
    ),
    ("山东妇女12人到8人", (R, 35, 24, 13), of("shandong") | sits(30, 12, 8), PASSED, ()),
    (
        "山东妇女12人到7人",
        (R, 35, 24, 13),
        of("shandong") | sits(30, 12, 7),
        SHORT,
        (),
    ),
    (
        "山东妇女13人到8人不足三分之二",
        (R, 35, 24, 13),
        of("shandong") | sits(30, 13, 8),
        SHORT,
        (),
    ),
    (
        "山东四日，决定无效",
        (R, 35, 24, 13),
        of("shandong") | days(4),
        PASSED,
        ("notice", "void"),
    ),
    (
        "山东办法施行前",
        (R, 35, 24, 13),
        of("shandong", date(2012, 12, 31)) | sits(30, 12, 5),
        PASSED,
        (),
    ),
    ("海南妇女12人", (R, 35, 24, 13), of("hainan") | sits(30, 12), PASSED, ()),
    (
        "海南妇女10人",
        (R, 35, 24, 13),
        of("hainan") | sits(30, 10),
        PASSED,
        ("women",),
    ),
    ("天津两日，特殊情况", (R, 35, 24, 13), of("tianjin") | days(2) | SPECIAL, PASSED, ()),
    ("天津两日", (R, 35, 24, 13), of("tianjin") | days(2), PASSED, ("notice",)),
    ("河北七日", (R, 35, 24, 13), of("hebei") | days(7), PASSED, ()),
    ("河北六日", (R, 35, 24, 13), of("hebei") | days(6), PASSED, ("notice",)),
    ("上海十日、35人", (R, 42, 28, 15), of("shanghai") | days(10) | sits(35, 14), PASSED, ()),
    ("上海九日", (R, 42, 28, 15), of("shanghai") | days(9) | sits(35, 14), PASSED, ("notice",)),
    ("上海34人", (R, 42, 28, 15), of("shanghai") | sits(34, 14), PASSED, ("reps_minimum",)),
    ("北京两日", (R, 42, 28, 15), of("beijing") | days(2) | sits(35, 14), PASSED, ("notice",)),
    # 北京规定第二十二条第二款只说“由村民小组推选的……一般不得少于三十人”
    ("北京29人不是违反", (R, 36, 24, 13), of("beijing") | sits(29, 12), PASSED, ()),
    ("河南没有天数", (R, 35, 24, 13), of("henan") | days(0), PASSED, ()),
    ("重庆三日", (R, 35, 24, 13), of("chongqing") | days(3), PASSED, ()),
    ("重庆按户不扣外出", (V, 300, 150, 150), of("chongqing") | {"mode": HOUSEHOLD}, SHORT, ()),
    # 城市居民委员会组织法第二十条第二款：户的代表过半数或者超过三分之二的居民代表投票，投票的过半数
    (
        "居民代表30名，21名投票罢免",
        (D, 36, 21, 0),
        {"about": "recall", "delegation": None} | sits(30, 12) | ballots(11, 21, 21),
        PASSED,
        (),
    ),
    (
        "居民代表30名，恰好三分之二投票",
        (D, 36, 20, 0),
        {"about": "recall", "delegation": None} | sits(30, 12) | ballots(20, 20, 20),
        SHORT,
        (),
    ),
    (
        "居民代表罢免赞成不过半",
        (D, 36, 21, 0),
        {"about": "recall", "delegation": None} | sits(30, 12) | ballots(10, 21, 21),
        FAILED,
        (),
    ),
    ("居民罢免500票", (C, 1000, 501, 0), {"about": "recall"} | ballots(251, 500, 501), SHORT, ()),
    ("居民罢免501票", (C, 1000, 501, 0), {"about": "recall"} | ballots(251, 501, 501), PASSED, ()),
    (
        "居民户罢免150户",
        (C, 301, 151, 0),
        {"about": "recall", "mode": HOUSEHOLD} | ballots(150, 150, 151),
        SHORT,
        (),
    ),
    # 第二十一条、第三十六条、第三十七条：居民会议或者居民代表会议，不用授权
    (
        "居民代表会议审议辞职",
        (D, 25, 17, 9),
        {"about": "resignation", "delegation": None},
        PASSED,
        (),
    ),
    ("居民代表会议辞职16人", (D, 25, 16, 16), {"about": "resignation"}, SHORT, ()),
    ("推选居务监督委员会", (D, 25, 17, 9), {"about": "selection", "delegation": None}, PASSED, ()),
    ("推选居务监督8票", (D, 25, 17, 8), {"about": "selection", "delegation": None}, FAILED, ()),
    ("居民代表会议评议", (D, 25, 17, 0), {"about": "appraisal", "delegation": None}, PASSED, ()),
    # 第三十条：居民会议可以授权；授权过期不再有效；第二十七条到会过半数
    (
        "受托制定公约，授权已过一日",
        (D, 25, 17, 9),
        {"about": "covenant"} | lent(date(2026, 1, 5), NOW - timedelta(days=1)),
        WRONG,
        (),
    ),
    ("居民会议章程恰好一半", (C, 1000, 502, 251), {"about": "charter"}, FAILED, ()),
    ("居民会议章程过半数", (C, 1000, 502, 252), {"about": "charter"}, PASSED, ()),
    ("居民会议恰好十日", (C, 1000, 501, 251), days(10), PASSED, ()),
    # 第十三条：居民小组推选组长，法律没有人数；居民小组不能制定公约
    (
        "居民小组推选组长",
        ("resident_group", 60, 10, 6),
        {"about": "selection", "place": PlaceKind.COMMUNITY},
        PASSED,
        (),
    ),
    (
        "居民小组不能制定公约",
        ("resident_group", 60, 60, 60),
        {"about": "covenant", "place": PlaceKind.COMMUNITY},
        WRONG,
        (),
    ),
    # 村民委员会组织法第三十二条第二款、第三款；2018年第二十八条第一款同
    ("村民小组推选组长", (G, 90, 60, 31), {"about": "selection"}, PASSED, ()),
    ("村民小组推选组长59人", (G, 90, 59, 59), {"about": "selection"}, SHORT, ()),
    ("2018年法小组60人", (G, 90, 60, 31), days(0, OF_2018), PASSED, ()),
    ("2018年法小组59人", (G, 90, 59, 59), days(0, OF_2018), SHORT, ()),
    # 第二十条、第二十三条：村民会议或者村民代表会议
    (
        "村民代表会议审议辞职",
        (R, 35, 24, 13),
        {"about": "resignation", "delegation": None},
        PASSED,
        (),
    ),
    ("村民会议补选", (V, 1000, 501, 251), {"about": "by_election"}, PASSED, ()),
    ("村民会议补选500人", (V, 1000, 500, 500), {"about": "by_election"}, SHORT, ()),
    # 2018年第十六条第二款、2010年第十六条第二款：登记的村民过半数投票，投票的过半数
    (
        "2018年法罢免",
        (V, 1000, 501, 0),
        days(10, OF_2018) | {"about": "recall"} | ballots(251, 501, 501),
        PASSED,
        (),
    ),
    (
        "2010年法罢免不能按户",
        (V, 300, 300, 300),
        days(10, OF_2010) | {"about": "recall", "mode": HOUSEHOLD},
        SHORT,
        (),
    ),
    # 各省：章程归村民会议（上海十六、浙江十四、天津十六、河北十六）；四川十七、海南十一的授权
    ("上海代表会议不能通过章程", (R, 42, 42, 42), of("shanghai") | {"about": "charter"}, WRONG, ()),
    (
        "浙江代表会议不能通过村规民约",
        (R, 60, 60, 60),
        of("zhejiang") | {"about": "covenant"},
        WRONG,
        (),
    ),
    ("天津代表会议不能罢免", (R, 35, 35, 35), of("tianjin") | {"about": "recall"}, WRONG, ()),
    (
        "四川授权没有公告、备案",
        (R, 35, 24, 13),
        of("sichuan") | {"about": "rule"} | lent(scope="全部"),
        PASSED,
        ("delegation", "delegation"),
    ),
    (
        "海南授权不是书面",
        (R, 35, 24, 13),
        of("hainan") | {"about": "rule"} | lent(),
        PASSED,
        ("delegation",),
    ),
    ("海南代表19人", (R, 23, 16, 9), of("hainan") | sits(19, 8), PASSED, ("reps_minimum",)),
    ("四川当日，防汛转移", (R, 35, 24, 13), of("sichuan") | days(0) | SPECIAL, PASSED, ()),
    # 河北办法第十八条第二款：五分之四、三分之一；第二十条第三款“半数”低于法律的过半数，以法律为准
    ("河北代表28人、妇女12人", (R, 35, 24, 13), of("hebei") | sits(28, 12), PASSED, ()),
    ("河北代表27人", (R, 35, 24, 13), of("hebei") | sits(27, 12), PASSED, ("reps",)),
    ("河北妇女11人", (R, 35, 24, 13), of("hebei") | sits(30, 11), PASSED, ("women",)),
    ("河北恰好半数不通过", (R, 36, 24, 12), of("hebei"), FAILED, ()),
    ("河北八日", (R, 35, 24, 13), of("hebei") | days(8), PASSED, ()),
    ("河北代表会议不能罢免", (R, 35, 35, 35), of("hebei") | {"about": "recall"}, WRONG, ()),
    # 山东办法第二十三条第二款、第二十四条第二款、第四款、第五款
    ("山东五日", (R, 35, 24, 13), of("shandong") | days(5), PASSED, ()),
    ("山东六日", (R, 35, 24, 13), of("shandong") | days(6), PASSED, ()),
    (
        "山东没有例外",
        (R, 35, 24, 13),
        of("shandong") | days(4) | SPECIAL,
        PASSED,
        ("notice", "void"),
    ),
    ("山东未经授权", (R, 35, 35, 35), of("shandong") | {"delegation": None}, WRONG, ()),
    (
        "山东授权没有张榜",
        (R, 35, 24, 13),
        of("shandong") | {"about": "rule"} | lent(scope="全部", filed_on=NOW),
        PASSED,
        ("delegation", "void"),
    ),
    (
        "山东授权没有备案",
        (R, 35, 24, 13),
        of("shandong") | {"about": "rule"} | lent(scope="全部", posted_on=NOW),
        PASSED,
        ("delegation", "void"),
    ),
    (
        "山东法律给代表会议的不用授权",
        (R, 35, 24, 13),
        of("shandong") | {"about": "by_election", "delegation": None},
        PASSED,
        (),
    ),
    ("山东妇女12人到9人", (R, 35, 24, 13), of("shandong") | sits(30, 12, 9), PASSED, ()),
    ("山东到会23人", (R, 35, 23, 23), of("shandong") | sits(30, 12), SHORT, ()),
    # 四川办法第十七条：公告、备案，各缺一样
    (
        "四川授权没有公告",
        (R, 35, 24, 13),
        of("sichuan") | {"about": "rule"} | lent(scope="全部", filed_on=NOW),
        PASSED,
        ("delegation",),
    ),
    (
        "四川授权没有备案",
        (R, 35, 24, 13),
        of("sichuan") | {"about": "rule"} | lent(scope="全部", posted_on=NOW),
        PASSED,
        ("delegation",),
    ),
    (
        "四川授权没有范围",
        (R, 35, 24, 13),
        of("sichuan") | {"about": "rule"} | lent(posted_on=NOW, filed_on=NOW),
        PASSED,
        ("delegation",),
    ),
    (
        "四川授权齐全",
        (R, 35, 24, 13),
        of("sichuan") | {"about": "rule"} | lent(scope="全部", posted_on=NOW, filed_on=NOW),
        PASSED,
        (),
    ),
    ("四川四日", (R, 35, 24, 13), of("sichuan") | days(4), PASSED, ()),
    ("四川代表21人", (R, 25, 17, 9), of("sichuan") | sits(21, 9), PASSED, ()),
    # 浙江办法第十八条第三款、第二十三条第二款
    ("浙江三日", (R, 60, 40, 21), of("zhejiang") | days(3), PASSED, ()),
    ("浙江两日", (R, 60, 40, 21), of("zhejiang") | days(2), PASSED, ("notice",)),
    (
        "浙江499人29名代表",
        (R, 34, 23, 12),
        of("zhejiang") | sits(29, 12, population=499),
        PASSED,
        ("reps_minimum",),
    ),
    (
        "浙江500人40名代表",
        (R, 46, 31, 16),
        of("zhejiang") | sits(40, 16, population=500),
        PASSED,
        (),
    ),
    (
        "浙江999人40名代表",
        (R, 46, 31, 16),
        of("zhejiang") | sits(40, 16, population=999),
        PASSED,
        (),
    ),
    (
        "浙江1000人50名代表",
        (R, 56, 38, 20),
        of("zhejiang") | sits(50, 20, population=1000),
        PASSED,
        (),
    ),
    # 海南办法第十一条、第十二条、第十四条第二款
    ("海南三日", (R, 35, 24, 13), of("hainan") | days(3), PASSED, ()),
    ("海南两日", (R, 35, 24, 13), of("hainan") | days(2), PASSED, ("notice",)),
    ("海南代表20人", (R, 25, 17, 9), of("hainan") | sits(20, 9), PASSED, ()),
    (
        "海南书面授权",
        (R, 35, 24, 13),
        of("hainan") | {"about": "rule"} | lent(is_written=True),
        PASSED,
        (),
    ),
    # 天津办法第十四条；第四条第二款自2013年1月1日起要求事先提交村党组织讨论
    ("天津三日", (R, 35, 24, 13), of("tianjin") | days(3), PASSED, ()),
    (
        "天津2025年没有经党组织讨论",
        (V, 600, 301, 151),
        of("tianjin", DAY_BEFORE) | days(10, DAY_BEFORE) | {"party_on": None},
        PASSED,
        ("party",),
    ),
    (
        "天津代表会议2025年没有经党组织讨论",
        (R, 35, 24, 13),
        of("tianjin", DAY_BEFORE) | days(10, DAY_BEFORE) | {"party_on": None},
        PASSED,
        ("party",),
    ),
    (
        "天津办法施行前一日",
        (V, 600, 301, 151),
        of("tianjin", date(2012, 12, 31)) | days(10, date(2012, 12, 31)) | {"party_on": None},
        PASSED,
        (),
    ),
    (
        "天津办法施行当日",
        (V, 600, 301, 151),
        of("tianjin", date(2013, 1, 1)) | days(10, date(2013, 1, 1)) | {"party_on": None},
        PASSED,
        ("party",),
    ),
    (
        "海南2025年12月没有经党组织讨论",
        (V, 600, 301, 151),
        of("hainan", DAY_BEFORE) | days(10, DAY_BEFORE) | {"party_on": None},
        PASSED,
        ("party",),
    ),
    (
        "四川2025年没有要求",
        (V, 600, 301, 151),
        of("sichuan", DAY_BEFORE) | days(10, DAY_BEFORE) | {"party_on": None},
        PASSED,
        (),
    ),
    # 上海办法第十七条第一款、第十八条第四款；北京规定第二十一条
    ("上海36人", (R, 42, 28, 15), of("shanghai") | days(10) | sits(36, 14), PASSED, ()),
    ("上海十一日", (R, 42, 28, 15), of("shanghai") | days(11) | sits(35, 14), PASSED, ()),
    ("北京三日", (R, 42, 28, 15), of("beijing") | days(3) | sits(35, 14), PASSED, ()),
    # 重庆办法第七条第三款、第十二条第二款
    ("重庆两日", (R, 35, 24, 13), of("chongqing") | days(2), PASSED, ("notice",)),
    (
        "重庆600人扣除100人，251人过半数",
        (V, 600, 251, 126),
        of("chongqing") | {"roll": {"excluded": 100, "is_exclusion_announced": True}},
        PASSED,
        (),
    ),
    (
        "重庆600人扣除100人，250人不过半数",
        (V, 600, 250, 250),
        of("chongqing") | {"roll": {"excluded": 100, "is_exclusion_announced": True}},
        SHORT,
        (),
    ),
    # 重庆办法第三十六条第一款、山东办法第二十九条第二款：评议间隔不得少于六个月
    (
        "重庆评议恰好隔六个月",
        (R, 35, 24, 0),
        of("chongqing") | {"about": "appraisal", "appraised_on": date(2025, 9, 10)},
        PASSED,
        (),
    ),
    (
        "重庆评议差一日不到六个月",
        (R, 35, 24, 0),
        of("chongqing") | {"about": "appraisal", "appraised_on": date(2025, 9, 11)},
        PASSED,
        ("apart",),
    ),
    (
        "山东评议隔五个月",
        (R, 35, 24, 0),
        of("shandong") | {"about": "appraisal", "appraised_on": date(2025, 10, 10)},
        PASSED,
        ("apart",),
    ),
    (
        "四川没有间隔",
        (R, 35, 24, 0),
        of("sichuan") | {"about": "appraisal", "appraised_on": date(2026, 3, 1)},
        PASSED,
        (),
    ),
    # 河南没有另外的数；第五十条的比例同法律
    ("河南妇女11人", (R, 35, 24, 13), of("henan") | sits(30, 11), PASSED, ("women",)),
]


@pytest.mark.parametrize(
    ("vote", "more", "outcome", "faults"),
    [pytest.param(*rest, id=why) for why, *rest in CASES],
)
def test_the_text_of_the_law_decides(vote, more, outcome, faults):
    judged = verdict(ask(*vote, **more))
    assert judged.outcome == outcome
    if outcome not in (WRONG, SHORT):
        assert sorted(one.key for one in defects(judged)) == sorted(faults)
