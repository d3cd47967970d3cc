"""Page denied, nowhere told: what one may not open is not found in a list, a search or the history.

Each scene puts a word into a row that no other row holds; then every page without a row of its
own, and those of the village, are read as every role. The word may stand only where the page of the
row is open.
"""

import io
import re
import zipfile
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from archives.acts.record import file_fact
from archives.models import Category
from campaigns.acts import notice as notice_acts
from campaigns.acts import site_visit as site_visit_acts
from campaigns.models import Application, Evaluation, NoticeObjection, SiteVisit, VetoFinding
from campaigns.workflows.round import ROUND
from campaigns.workflows.veto import find
from tests.campaigns.applications import TODAY
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import teams
from tests.personas import cadre_of
from township.access import Role, ScopedQuerySet, permission_of
from township.access.checks import patterns
from township.access.policy import SEEN_BY
from township.crud import DetailPage
from township.history.chain import record as write_history

WORD = "金丝雀"


APPS = ("villages", "archives", "campaigns")


def pages(village):
    """Every address that needs no row, and those that need the village only."""
    found = {
        "/history/?q=" + WORD,
        reverse("archives:find") + "?words=" + WORD,
        reverse("search") + "?q=" + WORD,
    }
    for _, pattern in patterns():
        if not pattern.name or not permission_of(pattern.callback):
            continue
        for name in (pattern.name, *(f"{app}:{pattern.name}" for app in APPS)):
            of_village = {"pk": village.pk} if name == "villages:village" else {}
            for given in ({}, {"village": village.pk}, of_village):
                try:
                    found.add(reverse(name, kwargs=given))
                except NoReverseMatch:
                    continue
    return sorted(found)


def words_of(answer):
    """What an answer says: a page's text, or that of every part of a workbook."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(map(book.read, book.namelist()))
    # What was asked for comes back in the box and the links of the page.
    text = re.sub("</?mark>", "", unquote(content.decode(errors="replace")))
    for one in (f"q={WORD}", f"words={WORD}", f'value="{WORD}"'):
        text = text.replace(one, "")
    return text


def told_to(user, addresses, words):
    """{word: those of the addresses on which it stands for this user}."""
    client, found = Client(), {word: [] for word in words}
    client.force_login(user)
    for address in addresses:
        answer = client.get(address)
        if answer.status_code == 200:
            text = words_of(answer)
            for word in words:
                found[word] += [address] if word in text else []
    return found


@pytest.fixture
def evaluation(opened, office, evaluator, second_evaluator, village):
    """One being scored by two."""
    teams(opened, [evaluator, second_evaluator], office)
    ROUND.perform("start_self", opened, by=office)
    ROUND.perform("start_scoring", opened, by=office)
    return Evaluation.objects.get(village=village)


@pytest.fixture
def lead(evaluation, evaluator):
    veto = evaluation.standard_version.vetoes.first()
    fact = f"{WORD}一，举报人称村里虚报，待核实"
    return find(VetoFinding(evaluation=evaluation, veto=veto, fact=fact), by=evaluator)


@pytest.fixture
def visit(evaluation, evaluator):
    counts = dict.fromkeys(("households", "respondents", "aware", "satisfied"), 3)
    row = SiteVisit(
        evaluation=evaluation, visited_on=TODAY(), visitors=f"{WORD}二", groups="1组", **counts
    )
    row = site_visit_acts.enter(row, by=evaluator)
    write_history("site_visit.edit", row, evaluator, f"修改走访：{WORD}二")
    return row


@pytest.fixture
def restricted(evaluation, village, cadre):
    title = f"对{WORD}三户的惩处决定"
    row = file_fact(village, "BZC", source="", title=title, on=timezone.localdate(), by=cadre)
    assert Category.objects.get(pk=row.category_id).is_restricted
    return row


@pytest.fixture
def objection(evaluation, office, village):
    """To an application of the village that is posted and was not sent to the district."""
    application = Application.objects.create(
        campaign=evaluation.round.campaign,
        village=village,
        level=evaluation.round.campaign.levels.first(),
        evaluation=evaluation,
        created_by=office,
    )
    notice = notice_acts.post(application, by=office)
    row = NoticeObjection(
        notice=notice, received_on=notice.since, text=f"{WORD}四，没有开过会", source="resident"
    )
    row = notice_acts.take_objection(row, by=office)
    write_history("notice_objection.edit", row, office, f"修改异议：{WORD}四")
    return row


@pytest.mark.one_database
def test_nobody_is_told_of_what_he_may_not_open(
    lead, visit, restricted, objection, everybody, other_cadre, second_evaluator, village
):
    rows = {f"{WORD}一": lead, f"{WORD}二": visit, f"{WORD}三": restricted, f"{WORD}四": objection}
    told, addresses = dict.fromkeys(rows, 0), pages(village)
    for user in (*everybody.values(), other_cadre, second_evaluator):
        found = told_to(user, addresses, rows)
        for word, row in rows.items():
            may = any(
                user.may(one) and type(row).objects.for_user(user, one).filter(pk=row.pk).exists()
                for one in SEEN_BY[row._meta.label_lower]
            )
            assert may or not found[word], f"{user} is told of {row!r} on {found[word]}"
            told[word] += bool(found[word])
    assert all(told.values())


def test_the_district_reads_nothing_of_an_application_it_was_not_sent(objection, district):
    client = Client()
    client.force_login(district)
    for address in (
        reverse("campaigns:notice_paper", args=[objection.notice_id]),
        reverse("campaigns:application", args=[objection.notice.application_id]),
    ):
        assert client.get(address).status_code == 404
    assert client.get(objection.get_absolute_url()).status_code == 403


def test_a_village_learns_that_there_is_an_objection_not_whose(objection, cadre):
    client = Client()
    client.force_login(cadre)
    page = client.get(objection.notice.application.get_absolute_url()).text
    assert "收到异议" in page and WORD not in page and "村（居）民提出" not in page
    assert client.get(objection.get_absolute_url()).status_code == 403


def test_every_noun_with_a_page_is_in_the_table_with_that_pages_permission():
    for _, pattern in patterns():
        page = getattr(pattern.callback, "view_class", None)
        if page is None or not issubclass(page, DetailPage):
            continue
        label = page.model._meta.label_lower
        assert label in SEEN_BY, f"{label} has a page and is in no row of SEEN_BY"
        if page.__name__ in (f"{page.model.__name__}Page", f"{page.model.__name__}Detail"):
            assert page.permission in SEEN_BY[label], page


def test_who_opens_everything_is_asked_no_rows(office, django_assert_num_queries):
    """Most nouns reach as far as the history: the query names them and asks no table of theirs."""
    from township.history.models import Entry

    office.current_memberships  # noqa: B018  loaded once a request
    sql = str(Entry.objects.for_user(office, "history.view").query)
    assert '"villages_meeting"' not in sql and '"campaigns_target"' not in sql


def test_the_table_names_models_that_exist():
    from django.apps import apps

    for label in SEEN_BY:
        rows = apps.get_model(label).objects.all()
        assert isinstance(rows, ScopedQuerySet) or label.startswith("township."), label


def test_all_roles_are_tried(everybody):
    assert set(everybody) == set(Role)


def test_a_cadre_reads_what_happened_in_the_own_village_only(village, other_village, cadre, office):
    cadre_of(other_village, "teller", "李会计")
    write_history("village.edit", village, office, f"本村{WORD}")
    write_history("village.edit", other_village, office, f"邻村{WORD}")
    client = Client()
    client.force_login(cadre)
    page = client.get("/history/").text
    assert f"本村{WORD}" in page and f"邻村{WORD}" not in page
