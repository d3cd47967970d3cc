"""Where another campaign alone is held no page asks for what only the plan's campaign asks for."""

import re

import pytest

from campaigns.acts import preset as preset_acts
from campaigns.models import Campaign, YearReport
from campaigns.rules import preset
from tests.site_walk import followed
from township.outbox.captures import captures_of

pytestmark = pytest.mark.django_db
# Of the plan's association, its texts and its topics.
WORDS = re.compile(
    "五有|理事会每季度|公约和协议书|制度和协议书|还没有宣传到.*(协议书|章程|制度)|知情选择|流动人口"
    "|没有(生效的|表决通过的)?.?(章程|制度|协议书)|起草自治章程|要求.*协会"
)
TAGS = re.compile(r"(?s)<script.*?</script>|<[^>]+>")
# The handbook and the nouns of the history are those of every campaign.
BESIDE = ("/help", "/handbook", "/history")


@pytest.fixture
def alone(township):
    row = preset_acts.load(preset.load("minzhu-fazhi"), township, start=2026)
    Campaign.objects.filter(pk=row.pk).update(status=Campaign.Status.RUNNING)
    YearReport.objects.create(campaign=row, year=2026)
    return row


@pytest.mark.one_database
def test_no_page_asks_for_what_this_campaign_does_not(alone, office, cadre, client):
    found = set()
    for user in (office, cadre):
        client.force_login(user)
        pages = followed(client)
        assert alone.get_absolute_url() in {path for path, _ in pages.values()}
        for path, page in pages.values():
            if not path.startswith(BESIDE):
                lines = TAGS.sub("\n", page).splitlines()
                found |= {(path, line.strip()) for line in lines if WORDS.search(line)}
    assert not found
    assert not [one for one in captures_of(cadre) if "协会" in one["label"]]
