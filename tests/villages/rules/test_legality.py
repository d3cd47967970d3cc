"""The reviewer's twelve items, what the software answers itself, and columns never imported."""

from dataclasses import replace
from datetime import date

import pytest

from tests.villages.rules.test_verdict import ON, ask
from villages.rules.clauses import cut
from villages.rules.kinds import Compliance
from villages.rules.legality import (
    CHECKLIST,
    refused_columns,
    refused_remark,
    refused_title,
    suggestions,
)
from villages.rules.red_flags import red_flags
from villages.rules.verdict import verdict

GOOD = verdict(ask("villagers", 600, 310, 200, about="charter"))


def suggest(judged=GOOD, text="第一条 团结互助。", **more):
    counts = {"channels": 2, "opinions": 5, "unhandled": 0, **more}
    return suggestions(verdict=judged, flags=red_flags(cut(text)), **counts)


def test_twelve_items_in_order():
    assert [item.number for item in CHECKLIST] == list(range(1, 13))
    assert len({item.key for item in CHECKLIST}) == 12
    assert all(item.question and item.law for item in CHECKLIST)


def test_a_clean_filing_answers_the_first_four_and_leaves_the_rest_to_the_reviewer():
    answers = suggest()
    assert set(answers) == {item.key for item in CHECKLIST}
    met = [item.key for item in CHECKLIST if answers[item.key].compliance == Compliance.MET]
    assert met == ["competence", "procedure", "consultation"]
    assert answers["quorum"].compliance is None, "nobody has looked at the sheet and the ballots"
    assert "请与签到册、选票对照" in answers["quorum"].sentence
    assert all(answers[item.key].compliance is None for item in CHECKLIST[4:])
    assert answers["quorum"].sentence.startswith("应到600人")


def test_a_text_without_vote():
    answers = suggest(judged=None)
    assert answers["competence"].compliance == Compliance.UNMET
    assert answers["competence"].sentence == "没有表决记录"


@pytest.mark.parametrize(
    ("question", "key"),
    [
        (ask("village_reps", 35, 24, 24, about="charter"), "competence"),
        (ask("village_reps", 35, 24, 24, about="rule", delegation=None), "competence"),
        (ask("villagers", 600, 310, 200, noticed_on=ON), "procedure"),
        (ask("villagers", 600, 310, 200, party_on=None), "procedure"),
        (ask("villagers", 600, 300, 200), "quorum"),
        (ask("villagers", 600, 310, 100), "quorum"),
        (ask("village_reps", 35, 24, 24, about="rule", roll={"women_reps": 11}), "quorum"),
    ],
)
def test_what_the_verdict_lacked_is_not_met(question, key):
    if question.roll.women_reps == 11:
        question = replace(question, roll=replace(question.roll, women_reps_present=8))
    answers = suggest(verdict(question))
    unmet = [k for k in ("competence", "procedure", "quorum") if answers[k].compliance == "unmet"]
    assert unmet == [key]


def test_before_2026_party_discussion_is_no_requirement():
    before = ask("villagers", 600, 310, 200, party_on=None, on=date(2025, 3, 1))
    assert suggest(verdict(before))["procedure"].compliance == Compliance.MET


@pytest.mark.parametrize(
    ("counts", "compliance"),
    [
        ({}, Compliance.MET),
        ({"channels": 1}, Compliance.UNMET),
        ({"unhandled": 1}, Compliance.UNMET),
        ({"opinions": 0}, Compliance.MET),
    ],
)
def test_consultation(counts, compliance):
    assert suggest(**counts)["consultation"].compliance == compliance


def test_the_consultation_tells_of_the_townships_opinion():
    told = suggest(prereview="2026年3月1日提请审核")["consultation"]
    assert told.sentence.endswith("；2026年3月1日提请审核") and told.compliance == Compliance.MET


def test_flags_answer_their_item():
    answers = suggest(text="第一条 罚款十元。\n第二条 押金十元。可以申诉。\n第三条 不得没收。")
    assert answers["penalty"].compliance == Compliance.UNMET
    assert answers["penalty"].sentence.startswith("第一条“罚款”：罚款只能由")
    assert answers["deposit"].compliance is None
    assert answers["deposit"].sentence.startswith("请核对：第二条“押金”")
    assert answers["women"].sentence == "没有发现可疑字句，请通读后判断"


@pytest.mark.parametrize(
    "header",
    [
        "身份证号",
        "身份证\n号码",
        "身 份 证 号",
        "公民身份号码",
        "证件号码",
        "户主身份证",
        "孕检",
        "孕检 日期",
        "是否避孕",
        "节育措施",
        "节 育",
        "生育情况",
        "怀孕",
        "上环",
        "结扎时间",
        "健康状况",
        "病史",
        "Ｂ超",
        "b超次数",
        "末次月经",
        "子女数",
        "一孩",
        "出生孩次",
        "独生子女证",
        "计划生育情况",
        "社会抚养费",
        "血型",
        "残疾",
        "社保卡号",
        *(
            "证件",
            "证件类型",
            "居民号",
            "身份信息",
            "公民号码",
            "证号",
            "ID",
            "Id No.",
            "IDcard",
            "SFZH",
        ),
        *(
            "户口簿号",
            "医保号",
            "社保号",
            "健康",
            "婚育",
            "婚育情况",
            "病种",
            "慢性病",
            "大病",
            "体检结果",
        ),
        *(
            "用药",
            "精神障碍",
            "孩子数",
            "小孩",
            "儿女",
            "计生情况",
            "计生措施",
            "失独",
            "末孩",
            "绝经",
        ),
        *("户口册号", "身份ID", "身份證", "身分证", "居民身份", "残疾证号", "驾驶证号", "军人证"),
        *("银行卡号", "账号", "一卡通", "开户行", "罚款", "参保号", "合作医疗证"),
        *(
            "残障",
            "伤残等级",
            "聋哑",
            "盲人",
            "智障",
            "病名",
            "病历号",
            "住院次数",
            "手术史",
            "疫苗接种",
        ),
        *("HIV", "乙肝", "结核", "高血压", "糖尿病", "癌症", "尿毒症", "心脏病", "血压", "身高"),
        *(
            "孕妇",
            "分娩日期",
            "哺乳期",
            "新生儿",
            "准生证",
            "服务证号",
            "计生证",
            "孩数",
            "男孩",
            "头胎",
        ),
        *(
            "查环",
            "环情",
            "查孕",
            "三查",
            "措施",
            "宫颈",
            "妇女病",
            "不孕",
            "试管婴儿",
            "安全套",
            "环",
        ),
        *("独女户", "双女户", "奖扶", "特殊家庭", "婚姻状况", "婚否", "离异", "宗教信仰", "指纹"),
        *("妇科", "两癌筛查", "社抚费", "计划外", "胎儿", "皮埋", "药具", "已婚育龄"),
    ],
)
def test_private_columns_are_refused_by_name(header):
    ((named, why),) = refused_columns(["姓名", header, None, 3])
    assert named == header and "本系统不登记" in why


@pytest.mark.parametrize(
    "header",
    [
        "序号",
        "姓名",
        "性别",
        "出生年月",
        "出生日期",
        "出生年月日",
        "出生地",
        "出生",
        "民族",
        "政治面貌",
        "文化程度",
        "所在小组",
        "代表户数",
        "联系电话",
        "备注",
        "协会职务",
        "计划生育协会职务",
        "计生协会小组",
        "计生专干",
        "计划生育工作职务",
        "会员小组",
        "入会时间",
        "18周岁以上人数",
        "妇女代表数",
        "环境卫生",
        "残疾人专干",
        "流动人口",
        *(
            "药具管理员",
            "健康村",
            "婚育新风宣传员",
            "证件照片",
            "民族",
            "家庭住址",
            "计生协",
            "干部",
            "身份",
            "证书编号",
            "循环情况",
            "银行存款",
            "工作措施",
            "参保人数",
        ),
        None,
        "",
        2026,
    ],
)
def test_ordinary_columns_pass(header):
    assert refused_columns([header]) == []


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("万顺村育龄妇女孕检花名册", "育龄"),
        ("2026年三季度 孕 检 人员名单", "孕检"),
        ("上环、结扎对象一览表", "上环"),
        ("独生子女父母花名册", "子女"),
        ("已婚妇女生育情况统计表", "生育"),
        ("计划生育对象（避孕措施）登记表", "避孕"),
        ("残疾人名单", "残疾"),
        ("65岁以上老年人体检名单", "体检"),
        ("不孕不育夫妇妇科就诊名册", "不孕"),
        ("查环查孕登记表", "查环"),
        ("二女户名单", "二女户"),
        ("奖扶对象名册", "奖扶"),
        ("高血压患者随访表", "血压"),
    ],
)
def test_a_list_by_births_or_health_is_known_by_its_title(title, word):
    assert refused_title(title) == word


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Sheet1",
        "万顺村村民代表花名册",
        "万顺村计划生育协会会员花名册",
        "人口与计划生育村民自治创建活动代表名单",
        "优生优育和避孕节育知情选择宣传员名单",
        "生育友好志愿服务队名册",
        "社会保障所联络员、残疾人联合会代表名单",
        "2026年各村（社区）人口和户数",
        "糖尿病防治宣传员名单",
        "残疾人帮扶联络员名册",
        "三查三改台账",
        "说明：不要填身份证号，也不要填生育、健康情况。",
    ],
)
def test_a_list_of_posts_passes_by_its_title(title):
    assert refused_title(title) is None


@pytest.mark.parametrize(
    "remark",
    [
        *("已结扎", "怀孕五个月", "孕5月", "上了环", "有环", "已取环", "男扎", "未孕", "备孕"),
        *("已生二胎", "两个女儿", "一儿一女", "生育两孩", "二女户", "独生子女户", "失独家庭"),
        *("哺乳期", "产假", "药流", "避孕套", "超生一个", "社抚费未交", "二级残疾", "聋哑人"),
        *(
            "精神病患者",
            "智力障碍",
            "患高血压",
            "有病",
            "肺结核",
            "HIV阳性",
            "卧床",
            "Ａ型血",
            "身体不好",
        ),
        *("二组组长，已结扎", "会计（残疾）", "因 重 病 请辞", "已结扎 二组组长"),
    ],
)
def test_a_remark_on_births_or_health_is_told(remark):
    assert refused_remark(remark)


@pytest.mark.parametrize(
    "remark",
    [
        *("", "兼文书", "计生专干", "卫生员", "残疾人专职委员", "残疾人联络员", "健康教育宣传员"),
        *("乡村医生", "避孕药具发放员", "管理避孕药具", "计生协会会长", "妇幼保健员", "精神文明"),
        *(
            "子女代签",
            "儿子代会",
            "子女在外务工",
            "环卫工",
            "家住环山路",
            "循环情况好",
            "因病未到会",
        ),
        *("病假", "已故", "防癌宣传员", "两个组合并", "病虫害防治员", "会内职务：名誉会长"),
    ],
)
def test_a_remark_on_posts_passes(remark):
    assert refused_remark(remark) is None


def test_why_tells_papers_from_health():
    assert "银行账号" in refused_columns(["卡号"])[0][1]
    assert "罚款收费" in refused_columns(["罚款金额"])[0][1]
    assert "证件号码" in refused_columns(["身份证"])[0][1]
    assert "敏感个人信息" in refused_columns(["孕检"])[0][1]


def test_each_place_is_answered_by_its_own_law():
    first = CHECKLIST[0]
    assert first.law_of(False) == "村民委员会组织法第二十九条、第三十一条"
    assert first.law_of(True) == "城市居民委员会组织法第三十条"
    assert CHECKLIST[4].law_of(True) == CHECKLIST[4].law_of(False) == CHECKLIST[4].law


def test_the_decision_of_2021_names_who_issued_it():
    """Items 7 and 8 rest on it beside the act."""
    cited = [item.law for item in CHECKLIST if "促进人口长期均衡发展的决定" in item.law]
    assert len(cited) == 2 and all("中共中央、国务院" in law for law in cited)
