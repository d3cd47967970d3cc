"""A page that is made again makes again what an act has written about, and nothing else."""

import re

import pytest
from django.db import transaction
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from archives.models import ScanBatch
from campaigns.models import Campaign, Receipt
from campaigns.workflows.receipt import RECEIPT
from township.crud.counting import count_of, kept_answers
from township.crud.parts import Parts, each, in_parts, part
from township.crud.reading import Read, asked_again, reading, stands
from township.history.chain import record
from villages.models import Group, Meeting, Village

# A question that asks for the answers to several (township.crud.counting).
TOGETHER = re.compile(r' AS "q0"')


def counting(value="made"):
    made = []

    def make():
        made.append(len(list(Group.objects.all())))
        return value

    return made, make


@pytest.fixture
def page():
    """`page(known, *written)`: the parts of a page, after these tables were written."""

    def begin(known=None, *written, read=None):
        known = {} if known is None else known
        return Parts(
            known,
            lambda one: one.tables.isdisjoint(written),
            Read() if read is None else read,
        )

    return begin


def test_outside_of_a_kept_page_a_part_is_made_each_time(db):
    made, make = counting()
    assert part(("a",), make) == part(("a",), make) == "made" and len(made) == 2


def test_a_part_stands_as_long_as_its_tables_do(db, page):
    made, make = counting()
    with in_parts(first := page()):
        assert part(("a",), make) == part(("a",), make) == "made"
    with in_parts(page(first.found, "villages_village")):
        part(("a",), make)
    assert len(made) == 1
    with in_parts(page(first.found, "villages_group")):
        part(("a",), make)
    assert len(made) == 2


def test_a_part_that_stands_tells_the_page_its_tables(db, page):
    _, make = counting()
    with in_parts(first := page()):
        part(("a",), make)
    read = Read()
    with in_parts(page(first.found, read=read)):
        part(("a",), make)
    assert read.tables == {"villages_group"} and read == first.found["a",][0]


def test_what_becomes_of_a_part_on_the_page_is_not_kept(db, page):
    with in_parts(first := page()):
        part(("a",), lambda: ["made"]).append("changed")
        assert part(("a",), list) == ["made"]
    with in_parts(page(first.found)):
        assert part(("a",), list) == ["made"]


def test_what_a_part_is_handed_and_who_asks_belong_to_it(db, page):
    _, make = counting()
    told = page()
    told.own = Read({"township_user"})
    with in_parts(told):
        part(("a",), make, Village)
    read, _ = told.found["a",]
    assert read.tables == {"villages_group", "villages_village", "township_user"}
    assert read.unasked == {"villages_village"}, "nobody has asked for it"


def test_a_row_that_a_part_is_handed_is_what_the_page_has_asked_for(village, other_village, page):
    def handed():
        with reading() as read, in_parts(told := page(read=read)):
            row = Village.objects.get(pk=village.pk)
            part(("a",), lambda: row.name, Village)
            list(Village.objects.filter(pk=other_village.pk))
        return told.found["a",][0]

    read, touched = handed(), {"villages_village"}
    Village.objects.filter(pk=other_village.pk).update(name="千顺村")
    assert stands(read, touched, asked_again)
    Village.objects.filter(pk=village.pk).update(name="百顺村")
    assert not stands(read, touched, asked_again)


def test_a_row_that_was_asked_for_in_a_way_that_cannot_be_repeated_stays_unasked(village, page):
    told = Read()
    told.add_unasked({"villages_village"})
    with reading() as read, in_parts(parts := page(read=read)):
        list(Village.objects.all())
        read.add(told)
        part(("a",), lambda: village.name, Village)
    assert "villages_village" in parts.found["a",][0].unasked


def test_a_part_within_a_part_belongs_to_it_also_where_it_stands(db, page):
    inner, make = counting()

    def outer():
        list(Village.objects.all())
        return part(("inner",), make)

    with in_parts(first := page()):
        part(("outer",), outer)
    with in_parts(second := page(first.found, "villages_village")):
        part(("outer",), outer)
    assert len(inner) == 1
    for told in (first, second):
        assert {"villages_group", "villages_village"} <= told.found["outer",][0].tables


def test_of_several_only_those_that_are_wanting_are_made(db, page):
    asked = []

    def make(names):
        asked.append(names)
        return [({f"table_{name}"}, name * 2) for (name,) in names]

    names = [("a",), ("b",)]
    assert each(names, make) == ["aa", "bb"]
    with in_parts(first := page()):
        each(names, make)
    with in_parts(page(first.found, "table_b")):
        assert each(names, make) == ["aa", "bb"]
    assert asked == [names, names, [("b",)]]


def test_an_answer_depends_on_the_tables_of_its_own_question(village, office, page):
    asked = {
        ("groups",): lambda: count_of(Group.objects.filter(village=village)),
        ("meetings",): lambda: count_of(Meeting.objects.filter(village=village)),
    }
    with in_parts(told := page()):
        assert kept_answers(office, asked) == [Group.objects.filter(village=village).count(), 0]
    assert told.found["groups",][0].tables == {"villages_group"}
    assert told.found["meetings",][0].tables == {"villages_meeting"}


def test_a_piece_of_a_template_is_a_part_with_the_rows_it_names(village, page):
    template = Template(
        '{% load parts %}{% part "groups" village %}{{ village }}{{ count }}<b>{% endpart %}'
    )
    made = []

    def count():
        made.append(Group.objects.count())
        return "&"

    def shown(known, *written):
        with in_parts(told := page(known, *written)):
            text = template.render(Context({"village": village, "count": count}))
        return text, told.found

    first, found = shown({})
    assert first == f"{village}&amp;<b>" and len(made) == 1
    again, _ = shown(found)
    assert again == first and type(again) is type(first) and len(made) == 1
    for table in ("villages_village", "villages_group"):
        shown(found, table)
    assert len(made) == 3


@pytest.mark.one_database
@pytest.mark.parametrize("name", ["office", "cadre-wanshun"])
def test_no_part_lives_on_what_another_part_has_read(story, keeping, monkeypatch, name):
    """Made while others stand, a part asks nothing that it did not ask when all were made.

    Which stand is drawn by the digits of the parts' numbers, so that of any two parts each is made
    once without the other.
    """
    client, found = Client(), {}
    client.force_login(story[name])
    campaign = Campaign.objects.get()
    village = Village.objects.get(name="万顺村", township=campaign.township)
    keep, has = Parts.keep, Parts.has

    def noting(self, part_name, read, value):
        keep(self, part_name, read, value)
        found[part_name] = self.found[part_name][0]

    monkeypatch.setattr(Parts, "keep", noting)
    for url in (
        reverse("home"),
        reverse("villages:village", args=[village.pk]),
        reverse("campaigns:campaign", args=[campaign.pk]),
    ):
        monkeypatch.setattr(Parts, "has", lambda self, one: one in self.found)
        found.clear()
        assert client.get(url).status_code == 200
        first = dict(found)
        assert len(first) > 4
        numbers = {one: number for number, one in enumerate(first)}
        seen: set = set()
        for digit in range(len(first).bit_length()):
            for wanted in (0, 1):

                def stands(self, one, digit=digit, wanted=wanted, numbers=numbers):
                    if numbers.get(one, 0) >> digit & 1 == wanted:
                        return one in self.found
                    return has(self, one)

                monkeypatch.setattr(Parts, "has", stands)
                found.clear()
                rename(campaign.township, story["office"])
                assert client.get(url).status_code == 200
                seen |= found.keys()
                for one, read in found.items():
                    if one in first:
                        assert read.tables <= first[one].tables, one
                        assert asked_by(read) <= asked_by(first[one]), one
        assert seen >= first.keys(), "each was made without the others"


def asked_by(read):
    """The questions of a part; those of several together are theirs."""
    return {sql for sql, _ in read.questions if not TOGETHER.search(sql)}


def rename(township, by):
    """Every part of every page is to be made again: who asks is of that township."""
    with transaction.atomic():
        township.name = "高桥镇" if township.name == "清水镇" else "清水镇"
        township.save()
        record("settings.edit", township, by, "修改")


def noted(monkeypatch):
    """The names of the parts that are made from here on."""
    made, keep = [], Parts.keep

    def noting(self, name, read, value):
        made.append(name)
        keep(self, name, read, value)

    monkeypatch.setattr(Parts, "keep", noting)
    return made


def sign_next(village):
    row = Receipt.objects.pending().filter(village=village).first()
    RECEIPT.perform("sign", row, by=village.cadres.first().user, signer="签收人")


@pytest.mark.one_database
def test_a_page_that_is_made_again_keeps_its_other_parts(story, keeping, monkeypatch):
    client = Client()
    client.force_login(story["office"])
    client.get(reverse("home"))
    made = noted(monkeypatch)
    sign_next(Receipt.objects.pending().exclude(village__cadres=None).first().village)
    client.get(reverse("home"))
    assert ("campaign_steps",) in made and ("shown", "navigation") not in made
    assert ("shown", "campaigns") not in made


@pytest.mark.one_database
def test_an_act_that_changes_nothing_a_page_shows_makes_nothing_anew(story, keeping, monkeypatch):
    """Another village signs its receipt: the cadre's first page asks for receipts, and stands."""
    client = Client()
    client.force_login(story["cadre-wanshun"])
    client.get(reverse("home"))
    made = noted(monkeypatch)
    own = Village.objects.get(name="万顺村", township=story["office"].township)
    others = Receipt.objects.pending().exclude(village=own).exclude(village__cadres=None)
    sign_next(others.first().village)
    client.get(reverse("home"))
    assert not made
    rename(own.township, story["office"])
    client.get(reverse("home"))
    assert made


def test_a_batch_that_was_read_is_told_at_once(client, keeping, village, cadre):
    """The worker reads it, and writes no entry."""
    client.force_login(cadre)
    batch = ScanBatch.objects.create(village=village, name="扫描.pdf", made_by=cadre, left=3)
    url = reverse("home")
    assert "待归档" not in client.get(url).content.decode()
    ScanBatch.objects.filter(pk=batch.pk).update(stage=ScanBatch.Stage.WAITING)
    assert "扫描件3页待归档" in client.get(url).content.decode()
    ScanBatch.objects.filter(pk=batch.pk).update(left=2)
    assert "扫描件2页待归档" in client.get(url).content.decode()
