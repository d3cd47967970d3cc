"""What the papers of texts, filings and postings say: composed from what was entered."""

from datetime import date

import pytest

from tests.personas import cadre_of
from tests.villages import way
from tests.villages.workflows.test_filing import FAULT, MET, reviewed
from tests.villages.workflows.test_posting import prepared
from villages.acts.review import save_checks
from villages.papers import letters
from villages.workflows.filing import FILING


@pytest.fixture
def filing(village, cadre):
    return way.submitted(village, cadre)


def test_who_signs_and_with_whom_is_filed(village, community, township):
    assert letters.organ(village) == "万顺村村民委员会"
    assert letters.organ(community) == "新场社区居民委员会"
    assert letters.authority_name(township, "township") == "清河镇人民政府"
    assert letters.authority_name(township, "district") == "清江区人民政府"
    assert letters.authority_name(township, "street") == "清河镇街道办事处"
    township.name = "锦绣街道"
    assert letters.authority_name(township, "street") == "锦绣街道办事处"


def test_the_basis_is_the_law_of_the_place_and_the_day(village, community):
    day = way.days_ago(0)
    assert letters.filing_basis(village, day).startswith("《村民委员会组织法》第三十一条")
    assert letters.filing_basis(community, day).startswith("《城市居民委员会组织法》第三十一条")


def test_what_the_law_does_not_have_filed_is_filed_by_the_townships_own_rule(village, community):
    """第三十一条第一款 names charter and 村规民约; before 2026 that of communities the 居民公约."""
    day = way.days_ago(0)
    own = "清河镇人民政府关于自治文本备案"
    assert letters.filing_basis(village, day, "covenant") == letters.filing_basis(village, day)
    assert letters.filing_basis(village, day, "rule") == own
    assert letters.filing_basis(community, day, "agreement") == own
    old = date(2025, 12, 31)
    assert letters.filing_basis(community, old, "charter") == own
    assert "第十五条第一款" in letters.filing_basis(community, old, "covenant")


def test_a_rule_is_sent_and_filed_by_that_rule(village, cadre):
    charter = way.adopted(village, cadre)
    sent = way.submitted(village, cadre, kind="rule", title="服务制度", based_on=charter)
    own = "清河镇人民政府关于自治文本备案"
    assert letters.filing_letter(sent)["law"] == letters.filing_receipt(sent)["law"] == own


def test_the_letter_names_text_vote_and_authority(filing):
    told = letters.filing_letter(filing)
    assert (told["authority"], told["title"]) == ("清河镇人民政府", "万顺村自治章程")
    assert (told["meeting"], told["adopted_on"]) == ("万顺村村民会议", way.days_ago(5))
    assert told["on"] == way.days_ago(0) and told["link"].endswith(f"/filings/{filing.pk}/")


def test_a_text_is_set_by_chapters_and_says_where_it_stands(village, cadre):
    version = way.draft(village, cadre)
    told = letters.text(version)
    assert (told["stage"], told["note"], told["parent"]) == ("草稿", "", "")
    assert [chapter["heading"] for chapter in told["chapters"]] == ["第一章　总则", "第二章　服务"]
    assert [article["number"] for article in told["chapters"][1]["articles"]] == [
        "第三条",
        "第四条",
    ]
    assert told["on"] == way.days_ago(0)


def test_an_adopted_text_names_its_day_and_its_charter(village, cadre):
    charter = way.adopted(village, cadre)
    told = letters.text(charter)
    assert told["stage"] == "定稿" and told["note"].endswith("日表决通过")
    assert told["on"] == way.days_ago(5)
    rule = way.draft(village, cadre, kind="rule", title="服务制度", based_on=charter)
    assert letters.text(rule)["parent"] == "《万顺村自治章程》第1版"


def test_what_stands_before_the_first_chapter_is_the_preface(village, cadre):
    words = "为了自治，制定本制度。\n第一条　甲。\n第一章　总则\n第二条　乙。"
    version = way.draft(village, cadre, kind="rule", title="服务制度", text=words)
    preface, found = letters.chapters(version.clauses.all(), "服务制度")
    assert preface == "为了自治，制定本制度。"
    assert [(one["heading"], len(one["articles"])) for one in found] == [
        ("", 1),
        ("第一章　总则", 1),
    ]


def test_the_consultation_is_summed_up(village, cadre):
    told = letters.consultation(way.consulted(village, cadre))
    assert [row["name"] for row in told["channels"]] == ["院坝会", "入户走访"]
    assert (told["since"], told["until"], told["on"]) == (way.days_ago(35),) * 3
    (opinion,) = told["opinions"]
    assert (opinion["clause"], opinion["group"], opinion["handling"]) == ("第三条", "一组", "采纳")
    assert (told["accepted"], told["partly"], told["refused"]) == (1, 0, 0)
    empty = letters.consultation(way.draft(village, cadre, kind="rule", title="空"))
    assert (empty["since"], empty["until"], empty["on"]) == (None, None, way.days_ago(0))


def test_the_review_stands_beside_what_was_flagged(village, cadre):
    bad = "第一条　违者罚款五百元。\n第二条　不得收取押金，可以申诉。"
    told = letters.review_sheet(way.submitted(village, cadre, text=bad))
    assert len(told["items"]) == 12 and told["reviewer"] == ""
    (flag,) = told["flags"]
    assert (flag["clause"], flag["quote"]) == ("第一条", "违者罚款五百元")
    assert flag["handling"] == "未判断" and "行政处罚法" in flag["reason"]


def test_an_overruled_flag_stands_on_the_receipt_and_in_the_review(village, cadre, office):
    filing = way.submitted(village, cadre, text="第一条　违者罚款五百元。\n第二条　可以申诉。")
    given = {"judgement": "overruled", "reason": "引用旧约原文。"}
    met = {check.number: MET for check in filing.checks.all()}
    save_checks(filing, met, {1: given}, by=office)
    row = FILING.perform("accept", filing, by=office, receipt_no="2026-001")
    (note,) = letters.filing_receipt(row)["notes"]
    assert "第一条“违者罚款五百元”" in note and note.endswith("理由：引用旧约原文。")
    (flag,) = letters.review_sheet(row)["flags"]
    assert flag["handling"] == "不是问题：引用旧约原文。"


def test_an_order_names_what_was_upheld_once(village, cadre, office):
    filing = way.submitted(village, cadre, text="第一条　违者罚款五百元。\n第二条　可以申诉。")
    save_checks(filing, {}, {1: {"judgement": "upheld", "reason": "设了罚款"}}, by=office)
    row = FILING.perform("order_correction", filing, by=office)
    (problem,) = letters.correction_order(row)["problems"]
    assert (problem["clause"], problem["quote"]) == ("第一条", "违者罚款五百元")
    assert problem["fault"].startswith("设了罚款。建议改为：") and "行政处罚法" in problem["basis"]


def test_a_receipt_says_in_how_many_days(filing, office):
    row = FILING.perform("accept", reviewed(filing, office), by=office, receipt_no="2026-001")
    told = letters.filing_receipt(row)
    assert (told["number"], told["days"], told["limit"]) == ("2026-001", 5, 10)
    assert (told["organ"], told["reviewer"]) == ("清河镇人民政府", "王办事")


def test_a_correction_quotes_the_clause(filing, office, leader):
    reviewed(filing, office, n5=FAULT, n6=FAULT | {"clause": ""})
    row = way.ordered(filing, office, leader, reason="删去第三条\n\n重新表决", on=way.days_ago(0))
    told = letters.correction_order(row)
    first, second = told["problems"]
    assert first["clause"] == "第三条" and first["quote"].startswith("村民委员会为流动人口")
    assert (second["clause"], second["quote"]) == ("全文", "")
    assert told["law"].startswith("《村民委员会组织法》第三十一条第三款")
    assert told["steps"] == ["删去第三条", "重新表决"] and told["due_on"] == way.days_ago(-30)


def test_a_posting_says_what_and_how_long(village, cadre):
    told = letters.posting(prepared(village, 2, body="收入若干。"))
    assert (told["body"], told["items"], told["days"]) == ("收入若干。", [], 16)
    assert "公告" not in told["title"] and told["attachments"] == []
    meeting = way.voted(way.final(village, cadre), cadre)
    version = meeting.motions.get().text_version
    told = letters.posting(prepared(village, 2, kind="text", text_version=version, meeting=meeting))
    assert told["title"] == "关于公布《万顺村自治章程》的公告"
    assert told["issuer"] == "万顺村村民委员会"
    assert told["attachments"] == ["万顺村自治章程"]
    assert told["body"].startswith("《万顺村自治章程》已经表决通过")
    assert told["items"] == ["表决《万顺村自治章程》：通过"]


def test_a_community_writes_in_its_own_name(community):
    version = way.draft(community, cadre_of(community, "cadre-x", "周干事"), title="章程")
    assert letters.text(version)["organ"] == "新场社区居民委员会"
