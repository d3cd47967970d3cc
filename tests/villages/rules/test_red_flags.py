"""Phrases that today's law forbids are found; prohibitions of them are not taken for them."""

import csv
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from tests.villages.rules.test_clauses import CHARTERS
from villages.rules.clauses import ClauseText, cut
from villages.rules.kinds import Alarm, ClauseKind
from villages.rules.red_flags import alarmed, red_flags

TEXTS = settings.BASE_DIR / "campaigns" / "demonstration" / "texts"
REMEDY = "村民不服的，可以提出申诉。"


def flags(sentence):
    """Flags on one clause, apart from the missing remedy."""
    return [f for f in red_flags(cut(f"第三条 {sentence}")) if f.item != "rewards"]


def alarms(sentence, item):
    return {flag.alarm for flag in flags(sentence) if flag.item == item}


# --- the two real clauses of the dossier --------------------------------------------------------


def test_the_deposit_of_a_birth_contract():
    text = "凡育龄妇女必须交纳600元的计生合同责任信誉金，按时落实的退付，否则全额转抵违约金。"
    found = [flag for flag in flags(text) if flag.alarm != Alarm.MENTIONED]
    assert {"信誉金", "违约金"} <= {flag.phrase for flag in found}
    assert {flag.item for flag in found} == {"deposit"}
    assert {flag.alarm for flag in found} == {Alarm.UNLAWFUL}
    assert found[0].place == "第三条"
    assert found[0].law_of(is_community=False).startswith("行政处罚法第九条、第十六条")


@pytest.mark.parametrize("amount", ["50元", "…元", "____元", "五十元"])
def test_the_fine_payable_to_the_committee(amount):
    text = f"除接受处罚外，还应向村民自治委员会缴纳罚款{amount}。"
    assert alarms(text, "penalty") == {Alarm.UNLAWFUL}


# --- each item ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        ("penalty", "乱倒垃圾的罚５０元。"),
        ("penalty", "罚　款　五百元"),
        ("penalty", "偷砍林木的处以二百元。"),
        ("penalty", "违者重罚。"),
        ("penalty", "情节严重的给予行政经济处罚。"),
        ("penalty", "没收作案工具。"),
        ("penalty", "拒不搬离的，强行拆除。"),
        ("penalty", "罚款不得少于500元。"),
        ("penalty", "对当事人罚站示众。"),
        ("deposit", "签订生育合同时预交300元。"),
        ("deposit", "育龄夫妇交保证金五百元，孕检合格后退还。"),
        ("deposit", "计生户不得拒交保证金。"),
        ("birth_control", "超生的征收社会抚养费。"),
        ("birth_control", "取消低保并征收社会抚养费。"),
        ("birth_control", "凭准生证生育。"),
        ("birth_control", "生育指标由村里安排。"),
        ("birth_control", "经批准方可生育二孩。"),
        ("birth_control", "严禁超生，杜绝计划外怀孕。"),
        ("birth_control", "育龄妇女每季度参加一次孕检。"),
        ("birth_control", "生育一孩的应采取上环手术，二孩的一方结扎。"),
        ("birth_control", "按时落实避孕节育措施。"),
        ("linkage", "违法生育的，不予办理入户、入学。"),
        ("linkage", "未参加孕检的，停发低保，收回承包地。"),
        ("linkage", "落实节育措施后方可办理宅基地手续。"),
        ("linkage", "计生违约户的子女入学、入托一律不得办理。"),
        ("women", "外嫁女不享受征地补偿款。"),
        ("women", "离婚妇女应当在三个月内迁出户口。"),
        ("women", "纯女户只准一个女儿招婿，其余女儿不得落户。"),
        ("women", "妇女出嫁的，收回承包地。"),
        ("women", "生育男孩的家庭优先安排宅基地。"),
        ("rights", "违反本约的，取消选举权和被选举权。"),
        ("rights", "拒不履行的，停止集体收益分配权。"),
        ("rights", "不服从的，丧失村民资格。"),
        ("privacy", "每月张榜公布妇女孕检结果。"),
        ("privacy", "孕检结果，每月公布一次。"),
        ("privacy", "避孕措施情况在公开栏公示。"),
    ],
)
def test_unlawful_phrases(item, sentence):
    assert Alarm.UNLAWFUL in alarms(sentence, item)


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        ("deposit", "借阅图书的，交押金一百元，用后退还。"),
        ("birth_control", "提倡晚婚晚育、少生优生。"),
        ("birth_control", "违反计划生育规定的，严肃处理。"),
        ("privacy", "专干每月登记妇女的避孕情况。"),
    ],
)
def test_doubtful_phrases_need_a_reason(item, sentence):
    assert alarms(sentence, item) == {Alarm.DOUBTFUL}


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        ("deposit", "不得收取押金。"),
        ("deposit", "村民委员会不得以任何名义向村民收取保证金、押金、违约金。"),
        ("deposit", "生育方面的押金一律不得收取。"),
        ("birth_control", "取消社会抚养费。"),
        ("birth_control", "社会抚养费已经取消。"),
        ("birth_control", "清理和废止社会抚养费、超生费。"),
        ("birth_control", "不得强制结扎。"),
        ("birth_control", "避孕方法自主选择，不要求上环。"),
        ("birth_control", "妇检按自愿原则定期免费提供。"),
        ("penalty", "村规民约不得设定罚款、没收。"),
        ("penalty", "赌博的，由公安机关依法处以罚款。"),
        ("linkage", "不得将入户、入学与生育挂钩。"),
        ("linkage", "入户、入学、就业与生育脱钩，不再把办理户口证明与生育挂钩。"),
        ("women", "不得因妇女结婚、离婚取消其承包地。"),
        ("women", "任何人不得收回妇女的承包地。"),
        ("rights", "任何人不得剥夺村民的选举权。"),
        ("rights", "村民的选举权任何人不得剥夺。"),
        ("rights", "依照法律被剥夺政治权利的人没有选举权。"),
        ("privacy", "不得公布个人孕检结果。"),
        ("privacy", "个人生育信息不得公开。"),
        ("women", "分配时不得只有儿子才有份。"),
    ],
)
def test_prohibitions_are_only_mentioned(item, sentence):
    assert alarms(sentence, item) == {Alarm.MENTIONED}


@pytest.mark.parametrize(
    "sentence",
    [
        "租用桌椅的，交押金一百元，用后退还。",
        "承租人逾期归还的，按租赁合同支付违约金。",
        "计划生育协会租用会议室的，按合同支付违约金。",
        "避孕节育实行知情选择，由夫妻自愿决定。",
        "妇女代表不得少于三分之一。",
        "符合条件的家庭可以申请生育津贴，专干代为递交材料。",
        "关心双女户家庭，优先安排帮扶项目。",
        "协会每季度开展一次咨询活动，孕产妇可以参加。",
        "依照行政处罚法的规定，向有关部门报告。",
        "不要虐待老人，歧视妇女。",
        "自觉缴纳保洁费，不乱倒垃圾。",
        "尊重夫妻自愿选择避孕方法，不得代替，费用从集体收入中列支，账目公开。",
        "计划生育协会代收养老保险费，缴纳情况公开。",
        "奖励扶助按国家规定申报，每人每月960元。",
    ],
)
def test_lawful_sentences_raise_nothing(sentence):
    assert [flag for flag in flags(sentence) if flag.alarm != Alarm.MENTIONED] == []


def test_a_prohibition_does_not_cover_the_sanction_behind_it():
    found = {flag.phrase: flag.alarm for flag in flags("不得收取押金，违者罚款500元。")}
    assert found == {"押金": Alarm.MENTIONED, "违者罚款500元": Alarm.UNLAWFUL}


def test_the_gravest_of_several_counts():
    for sentence in ("不得罚款。再犯的，罚款。", "再犯的，罚款。不得罚款。"):
        told = [(f.phrase, f.alarm) for f in flags(sentence) if f.phrase == "罚款"]
        assert told == [("罚款", Alarm.UNLAWFUL)]


def test_a_wide_net_is_silent_where_its_clause_holds_a_sharper_act():
    found = [f for f in flags("乱倒垃圾的，没收工具。") if f.alarm != Alarm.MENTIONED]
    assert {flag.rule.key for flag in found} == {"seize"}


def test_births_spoken_of_elsewhere_in_the_clause_make_a_penalty_unlawful():
    assert alarms("育龄夫妇应签订生育合同。违反的，支付违约金。", "deposit") == {Alarm.UNLAWFUL}


def test_chapters_and_preambles_are_searched_too():
    found = red_flags(cut("超生罚款\n第一章 罚款办法\n第一条 略。" + REMEDY))
    assert [(flag.at, flag.place) for flag in found if flag.phrase == "罚款"] == [
        (0, "前言"),
        (1, "第一章"),
    ]


def test_amounts_under_a_heading_of_penalties_are_fines():
    listed = "第一章 罚则\n第一条 乱倒垃圾：五十元。"
    (found,) = [f for f in red_flags(cut(listed)) if f.item == "penalty" and f.at == 1]
    assert (found.phrase, found.alarm) == ("五十元", Alarm.UNLAWFUL)
    assert not red_flags(cut(listed.replace("罚则", "奖励办法")))
    titled = red_flags(cut("第一条 乱倒垃圾：五十元。"), "违约处罚办法")
    assert [flag.phrase for flag in titled] == ["五十元"]


def test_one_act_in_one_clause_is_judged_once():
    text = (
        "第一条 偷笋的罚款十元，偷树的罚款一百元。再犯的，罚款。\n第二条 不得罚款。\n第三条 罚款。"
    )
    found = alarmed(red_flags(cut(text)))
    assert [(flag.at, flag.rule.key) for flag in found] == [(0, "charge"), (0, "fine"), (2, "fine")]
    assert found[0].phrase.startswith("偷笋的罚款十元")


def test_a_heading_reaches_to_the_next():
    text = "第一章 罚则\n第一条 略。\n第二章 水费\n第二条 每吨两元。"
    assert not [f for f in red_flags(cut(text)) if f.at == 3]


def test_the_words_stand_where_the_flag_says():
    text = "租金另议；　违者　罚 款５０元，余下退还。"
    raised = red_flags([ClauseText(ClauseKind.ARTICLE, "第三条", text)])
    (flag,) = [f for f in raised if f.item == "penalty"]
    assert flag.clause.text[flag.start : flag.end] == flag.phrase == "违者　罚 款５０元"


@given(st.text("罚款不得收取元五，。；：（）　 ５ﬁ㍿\n违者的停水", max_size=60))
def test_words_are_always_those_of_the_clause(text):
    for flag in red_flags([ClauseText(ClauseKind.ARTICLE, "", text)]):
        assert 0 <= flag.start < flag.end <= len(text)
        assert flag.phrase == text[flag.start : flag.end]


@pytest.mark.parametrize("path", CHARTERS, ids=lambda path: path.stem)
def test_lawful_charters_raise_no_unlawful_flag(path):
    found = red_flags(cut(path.read_bytes().decode()))
    assert [flag for flag in found if flag.alarm == Alarm.UNLAWFUL] == []


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
def test_the_texts_of_the_demonstration_are_not_alarmed(path):
    assert alarmed(red_flags(cut(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    ("is_community", "law"), [(False, "村民委员会组织法"), (True, "城市居民委员会组织法")]
)
def test_the_law_is_that_of_the_place(is_community, law):
    (flag,) = flags("不交卫生费的，停水停电。")[:1]
    assert flag.law_of(is_community) == f"{law}第三十一条第二款"


# --- clauses judged by hand ---------------------------------------------------------------------

JUDGED = Path(__file__).parent / "judged"
WHOLE = sorted((JUDGED / "charters").iterdir())


@cache
def judged(name, is_learnt):
    """[(row, whether it is alarmed)] of a file of clauses that were judged by hand.

    is_learnt: words were weighed by it, so its figures are those of the rules without likeness.
    """
    told = []
    with (JUDGED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pieces = [ClauseText(ClauseKind.ARTICLE, "第三条", row["clause"])]
            if row["under"]:
                pieces.insert(0, ClauseText(ClauseKind.CHAPTER, "第七章", row["under"]))
            keys = {flag.rule.key for flag in alarmed(red_flags(pieces))}
            told.append((row, bool(keys - {"likeness"} if is_learnt else keys)))
    return told


@pytest.mark.parametrize(
    ("name", "is_learnt", "least_found", "least_right"),
    [
        ("field", True, 0.95, 0.95),
        ("tuned", True, 0.98, 0.98),
        ("held_out", True, 0.90, 0.92),
        ("later_lots", True, 0.92, 0.97),
        # Nothing is tuned or weighed by these.
        ("untuned", False, 0.92, 0.92),
        # Worded as clever clerks would: without a word of taking or withholding.
        ("sideways", False, 0.90, 0.92),
        # Worded sideways and as management words it (挂钩, 分级, 暂放).
        ("oblique", False, 0.85, 0.92),
        # A loudspeaker, minutes, measures of an office, a charter, plain sentences.
        ("unseen", False, 0.86, 0.92),
    ],
)
def test_clauses_judged_by_hand(name, is_learnt, least_found, least_right):
    told = judged(name, is_learnt)
    unlawful = [(row["clause"], raised) for row, raised in told if row["expected"] == "flag"]
    lawful = [(row["clause"], raised) for row, raised in told if row["expected"] == "ok"]
    found = [clause for clause, raised in unlawful if raised]
    wrong = [clause for clause, raised in lawful if raised]
    missed = [clause for clause, raised in unlawful if not raised]
    assert min(len(unlawful), len(lawful)) >= 30
    assert len(found) / len(unlawful) >= least_found, missed
    assert len(found) / (len(found) + len(wrong)) >= least_right, wrong


@pytest.mark.parametrize(
    "lot",
    [
        *"ABCDEFGHJKLMNOPQRSTUVWXYZ",
        *["AA", "BB", "CC", "DD", "EE", "FF", "GG", "HH", "NN", "OO", "PP"],
        *["QQ", "RR", "SS", "TT", "WW"],
    ],
)
def test_every_later_lot_by_itself(lot):
    rows = judged("later_lots", True)
    told = [(row["expected"], raised) for row, raised in rows if row["lot"] == lot]
    found, wrong = told.count(("flag", True)), told.count(("ok", True))
    assert len(told) >= 60
    assert found / (found + told.count(("flag", False))) >= 0.90
    assert found / (found + wrong) >= 0.92


@pytest.mark.parametrize(
    ("lot", "least"), [("AQ", 0.88), ("AR", 0.84), ("AS", 0.72), ("AT", 0.94), ("BI", 0.80)]
)
def test_every_unseen_lot_by_itself(lot, least):
    told = [
        (row["expected"], raised) for row, raised in judged("unseen", False) if row["lot"] == lot
    ]
    found, wrong = told.count(("flag", True)), told.count(("ok", True))
    assert len(told) >= 60
    assert found / (found + told.count(("flag", False))) >= least
    assert found / (found + wrong) >= 0.85


def test_an_act_is_judged_by_hand_in_every_unlawful_clause_of_the_manners():
    for name in ("manners", "unseen"):
        for row, _ in judged(name, False):
            assert bool(row["act"]) == (row["expected"] == "flag"), row["clause"]


def sentences_of_law():
    with (JUDGED / "of_law.csv").open(encoding="utf-8", newline="") as file:
        return [pytest.param(row["clause"], id=row["law"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize("sentence", sentences_of_law())
def test_what_the_law_itself_says_is_nothing_grave(sentence):
    grave = [flag.phrase for flag in flags(sentence) if flag.alarm == Alarm.UNLAWFUL]
    assert grave == []


def charter(path):
    """(title, pieces, places of the unlawful ones) of a charter whose unlawful articles bear “!”,
    title “#” and chapters “=”."""
    title, pieces, unlawful = "", [], set()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            title = line[1:]
        elif line.startswith("="):
            pieces.append(ClauseText(ClauseKind.CHAPTER, "", line[1:]))
        else:
            if line.startswith("!"):
                unlawful.add(len(pieces))
            pieces.append(ClauseText(ClauseKind.ARTICLE, "", line.removeprefix("!")))
    return title, pieces, unlawful


@pytest.mark.parametrize(
    "path", sorted((JUDGED / "charters").iterdir()), ids=lambda path: path.stem
)
def test_a_whole_charter_has_its_unlawful_articles_raised_and_few_others(path):
    title, pieces, unlawful = charter(path)
    raised = {flag.at for flag in alarmed(red_flags(pieces, title))}
    assert unlawful and unlawful <= raised, [pieces[at].text for at in unlawful - raised]
    assert len(raised - unlawful) <= 1, [pieces[at].text for at in raised - unlawful]


# --- likeness -----------------------------------------------------------------------------------

UNKNOWN = "社区对欠费业主实施“亮灯提示”，在其阳台外悬挂提示牌。"


def keys(text, title=""):
    return [flag.rule.key for flag in alarmed(red_flags(cut(text), title))]


def test_a_sentence_that_no_rule_knows_is_told_by_its_likeness():
    (flag,) = raised_by(f"邻里互助。{UNKNOWN}")
    assert (flag.rule.key, flag.alarm) == ("likeness", Alarm.DOUBTFUL)
    assert flag.phrase in UNKNOWN


def test_likeness_is_silent_beside_an_act_and_in_headings():
    assert keys(f"第三条 {UNKNOWN}再犯的，罚款。") == ["fine"]
    assert keys(f"第一章 {UNKNOWN}\n第一条 邻里互助。") == []


@pytest.mark.parametrize(
    "text",
    [
        f"第一章 奖励办法\n第一条 {UNKNOWN}",
        f"第一条 不得有下列行为：{UNKNOWN}",
        f"第一条 过去的规定：{UNKNOWN.removesuffix('。')}，现在不再执行。",
    ],
)
def test_likeness_is_silent_where_rewards_bars_or_old_rules_are_told(text):
    assert keys(text) == []


def test_an_act_is_only_mentioned_in_a_sentence_that_reads_like_a_lawful_one():
    lawful = "服务对象不分类别、不分户籍，自愿预约，免费提供帮助。"
    assert keys(f"第三条 {lawful}") == []
    assert keys(f"第三条 {lawful}再犯的，罚款。") == ["fine"]


def test_a_net_is_quiet_in_a_sentence_that_reads_like_a_lawful_one():
    lawful = "租房的外地人夜里下班晚，巡夜的照个亮，自愿结伴，互相帮助，免费提供热水。"
    assert keys(f"第三条 {lawful}") == []


# --- whose act it is ----------------------------------------------------------------------------


def raised_by(sentence):
    return alarmed(red_flags(cut(f"第三条 {sentence}")))


@pytest.mark.parametrize(
    "sentence",
    [
        "原公约中关于罚款的条款自本章程通过之日起不再使用。",
        "过去收取的计生押金全部清退，今后不再收。",
        "旧规第六条“嫁女不分田”不合法律。自即日起作废。",
    ],
)
def test_an_old_rule_put_away_is_not_alarmed(sentence):
    assert raised_by(sentence) == []


def test_what_stands_behind_an_old_rule_put_away_is_judged():
    (flag,) = raised_by("旧规停水的条款已经作废。再犯的，停电。")
    assert flag.phrase == "停电"


def test_a_bar_on_the_body_is_no_act_against_villagers():
    assert raised_by("任何会议都无权取消村民资格。") == []
    assert raised_by("治保会没有传唤、讯问的权力。") == []
    assert raised_by("村委会不得为违约户出具任何证明。")
    assert raised_by("外来户无权参加分红。")


def test_an_act_in_the_hands_of_an_authority_named_behind_its_condition():
    assert raised_by("偷盗林木的，由林业部门没收违法所得并处罚款。") == []
    assert raised_by("偷盗林木的，由林业部门处理，村里再没收其工具。")


@pytest.mark.parametrize(
    "condition", ["乱倒垃圾的，", "不听劝的农户，", "谁家超了桌数，", "烧纸的，除依法处理外，"]
)
def test_what_follows_a_fault_is_help_or_raised(condition):
    assert raised_by(f"{condition}全家当年靠边站。")
    assert not raised_by(f"{condition}志愿者上门帮助打扫。")


@pytest.mark.parametrize(
    "sentence",
    [
        "发现停水停电的时候，请向管护员报修。",
        "分配方案不得因欠费、服刑等理由取消成员的份额。",
        "公开村务时，不得泄露村民的身份证号码。",
        "居民有权拒绝网格员进入住宅。",
        "电动车不得入户充电。",
        "生几个孩子由夫妻商定，村里不评议。",
        "高龄津贴符合条件即可申请。",
        "采取何种避孕措施，由夫妻双方商量决定。",
        "建立环境整治的长效机制。",
        "新老住户共同使用水井，租户与村民共用道路。",
        "在居住地看病，不需提供婚育证明。",
        "红白理事会上门劝导，不公开点名。",
        "会议内容如实记录，由主持人、记录人签字。",
        "财务收支如期公布，由监督委员会核对。",
    ],
)
def test_what_only_sounds_like_an_act_is_not_alarmed(sentence):
    assert raised_by(sentence) == []


@pytest.mark.parametrize(
    ("innocent", "taking"),
    [
        ("发现停电的，向电工报修。", "发现乱倒垃圾的停电。"),
        ("不得因欠费收回承包地。", "不得拒绝缴费，欠费的收回承包地。"),
        ("被公安机关处罚的，由司法所帮教。", "被公安机关处罚过的村民，五年内无选举权。"),
        ("租户与村民共用道路。", "租户不得与村民共用道路。"),
        ("村民可以自愿捐款。", "违反禁令的，自愿捐款不少于三百元。"),
        ("村民不得擅自砍树。", "村民不得擅自上访、告状。"),
        ("任何组织不得阻拦村民上访。", "任何人不得越级上访。"),
        ("任何人不得强迫村民信教。", "任何人不得信教。"),
        ("股份社不得扣发股东的分红。", "股东上访的，股份社扣发其分红。"),
        ("清理费由村集体承担。", "不清扫门前的，清理费每次50元由该户缴纳。"),
        ("女性可以登船、参加会议。", "女性不得登船、不得参加会议。"),
        ("夜间巡逻由联防队负责，任何人不得冒充。", "联防队挨户翻查，任何人不得阻拦。"),
        ("房东查看房屋时应当先告知房客。", "网格员每月查看出租屋，房客不得拒绝。"),
    ],
)
def test_what_turns_an_act_leaves_its_brother_alarmed(innocent, taking):
    assert raised_by(innocent) == []
    assert raised_by(taking)


def test_an_act_behind_its_condition_is_told_to_its_end():
    (flag,) = raised_by("租户不参加社区居民会议，不享有居民代表的推选权，不另通知。")
    assert flag.phrase == "租户不参加社区居民会议，不享有居民代表的推选权"


def test_a_clause_without_label_is_named_by_its_kind():
    (flag,) = red_flags([ClauseText(ClauseKind.ARTICLE, "", "罚款。" + REMEDY)])
    assert flag.place == "条款"
