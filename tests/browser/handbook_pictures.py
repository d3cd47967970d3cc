"""The handbook's pictures: which page of the demonstration each shows, and how it is taken.

`make pictures` takes them anew from the running product into static/img/handbook/.
"""

import io
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from PIL import Image

from campaigns.models import Application, Round, Sheet
from tests.browser.visitor import DESK, PHONE
from township.users.models import Township
from villages.models import Filing, Village

FOLDER = settings.BASE_DIR / "static" / "img" / "handbook"
WIDEST, QUALITY = 900, 72


@dataclass(frozen=True)
class Picture:
    """`address` gives the page's; `account` opens it, at the size of a desk or a phone, and presses
    `key` there, if any."""

    name: str
    account: str
    address: object
    size: dict = None
    key: str = ""

    @property
    def path(self):
        return FOLDER / f"{self.name}.webp"


def _village(name, page):
    return lambda: reverse(page, args=[Village.objects.get(name=name).pk])


def _filing(page):
    return lambda: reverse(page, args=[Filing.objects.get(status=Filing.Status.SUBMITTED).pk])


def _ticked():
    filing = Filing.objects.get(status=Filing.Status.SUBMITTED)
    return f"{reverse('villages:filings_accept')}?rows={filing.pk}"


def _last_final():
    return Round.objects.filter(status=Round.Status.FINAL).latest("year")


def _self_sheet():
    sheet = Sheet.objects.filter(kind=Sheet.Kind.SELF, status=Sheet.Status.OPEN)
    pk = sheet.get(evaluation__village__name="合作村").pk
    return reverse("campaigns:self_sheet", args=[pk])


def _scored_sheet():
    """At an indicator with evidence."""
    sheet = Sheet.objects.of_evaluators().get(
        evaluation__round=_last_final(),
        evaluation__village__name="万顺村",
        scorer__username="evaluator1",
    )
    indicator = sheet.evaluation.standard_version.indicators.get(code="D1")
    return f"{sheet.get_absolute_url()}?at={indicator.pk}"


def _own_templates():
    return reverse("paper_templates", args=[Township.objects.get().pk])


def _filing_remarks():
    return f"{_filing('villages:filing')()}#remarks"


PICTURES = (
    Picture("cadre-home", "cadre-hezuo", lambda: "/", PHONE),
    Picture("cadre-gaps", "cadre-zhihua", _village("治华村", "archives:village_completeness")),
    Picture("cadre-self", "cadre-hezuo", _self_sheet, PHONE),
    Picture("public-page", "cadre-wanshun", _village("万顺村", "villages:open"), PHONE),
    Picture("office-home", "office", lambda: "/"),
    Picture("office-review", "office", _filing("villages:filing_checks")),
    Picture("office-many", "office", _ticked),
    Picture("office-remind", "office", lambda: reverse("remind")),
    Picture("office-remarks", "office", _filing_remarks),
    Picture("office-templates", "office", _own_templates),
    Picture("evaluator-viewer", "evaluator1", _scored_sheet, key="e"),
    Picture(
        "office-summary",
        "office",
        lambda: reverse("campaigns:round_summary", args=[_last_final().pk]),
    ),
    Picture(
        "office-trends",
        "office",
        lambda: reverse("campaigns:round_trends", args=[_last_final().campaign_id]),
    ),
    Picture("leader-overview", "leader", lambda: reverse("campaigns:overview")),
    Picture(
        "district-application",
        "district",
        lambda: Application.objects.earliest("pk").get_absolute_url(),
    ),
)


def keep(picture, page):
    """Take what the browser's page shows now, no wider than a column of the handbook."""
    page.set_viewport_size(picture.size or DESK)
    page.evaluate("document.fonts.ready")
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    if image.width > WIDEST:
        image = image.resize(
            (WIDEST, image.height * WIDEST // image.width), Image.Resampling.LANCZOS
        )
    FOLDER.mkdir(parents=True, exist_ok=True)
    image.save(picture.path, quality=QUALITY, method=6)
