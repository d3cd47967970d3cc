"""200 entries of two people on one phone, whose line is cut at random, whose tabs are closed and
which is switched off in between: each is sent once, none is lost, none goes under the other's name.
"""

import base64
import random

import pytest
from playwright.sync_api import Error, expect

from tests.browser.test_sent_files import photo
from tests.browser.visitor import sign_in
from tests.personas import cadre_of
from villages.models import Activity, Attachment

pytestmark = [
    pytest.mark.browser,
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("taking_along"),
]

EACH, ROUNDS = 100, 150
QUIET = 150
# One request in thirty is lost on its way, one in thirty does its work and its answer is lost.
LOST, UNHEARD = 1 / 30, 1 / 15

# Puts an entry by as the page does, from the form that was taken along.
PUT_BY = """async ([title, photo]) => {
  const outbox = self.outbox, me = await outbox.me();
  const taken = (await outbox.forms(me)).find(one => one.label === "登记活动");
  const form = new DOMParser().parseFromString(taken.form, "text/html").querySelector("form");
  const id = outbox.newId(), values = {form_key: id, kind: "training", title, themes: "learn",
    on: "2026-03-01", place: "院坝", headcount: "12", summary: "学习章程。"};
  const held = {id: outbox.newId(), field: "files", to: "/uploads/", name: title + ".jpg",
    url: "", key: "", sentAt: 0};
  const bytes = Uint8Array.from(atob(photo), letter => letter.charCodeAt(0));
  const files = photo ? [Object.assign(held, {size: bytes.length})] : [];
  const contents = photo ? {[held.id]: new Blob([bytes], {type: "image/jpeg"})} : {};
  const entry = {id, at: Date.now(), changed: Date.now(), tried: 0, state: "waiting", told: "",
    answer: "", address: taken.address, label: taken.label, place: taken.place,
    fields: Object.entries(values), files, form: form.outerHTML};
  await outbox.put(me, entry, contents);
}"""
UNSENT = "async user => (await self.outbox.counts(user)).unsent"


class Line:
    """A line that breaks by chance; counts how often."""

    def __init__(self, chance):
        self.chance, self.is_weak, self.cuts, self.asked = chance, True, 0, 0

    def __call__(self, route):
        self.asked += 1
        told = self.chance.random()
        try:
            if not self.is_weak or told > UNHEARD:
                route.continue_()
                return
            self.cuts += 1
            if told > LOST:
                route.fetch()
            route.abort()
        except Error:
            pass  # the tab was closed meanwhile


class Phone:
    """One phone that keeps its store when it is switched off and on."""

    def __init__(self, playwright, folder, arguments, base_url, line):
        self.open = lambda: playwright.chromium.launch_persistent_context(
            folder, base_url=base_url, locale="zh-CN", timezone_id="Asia/Shanghai", **arguments
        )
        self.line = line
        self.switch_on()

    def switch_on(self):
        self.context = self.open()
        for address in ("**/outbox/own/**", "**/activities/new/", "**/uploads/**"):
            self.context.route(address, self.line)
        self.page = self.context.new_page()

    def switch_off_and_on(self):
        self.context.close()
        self.switch_on()

    def close_tab(self):
        self.page.close()
        self.page = self.context.new_page()

    def is_taken_by(self, user):
        """Whoever takes the phone signs in; the page sends what waits as it opens."""
        sign_in(self.page, user)
        self.page.goto("/outbox/")

    def sends(self, requests):
        """Until so many requests have gone out, or nothing more happens."""
        wanted, quiet = self.line.asked + requests, 0
        while self.line.asked < wanted and quiet < QUIET:
            before = self.line.asked
            self.page.wait_for_timeout(100)
            quiet = 0 if self.line.asked > before else quiet + 1


def test_each_is_sent_once(
    playwright, browser_type_launch_args, base_url, tmp_path, cadre, village, other_village
):
    chance = random.Random(20260301)
    people = [(cadre, village), (cadre_of(other_village, "other", "赵强"), other_village)]
    line = Line(chance)
    line.is_weak = False
    phone = Phone(playwright, tmp_path / "phone", browser_type_launch_args, base_url, line)
    picture = base64.b64encode(photo(1, (320, 240))).decode()
    wanted = {place.pk: set() for _, place in people}
    for user, place in people:
        phone.is_taken_by(user)
        expect(phone.page.locator("[data-forms] a").first).to_be_visible()
        for number in range(EACH):
            title = f"{place}活动{number:03}"
            wanted[place.pk].add(title)
            phone.page.evaluate(PUT_BY, [title, picture if number % 4 == 0 else ""])
    line.is_weak = True
    left = rounds = 0
    for rounds in range(1, ROUNDS + 1):
        user, _ = people[rounds % 2]
        phone.is_taken_by(user)
        phone.sends(chance.randint(3, 90))
        if rounds % 7 == 0:
            phone.switch_off_and_on()
        elif rounds % 3 == 0:
            phone.close_tab()
        else:
            left = sum(phone.page.evaluate(UNSENT, str(one.pk)) for one, _ in people)
            if not left:
                break
    assert line.cuts > 20, "the line was hardly ever cut"
    line.is_weak = False
    for user, _ in people:
        phone.is_taken_by(user)
        expect(phone.page.locator("[data-none]")).to_be_visible(timeout=120000)
        assert phone.page.evaluate(UNSENT, str(user.pk)) == 0
    phone.context.close()
    rows = list(Activity.objects.values_list("village", "title"))
    assert len(rows) == 2 * EACH, f"{rounds} rounds, {line.cuts} cuts"
    assert {pk: {title for own, title in rows if own == pk} for pk in wanted} == wanted
    assert Attachment.objects.count() == 2 * len(range(0, EACH, 4))
