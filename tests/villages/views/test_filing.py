"""备案 as the village submits it and the township decides it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.personas import cadre_of, person
from tests.villages import way
from township.access import Role
from township.users.models import Membership
from township.workflow import Refused
from villages.acts.review import save_checks
from villages.models import Filing
from villages.options import filing_authorities
from villages.papers import letters
from villages.workflows.filing import FILING


@pytest.fixture
def filing(village, cadre):
    return way.submitted(village, cadre)


@pytest.fixture
def as_office(client, office):
    client.force_login(office)
    return client


def met(filing, **changed):
    found = {c.number: {"result": "met", "clause": "", "comment": ""} for c in filing.checks.all()}
    return found | {int(n[1:]): given for n, given in changed.items()}


def sent(results):
    return {
        f"{name}_{number}": value
        for number, given in results.items()
        for name, value in given.items()
    }


def test_the_records_answer_what_they_prove(filing):
    results = {check.key: check.result for check in filing.checks.all()}
    for key in ("competence", "procedure", "consultation"):
        assert results[key] == "met"
    # Whether figures agree with sign-in sheet and ballots is for people to look at.
    assert results["quorum"] == results["penalty"] == "unseen"
    hint = filing.checks.get(key="quorum").hint
    assert "实到400人" in hint and "赞成350票" in hint


def test_the_office_reviews_in_the_browser(as_office, filing):
    checks = reverse("villages:filing_checks", args=[filing.pk])
    page = as_office.get(checks).content.decode()
    assert "系统核对" in page and "没有罚款、没收、拘禁、强制执行" in page
    failing = {"result": "unmet", "clause": "第三条", "comment": ""}
    answer = as_office.post(checks, sent(met(filing, n5=failing)))
    assert answer.status_code == 422
    assert "第5项不符合，请写明哪里不符合" in answer.content.decode()
    assert as_office.post(checks, sent(met(filing))).status_code == 302
    act = reverse("villages:filing_act", args=[filing.pk, "accept"])
    assert f"{way.days_ago(0).year}-001" in as_office.get(act).content.decode()
    given = {"receipt_no": "备2026-7", "on": way.days_ago(0), "opinion": "予以备案。"}
    as_office.post(act, given)
    filing.refresh_from_db()
    assert (filing.status, filing.receipt_no) == ("filed", "备2026-7")
    receipt = reverse("villages:filing_paper", args=[filing.pk, "receipt"])
    text = as_office.get(receipt, {"format": "txt"}).content.decode()
    assert "备2026-7" in text and "万顺村自治章程" in text
    assert as_office.get(receipt.replace("receipt", "order")).status_code == 404


def test_correction_needs_a_finding_a_reason_and_a_day_to_come(as_office, filing, office):
    act = reverse("villages:filing_act", args=[filing.pk, "order_correction"])
    given = {"reason": "删去第三条", "correct_by": way.days_ago(-20), "on": way.days_ago(0)}
    given["order_no"] = f"清府责改〔{way.days_ago(0).year}〕1号"
    answer = as_office.post(act, given)
    assert "审查表里没有“不符合”的项目" in answer.content.decode()
    fault = {"result": "unmet", "clause": "第三条", "comment": "第三条设了罚款"}
    save_checks(filing, met(filing, n5=fault), by=office)
    assert "第三条：第三条设了罚款" in as_office.get(act).content.decode()
    answer = as_office.post(act, given | {"correct_by": way.days_ago(0)})
    assert "要在发出日期以后" in answer.content.decode()
    assert as_office.post(act, given).status_code == 302
    order = reverse("villages:filing_paper", args=[filing.pk, "order"])
    text = as_office.get(order, {"format": "txt"}).content.decode()
    assert "责令改正" in text and "第三条设了罚款" in text


def test_the_leader_reads_what_is_to_be_signed(as_office, client, filing, office, leader):
    sign = reverse("villages:filing_act", args=[filing.pk, "sign_order_correction"])
    client.force_login(leader)
    assert "责令改正通知书（" not in client.get(sign).text
    failing = {"result": "unmet", "clause": "第三条", "comment": "没有依据。"}
    save_checks(filing, met(filing, n5=failing), by=office)
    last_day = timezone.localdate() + timedelta(days=20)
    given = {
        "reason": "第三条没有依据。",
        "correct_by": last_day,
        "order_no": "示镇责改〔2026〕3号",
    }
    FILING.perform("order_correction", filing, by=office, **given)
    client.force_login(leader)
    page = client.get(sign).text
    order = reverse("villages:filing_paper", args=[filing.pk, "order"])
    assert f"责令改正通知书（示镇责改〔2026〕3号），发给{filing.village}" in page
    assert f'href="{order}"' in page and client.get(order).status_code == 200
    back = reverse("villages:filing_act", args=[filing.pk, "return_order_correction"])
    assert f'href="{order}"' not in client.get(back).text


def test_whoever_submits_does_not_review(filing, cadre, village, township):
    """A cadre who works in the township office as well."""
    Membership.objects.create(user=cadre, role=Role.OFFICE, township=township)
    cadre = type(cadre).objects.get(pk=cadre.pk)
    with pytest.raises(Refused, match="报送人不能审查"):
        save_checks(filing, met(filing), by=cadre)
    with pytest.raises(Refused, match="报送人不能审查"):
        FILING.perform("accept", filing, by=cadre, receipt_no="2026-001")


def test_a_receipt_number_is_given_once_in_a_township(filing, office, other_village, other_cadre):
    other = way.submitted(other_village, other_cadre)
    for row in (filing, other):
        save_checks(row, met(row), by=office)
    FILING.perform("accept", filing, by=office, receipt_no="2026-001")
    with pytest.raises(Refused, match="2026-001已经用过"):
        FILING.perform("accept", other, by=office, receipt_no="2026-001")
    assert other.proposed_receipt_no.endswith("-002")
    with pytest.raises(IntegrityError), transaction.atomic():
        Filing.objects.filter(pk=other.pk).update(receipt_no="2026-001")


def test_the_clock_runs_from_the_day_of_adoption(as_office, village, cadre):
    filing = way.adopted(village, cadre).filing
    assert (filing.days_taken, filing.is_late) == (5, False)
    late = filing.due_on + timedelta(days=1)
    assert list(Filing.objects.overdue_on(late)) == [filing]
    assert list(Filing.objects.overdue_on(filing.due_on)) == []
    page = as_office.get(reverse("villages:filings")).content.decode()
    assert "5天" in page and "待报送" in page


@pytest.mark.parametrize("days", [5, 30])
def test_the_township_sets_the_days(days, village, cadre, township):
    township.settings["filing_days"] = days
    township.save()
    village.refresh_from_db()
    filing = way.adopted(village, cadre).filing
    assert (filing.due_on - filing.text_version.adopted_on).days == days
    assert filing.is_late is False


def test_submitting_before_adoption_or_tomorrow_is_refused(village, cadre):
    filing = way.adopted(village, cadre).filing
    with pytest.raises(Refused, match="早于表决通过"):
        FILING.perform("submit", filing, by=cadre, on=way.days_ago(6))
    with pytest.raises(Refused, match="今天之后"):
        FILING.perform("submit", filing, by=cadre, on=way.days_ago(-1))


def test_a_cadre_cannot_decide(client, filing, cadre):
    client.force_login(cadre)
    act = reverse("villages:filing_act", args=[filing.pk, "accept"])
    given = {"receipt_no": "1", "on": way.days_ago(0), "opinion": "好"}
    assert client.post(act, given).status_code == 403
    assert client.get(reverse("villages:filing_checks", args=[filing.pk])).status_code == 403


def test_a_decision_is_frozen(filing, office):
    save_checks(filing, met(filing), by=office)
    FILING.perform("accept", filing, by=office, receipt_no="2026-001")
    with pytest.raises(Exception, match="frozen"), transaction.atomic():
        Filing.objects.filter(pk=filing.pk).update(opinion="改")
    with pytest.raises(Exception, match="frozen"), transaction.atomic():
        filing.checks.update(result="unmet")


def test_the_next_number_goes_on_in_the_townships_own_series(filing, office, village, cadre):
    year = timezone.localdate().year
    save_checks(filing, met(filing), by=office)
    FILING.perform("accept", filing, by=office, receipt_no=f"备字〔{year}〕09号")
    rule = way.draft(village, cadre, kind="rule", title="服务制度")
    row = Filing(township=filing.township, text_version=rule)
    assert row.proposed_receipt_no == f"备字〔{year}〕10号"


def test_a_community_says_with_whom_it_files(client, community, district):
    cadre = cadre_of(community, "cadre-xinchang", "周干事")
    filing = way.adopted(community, cadre).filing
    assert filing.authority == "township"
    client.force_login(cadre)
    act = reverse("villages:filing_act", args=[filing.pk, "submit"])
    page = client.get(act).text
    assert "清江区人民政府" in page and "《城市居民委员会组织法》第三十一条" in page
    given = {"authority": "district", "on": way.days_ago(0)}
    assert client.post(act, given | {"authority": "street"}).status_code == 422
    assert client.post(act, given).status_code == 302
    filing.refresh_from_db()
    for paper in (letters.filing_letter(filing), letters.filing_receipt(filing)):
        assert "清江区人民政府" in {paper.get("authority"), paper["organ"]}
        assert paper["law"].startswith("《城市居民委员会组织法》第三十一条")


@pytest.mark.parametrize(("chosen", "first"), [("", "township"), ("district", "district")])
def test_the_township_sets_where_its_communities_file(community, chosen, first):
    community.township.settings["community_filing"] = chosen
    assert filing_authorities(community)[0] == first


def test_a_village_files_with_its_township_and_is_not_asked(client, village, cadre):
    filing = way.adopted(village, cadre).filing
    client.force_login(cadre)
    act = reverse("villages:filing_act", args=[filing.pk, "submit"])
    assert "报哪里备案" not in client.get(act).text


def test_a_number_of_no_series_does_not_hinder_the_next(filing, office, other_village, other_cadre):
    other = way.submitted(other_village, other_cadre)
    save_checks(filing, met(filing), by=office)
    year = way.days_ago(0).year
    FILING.perform("accept", filing, by=office, receipt_no=f"{year}-²")
    assert other.proposed_receipt_no == f"{year}-001"


# --- what the rules raised ----------------------------------------------------------------------

BAD = "第一条　违者罚款五百元。\n第二条　可以申诉。"


@pytest.fixture
def flagged(village, cadre):
    return way.submitted(village, cadre, text=BAD)


def test_the_reviewer_judges_each_flag_on_the_page(as_office, flagged):
    checks = reverse("villages:filing_checks", args=[flagged.pk])
    page = as_office.get(checks).text
    for told in ("系统提示的条款", "<mark>违者罚款五百元</mark>", "行政处罚法第九条", "可以改为："):
        assert told in page
    given = sent(met(flagged)) | {"judgement_1": "overruled", "reason_1": " "}
    answer = as_office.post(checks, given)
    assert answer.status_code == 422 and "判断为不是问题，请用一句话说明理由" in answer.text
    assert as_office.post(checks, given | {"reason_1": "引用旧约原文"}).status_code == 302
    page = as_office.get(flagged.get_absolute_url()).text
    assert "不是问题" in page and "引用旧约原文" in page


def test_a_flag_left_alone_stays_open(as_office, flagged):
    checks = reverse("villages:filing_checks", args=[flagged.pk])
    assert as_office.post(checks, sent(met(flagged))).status_code == 302
    assert flagged.flags.get().judgement == "open"


def test_the_township_sees_which_rules_help(as_office, client, flagged, office, cadre):
    rules = reverse("villages:flag_rules")
    given = {1: {"judgement": "overruled", "reason": "引用旧约原文"}}
    save_checks(flagged, {}, given, by=office)
    page = as_office.get(rules)
    (row,) = page.context["rules"]
    assert (row["act"], row["raised"], row["overruled"]) == ("不守约就要交钱、扣钱", 1, 1)
    assert "引用旧约原文" in page.text
    client.force_login(cadre)
    assert client.get(rules).status_code == 403


def test_another_township_has_its_own_figures(client, flagged, other_township):
    stranger = person("office-baita", "钱办事", Role.OFFICE, township=other_township)
    client.force_login(stranger)
    assert client.get(reverse("villages:flag_rules")).context["rules"] == []
