"""A person at a browser: reads labels, presses buttons, and looks at every page as a user would.

`look` holds the page to the house rules: nothing runs out of a phone's screen, the console stays
silent, no code leaks into the text. With `--pictures` it keeps a picture of the page
at the width of a desk and of a phone.
"""

import re
import time
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from tests.personas import PASSWORD

PICTURES = Path(__file__).parents[2] / "var" / "screenshots"
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
# Words that only a program says: an empty value, a field's name, a template's tag.
LEAKS = re.compile(r"\b(?:None|True|False|null|undefined|NaN)\b|\b[A-Za-z]+_[A-Za-z_]+\b|{{|{%|%}")
HARD = ("serious", "critical")
# A machine may be slow; nothing here is about how slow.
PATIENCE = 60000
expect.set_options(timeout=PATIENCE)
# The browser reports every answer of 400 and above as a failed load; pages are right to give them.
ANSWERS = "Failed to load resource"
# axe leaves empty style attributes behind, which htmx copies when it swaps: the hash of nothing.
EMPTY_STYLE = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

# What is pressed on a phone and lower than 44 px: a tick is pressed by its label, and a link in a
# sentence is as high as its line (WCAG 2.5.5 and 2.5.8).
SMALL_TARGETS = """() => {
  const found = new Set();
  const pressed = "a[href], button, summary, select, input";
  for (const one of document.querySelectorAll(`:is(main, .topbar) :is(${pressed})`)) {
    let box = one.getBoundingClientRect();
    const isHidden = !box.width || box.width < 2 || getComputedStyle(one).visibility === "hidden";
    if (isHidden || one.type === "hidden" || one.closest("thead, .skip-link")) continue;
    const isTick = ["checkbox", "radio"].includes(one.type) && one.labels && one.labels.length;
    if (isTick) box = one.labels[0].getBoundingClientRect();
    const parent = one.parentElement;
    const isInSentence = one.tagName === "A" && parent.textContent.trim() !== one.textContent.trim()
      && getComputedStyle(one).display === "inline";
    if (box.height < 43.5 && !isInSentence) {
      const told = (one.textContent || one.name).trim().slice(0, 20);
      found.add(`${one.tagName} ${told}: ${Math.round(box.height)} px`);
    }
  }
  return [...found];
}"""


def sign_in(page, user):
    """Give a page's browser the session of somebody, where signing in is not what is tested."""
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    place = {"domain": "localhost", "path": "/"}
    page.context.add_cookies([{"name": session.key, "value": session.value} | place])


class Visitor:
    """One person with an own browser context. `folder` and `role` name the pictures."""

    def __init__(self, context, role, album):
        self.page, self.role, self.album = context.new_page(), role, album
        self.complaints = []
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, message):
        is_told = message.type in ("error", "warning")
        if is_told and ANSWERS not in message.text and EMPTY_STYLE not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    # Signing in

    def sign_in(self, username):
        """The first page is the only address anybody types."""
        self.page.goto("/")
        self.fill("账号", username)
        self.fill("密码", PASSWORD)
        self.press("登录")
        self.sees("首页", at="h1")
        return self

    def open(self, address):
        """Try an address that no page offered."""
        self.page.goto(address)
        return self

    # Reading

    def sees(self, *texts, at="main"):
        for text in texts:
            expect(self.page.locator(at).first).to_contain_text(text)
        return self

    def sees_no(self, *texts, at="main"):
        for text in texts:
            expect(self.page.locator(at).first).not_to_contain_text(text)
        return self

    def holds(self, label, value):
        expect(self._field(label).first).to_have_value(value)
        return self

    def expects(self, place):
        place.first.wait_for()
        return self

    # Pressing

    def press(self, label, *, inside="main", nth=0):
        """A button, or a link, that says `label`; also when it says that it has to wait."""
        self.album.last = self
        self.page.wait_for_load_state()
        name = re.compile(rf"^\s*{re.escape(label)}\s*(（暂不能办理.*)?$")
        place = self.page.locator(inside).first
        found = place.get_by_role("button", name=name).or_(place.get_by_role("link", name=name))
        found.and_(self.page.locator(":not(.crumbs a)")).nth(nth).click()
        return self.waits()

    def waits(self):
        """Until a form that the page sends has its answer, and a new page has its scripts."""
        self.page.wait_for_load_state()
        self.page.locator("form[data-send][data-sent]").first.wait_for(state="detached")
        self.page.wait_for_load_state()
        return self

    def menu(self, label):
        """An entry of the left navigation, whose group may be folded."""
        self.page.wait_for_load_state()
        folded = self.page.locator("#sidenav details:not([open]) > summary")
        while folded.count():
            folded.first.click()
        return self.press(label, inside="#sidenav")

    def confirm(self):
        """Agree in the page's own dialog; its first button takes the question back."""
        self.page.locator("dialog.ask button").last.click()
        return self.waits()

    # Filling

    def _field(self, label):
        self.album.last = self
        return self.page.locator("main").get_by_label(
            re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$")
        )

    def fill(self, label, value):
        self._field(label).first.fill(str(value))
        return self

    def choose(self, label, option):
        field = self._field(label).first
        found = field.locator("option").filter(has_text=option).first
        field.select_option(value=found.get_attribute("value"))
        return self

    def tick(self, label):
        self._field(label).first.check()
        return self

    def upload(self, label, *files):
        """`files` are (name, media type, bytes)."""
        payload = [{"name": n, "mimeType": kind, "buffer": stuff} for n, kind, stuff in files]
        self._field(label).first.set_input_files(payload)
        return self

    def send_files(self, *files):
        """Files for the box that sends them at once."""
        payload = [{"name": n, "mimeType": kind, "buffer": stuff} for n, kind, stuff in files]
        self.album.last = self
        self.page.locator("main input[type=file][multiple]").first.set_input_files(payload)
        return self

    def choose_files(self, *files):
        """Send files and wait until all have arrived."""
        self.send_files(*files)
        expect(self.page.locator(".uploads-state", has_text="已发送，未保存")).to_have_count(
            len(files)
        )
        return self

    def judge(self, legend, option):
        """Choose in the first list of the group whose legend begins so."""
        group = self.page.locator("fieldset", has=self.page.locator("legend", has_text=legend))
        group.locator("select").first.select_option(label=option)
        return self

    # Looking

    def look(self, name, *, axe=False):
        """Check the page at both widths, and picture it where that is asked for."""
        self.album.count += 1
        stem = f"{self.album.count:02d}-{self.role}-{name}"
        settle(self.page)
        self._picture(f"{stem}-1280")
        if axe:
            self.album.faults += [f"{stem} {fault}" for fault in hard_faults(self.page)]
        self.check_on_phone(stem, is_pictured=True)
        resize(self.page, DESK)
        return self

    def check_on_phone(self, stem, *, is_pictured=False):
        """Nothing runs out of a phone's screen, nothing in the text is a program's word."""
        resize(self.page, PHONE)
        settle(self.page)
        if is_pictured:
            self._picture(f"{stem}-360")
        leaks = sorted(set(LEAKS.findall(self.page.locator("body").inner_text())))
        self.album.faults += [f"{self.role}: {stem} shows {leak}" for leak in leaks]
        width = self.page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            self.album.faults.append(f"{self.role}: {stem} is {width} px wide on a phone")
        return self

    def check_enlarged(self, stem):
        """On a phone what is pressed is big enough for a thumb; at 200 % zoom, and with the text at
        150 %, nothing runs out of the screen."""
        resize(self.page, PHONE)
        small = self.page.evaluate(SMALL_TARGETS)
        self.album.faults += [f"{self.role}: {stem} has a small target: {one}" for one in small]
        for width, size in ((PHONE["width"] // 2, "100%"), (PHONE["width"], "150%")):
            resize(self.page, {"width": width, "height": PHONE["height"]})
            self.page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                told = f"{wide} px wide on {width} px with the text at {size}"
                self.album.faults.append(f"{self.role}: {stem} is {told}")
        self.page.evaluate("document.documentElement.style.fontSize = ''")
        resize(self.page, PHONE)
        return self

    def _picture(self, name):
        if not self.album.is_kept:
            return
        path = self.album.folder / f"{name}.jpg"
        self.page.screenshot(path=path, full_page=True, type="jpeg", quality=80)


class Album:
    """Every fault seen in one test, and its pictures where they are kept."""

    def __init__(self, folder, *, is_kept):
        self.folder, self.count, self.faults, self.visitors = PICTURES / folder, 0, [], []
        self.is_kept = is_kept
        if not is_kept:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in self.folder.glob("*.jpg"):
            old.unlink()

    def everything_wrong(self):
        return self.faults + [one for visitor in self.visitors for one in visitor.complaints]


def until(page, holds):
    """Ask `holds` again and again; the policy forbids the page to poll by eval."""
    deadline = time.monotonic() + PATIENCE / 1000
    while not holds():
        assert time.monotonic() < deadline, "it never came"
        page.wait_for_timeout(50)


def resize(page, size):
    """Another size of window; the page's scripts have heard of it and it is laid out."""
    page.set_viewport_size(size)
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def until_kept(page, text):
    """Until the browser keeps something that says `text`, so that the tab may be closed."""
    until(page, lambda: text in page.evaluate("Object.values(localStorage).join()"))


def settle(page):
    """Wait for fonts and for panels that load themselves; the policy forbids to poll by eval."""
    page.wait_for_load_state()
    expect(page.locator("[data-panel] > .panel-wait")).to_have_count(0)
    page.evaluate("window.scrollTo(0, 0); document.fonts.ready.then(() => true)")


def hard_faults(page):
    # What is right is not told node by node.
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"axe {fault['id']}: {fault['nodes'][0]['html'][:160]}"
        for fault in found
        if fault["impact"] in HARD
    ]
