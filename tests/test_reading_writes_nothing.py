"""Reading writes nothing: no page that is asked for with GET changes a table, nor names a folder.

Who reloads a page, opens it in advance or follows a link from a message has done no act. The pages
are found by following the links of the demonstration.
"""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client

from tests.test_hostile_queries import followed
from township.users.models import Membership

WRITING = re.compile(
    r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE
)
# Where the site lies on its machine: nobody's affair who reads a page.
PLACES = (str(settings.DATA_DIR), str(settings.BASE_DIR))


def of_signing_in():
    """Tables that note who is there, from where, and what was denied."""
    rows = [row for row in apps.get_models() if row.__module__.startswith("township.signin")]
    return {row._meta.db_table for row in rows} | {"django_session"}


def one_of_each_role():
    users = {}
    for membership in Membership.objects.select_related("user").order_by("pk"):
        users.setdefault(membership.role, membership.user)
    return users.values()


@pytest.mark.one_database
def test_no_page_writes_when_it_is_read_nor_tells_where_the_site_lies(story, keeping):
    written, asked, allowed = [], set(), of_signing_in()

    def watch(execute, sql, params, many, context):
        found = WRITING.match(sql)
        if found and found[1] not in allowed:
            written.append((found[1], sql[:80]))
        return execute(sql, params, many, context)

    for user in one_of_each_role():
        client = Client()
        client.force_login(user)
        client.get("/")
        with connection.execute_wrapper(watch):
            pages = followed(client)
        asked |= pages.keys()
        assert written == [], user
        for path, text in pages.values():
            assert not any(place in text for place in PLACES), f"{path} tells where the site lies"
    assert len(asked) > 100
