"""No link or crumb of a page leads its reader where he may not go, or nowhere.

Each role walks the demonstration; of each kind of page every kind of link is followed once.
"""

from html import unescape

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from tests.site_walk import HREF, ask, by_act
from township.users.models import User

ACCOUNTS = ("office", "evaluator1", "district", "admin", "cadre-hezuo")
OTHERS = ("leader", "observer", "cadre-wanshun", "cadre-xinchang")


def astray(account):
    """{(status, link, page it stands on)} of what a link leads to in vain."""
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(username=account))
    waiting, followed, asked, found = [("/", "/")], set(), {}, set()
    while waiting:
        link, page = waiting.pop()
        path, here = link.partition("?")[0], page.partition("?")[0]
        try:
            kind = by_act(resolve(path), path), by_act(resolve(here), here)
        except Resolver404:
            found.add((404, link, page))
            continue
        if kind in followed:
            continue
        followed.add(kind)
        if link not in asked:
            answer = ask(client, link)
            asked[link] = answer.status_code
            if answer.headers["Content-Type"].startswith("text/html") and asked[link] == 200:
                links = {unescape(one) for one in HREF.findall(answer.text)}
                waiting += [(one, link) for one in sorted(links) if not one.startswith("/static/")]
        if asked[link] >= 400:
            found.add((asked[link], link, page))
    assert len(asked) > 10, account
    return found


@pytest.mark.one_database
def test_no_link_leads_where_its_reader_may_not_go(story):
    assert {account: found for account in ACCOUNTS if (found := astray(account))} == {}


@pytest.mark.long
def test_no_link_leads_others_where_they_may_not_go(story):
    assert {account: found for account in OTHERS if (found := astray(account))} == {}
