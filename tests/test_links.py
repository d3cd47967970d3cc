"""Every kind of link of the demonstration is followed once, by one person of each role.

No link or crumb leads its reader where he may not go, or nowhere. Promise 4: reading writes
nothing; who reloads a page, opens it in advance or follows a link from a message has done no act.
No page names a folder of its machine, shows a program's word, or asks the database again for each
of its rows. Promise 5: no cadre is shown a word of another village.
"""

import re
from html import unescape

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils.html import strip_tags
from zeal import zeal_context
from zeal.patch import patch

from archives.queries.scan import choices_for
from tests.browser.visitor import LEAKS
from tests.promises.test_reading import WORD, put_canaries
from tests.site_walk import ask, by_act
from township.users.models import User

ACCOUNTS = ("office", "cadre-hezuo")
OTHERS = (
    "evaluator1",
    "district",
    "admin",
    "leader",
    "observer",
    "cadre-wanshun",
    "cadre-xinchang",
)
OF_ANOTHER_VILLAGE = "cadre-hezuo"  # than the one whose every sentence is a canary
# Links, pictures, and what a page asks for by itself.
READ = re.compile(r'(?:href|src|hx-get)="(/[^"#]*)"')
WRITING = re.compile(
    r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE
)
# A roster that leaves the house is an entry of the history: who took it out, and when.
TOLD = {"township_entry", "township_chain"}
# Where the site lies on its machine: nobody's affair who reads a page.
PLACES = (str(settings.DATA_DIR), str(settings.BASE_DIR))


def of_the_door():
    """Tables that note who is there, from where, and what was denied."""
    rows = [row for row in apps.get_models() if row.__module__.startswith("township.signin")]
    return {row._meta.db_table for row in rows} | {"django_session"}


class Reader:
    """One person, and what the database was told while he read."""

    def __init__(self, account):
        self.client = Client(raise_request_exception=False)
        self.client.force_login(User.objects.get(username=account))
        self.client.get("/")
        self.written = set()

    def ask(self, link):
        with connection.execute_wrapper(self.watch), zeal_context():
            return ask(self.client, link)

    def watch(self, execute, sql, params, many, context):
        if found := WRITING.match(sql):
            self.written.add(found[1])
        return execute(sql, params, many, context)


def faults_of(account):
    """(faults, number of pages): {(what is wrong, link, page it stands on)} of what one reads."""
    reader, door = Reader(account), of_the_door()
    waiting, followed, asked, faults = [("/", "/")], set(), {}, set()
    while waiting:
        link, page = waiting.pop()
        path, here = link.partition("?")[0], page.partition("?")[0]
        try:
            kind = by_act(resolve(path), path), by_act(resolve(here), here)
        except Resolver404:
            faults.add((404, link, page))
            continue
        if kind in followed:
            continue
        followed.add(kind)
        if link not in asked:
            answer = reader.ask(link)
            asked[link] = answer.status_code
            if written := reader.written - door - (TOLD if "/export/" in link else set()):
                faults.add((f"writes {written}", link, page))
            reader.written.clear()
            if answer.headers["Content-Type"].startswith("text/html") and asked[link] == 200:
                if any(place in answer.text for place in PLACES):
                    faults.add(("tells where the site lies", link, page))
                if account == OF_ANOTHER_VILLAGE and WORD in answer.text:
                    faults.add(("tells of another village", link, page))
                if leak := LEAKS.search(strip_tags(answer.text)):
                    faults.add((f"shows {leak[0]}", link, page))
                links = {unescape(one) for one in READ.findall(answer.text)}
                waiting += [(one, link) for one in sorted(links) if not one.startswith("/static/")]
        if asked[link] >= 400:
            faults.add((asked[link], link, page))
    return faults, len(asked)


def faults(accounts):
    patch()
    read = {account: faults_of(account) for account in accounts}
    assert all(number > 10 for _, number in read.values())
    assert sum(number for _, number in read.values()) > 60 * len(accounts)
    return {account: found for account, (found, _) in read.items() if found}


@pytest.mark.one_database
def test_reading_writes_nothing_and_no_link_leads_where_its_reader_may_not_go(story):
    put_canaries(story.village("万顺村"))
    assert faults(ACCOUNTS) == {}


@pytest.mark.one_database
def test_what_scanned_pages_are_offered_is_not_asked_for_name_by_name(story):
    patch()
    with zeal_context():
        offered = dict(choices_for(story.village("万顺村"), story["office"]))
    assert {"签到册", "考评表", "领款签收单", "备案回执"} <= offered.keys()


@pytest.mark.long
def test_nor_for_the_others(story):
    assert faults(OTHERS) == {}
