"""Pages of completeness: all villages of the township, one village, the panel on its page."""

from operator import attrgetter

from django.core.paginator import Paginator
from django.urls import reverse
from django.views.decorators.http import require_safe

from archives.models import Category
from archives.queries.completeness import NOTHING, shelf, shelves, year_asked, years_of
from archives.queries.filling import ways_to_fill
from archives.queries.likely import likely_papers
from archives.rules.completeness import text_matrix, urgent_gaps
from archives.rules.requirements import ArchiveState
from township.access import needs
from township.charts import Bar
from township.crud import KeptPage, Page, Within, exporting
from township.crud.stats import Stat
from villages.models import Village

TONES = {
    ArchiveState.MISSING: "bad",
    ArchiveState.PARTIAL: "warn",
    ArchiveState.PRESENT: "good",
    ArchiveState.NOT_DUE: "neutral",
}
STAGE_WORDS = (("draft", "草稿"), ("consultation", "征求意见稿"), ("final", "定稿"))
VILLAGES_A_PAGE = 20
BARS = 12
FULL = 100
EXPORTED = ("村（居）", "类别", "材料", "多久一次", "应有", "已有", "状态", "缺什么")


def lacking(counts):
    """{"label", "tone"} of what a category's cells lack, None when they lack nothing."""
    if counts.missing:
        return {"label": f"缺{counts.missing}", "tone": "bad"}
    return {"label": "不全", "tone": "warn"} if counts.partial else None


def complete_words(grouped):
    """齐全9类，未到期3类: what the other categories are."""
    rest = [counts for counts in grouped.values() if not counts.missing and not counts.partial]
    present = sum(1 for counts in rest if counts.present)
    words = [f"齐全{present}类"] if present else []
    if waiting := len(rest) - present:
        words.append(f"未到期{waiting}类")
    return "，".join(words)


def year_tabs(url, years, year):
    return [
        {"label": f"{one}年", "url": f"{url}?year={one}", "is_active": one == year} for one in years
    ]


def shares(grouped, categories):
    """{label, value, tone} by category: how much of what is due is complete, over villages."""
    for category in categories:
        counts = [one.get(category.code, NOTHING) for one in grouped]
        share = sum(counts, NOTHING).share
        if share is not None:
            tone = "good" if share == FULL else "active"
            yield Bar(category.name, share, tone=tone)


def villages_shown(user):
    """(the user's township, its villages that the user may see the completeness of)."""
    township = user.township_for("completeness.view")
    rows = Village.objects.for_user(user, "completeness.view").in_use()
    return township, rows.filter(township=township).select_related("township")


class Completeness(KeptPage, Page):
    """Villages × categories of a year: whose archive lacks what."""

    permission = "completeness.view"
    title = "归档情况"
    template = "archives/completeness/list.html"

    def get_context_data(self, **context):
        user = self.request.user
        township, rows = villages_shown(user)
        page = Paginator(rows, VILLAGES_A_PAGE).get_page(self.request.GET.get("page"))
        villages = list(page)
        year = year_asked(self.request.GET.get("year"))
        found = shelves(township, villages, year, user=user)
        grouped = {pk: one.by_category() for pk, one in found.items()}
        categories = self.categories()
        years = years_of(township, villages)
        return super().get_context_data(
            year=year,
            tabs=year_tabs(reverse("archives:completeness"), sorted({*years, year})[::-1], year),
            has_rules=bool(categories),
            rows=[
                self.row(one, found[one.pk], grouped[one.pk], categories, year) for one in villages
            ],
            shares=list(shares(grouped.values(), categories)),
            page_obj=page,
            export_url=f"{reverse('archives:completeness_export')}?year={year}",
            **context,
        )

    def categories(self):
        user = self.request.user
        rows = Category.objects.for_user(user, "category.view").in_use().open_to(user)
        return list(rows.filter(requirements__isnull=False).distinct())

    def row(self, village, one, grouped, categories, year):
        url = reverse("archives:village_completeness", args=[village.pk])
        return {
            "village": village,
            "url": f"{url}?year={year}",
            "share": one.counts.share,
            "sentence": one.sentence,
            "delay": one.delay,
            "discrepancies": len(one.discrepancies),
            "rest": complete_words(grouped),
            "lacks": [
                {"label": f"{category.name}{lack['label']}", "tone": lack["tone"]}
                | {"url": f"{url}?year={year}#{category.code}"}
                for category in categories
                if (lack := lacking(grouped.get(category.code, NOTHING)))
            ],
        }


class CompletenessShares(KeptPage, Page):
    """What the home page shows of the archives of all villages, the least complete first; a whole
    page without script."""

    permission = "completeness.view"
    title = "各村（社区）归档齐全率"
    template = "archives/completeness/shares.html"
    piece = "archives/completeness/_shares.html"

    def get_crumbs(self):
        return [("归档情况", reverse("archives:completeness"))]

    def get_context_data(self, **context):
        township, rows = villages_shown(self.request.user)
        villages, year = list(rows), year_asked("")
        found = shelves(township, villages, year, user=self.request.user)
        bars = [
            Bar(
                village.name,
                share,
                tone="good" if share == FULL else "active",
                url=f"{reverse('archives:village_completeness', args=[village.pk])}?year={year}",
            )
            for village in villages
            if (share := found[village.pk].counts.share) is not None
        ]
        bars.sort(key=attrgetter("value"))
        return super().get_context_data(
            year=year, bars=bars[:BARS], more=max(len(bars) - BARS, 0), **context
        )


@needs("completeness.view")
@require_safe
def completeness_export(request):
    """What every village should hold in a year and what it holds, as a workbook: a line for each
    kind of paper."""
    township, rows = villages_shown(request.user)
    villages, year = list(rows), year_asked(request.GET.get("year"))
    found = shelves(township, villages, year, user=request.user)
    names = dict(Category.objects.filter(township=township).values_list("code", "name"))
    lines = (
        exported_line(village, names, cell)
        for village in villages
        for cell in found[village.pk].cells
    )
    sheet = exporting.SheetPart("归档情况", EXPORTED, lines)
    return exporting.answer(f"{year}年归档情况", [sheet], [f"年度：{year}年"], request.user)


def exported_line(village, names, cell):
    requirement = cell.requirement
    lacks = cell.sentence.partition("：")[2] if is_unmet(cell) else ""
    often = PER_WORDS[requirement.per]
    counts = (cell.need, cell.have) if cell.need else ("", "")
    return [
        str(village), names[requirement.category], requirement.name, often,
        *counts, cell.state.label, lacks,
    ]  # fmt: skip


class VillageCompleteness(Within, Page):
    """One village and year: the twelve cells, every requirement, what does not agree."""

    permission = "completeness.view"
    within = Village
    template = "archives/completeness/village.html"

    def get_title(self):
        return f"{self.parent}{self.year}年归档情况"

    @property
    def year(self):
        return year_asked(self.request.GET.get("year"))

    def get_crumbs(self):
        """Over the table of all villages, from where one is looked into."""
        return [
            ("归档情况", reverse("archives:completeness")),
            (str(self.parent), self.parent.get_absolute_url()),
        ]

    def get_context_data(self, **context):
        village, year = self.parent, self.year
        one = shelf(village, year, user=self.request.user)
        askers = {name for cell in one.cells for name in cell.requirement.askers}
        self.has_several = len(askers) > 1
        names = dict(
            Category.objects.filter(township=village.township_id).values_list("code", "name")
        )
        url = reverse("archives:village_completeness", args=[village.pk])
        years = sorted({*years_of(village.township, [village]), year})[::-1]
        return super().get_context_data(
            year=year,
            tabs=year_tabs(url, years, year),
            shelf=one,
            stats=self.stats(one),
            stages=[word for _, word in STAGE_WORDS],
            texts=[self.text_row(row, names) for row in text_matrix(one.cells)],
            groups=self.groups(one, names, likely_papers(village, year, self.request.user)),
            may_upload=self.parent.is_active and self.request.user.may("record.edit"),
            may_pack=self.request.user.may("package.view"),
            **context,
        )

    def stats(self, one):
        counts = one.counts
        share = "—" if counts.share is None else counts.share
        delay = one.delay
        return [
            Stat("已到期的齐全率", share, "%" if share != "—" else ""),
            Stat("缺", counts.missing, "项", tone="bad" if counts.missing else "good"),
            Stat("部分", counts.partial, "项", tone="warn" if counts.partial else "good"),
            Stat(
                "事后多少天归档",
                f"{delay.median:g}" if delay else "—",
                "天" if delay else "",
                hint=f"最长{delay.longest}天，共{delay.count}件" if delay else "还没有归档",
            ),
        ]

    def text_row(self, row, names):
        by_stage = {cell.requirement.stage: cell for cell in row.cells}
        cells = [by_stage.get(stage) for stage, _ in STAGE_WORDS]
        return {
            "name": names[row.category],
            "cells": [
                {"word": word, "label": cell.state.label, "tone": TONES[cell.state]}
                for (_, word), cell in zip(STAGE_WORDS, cells, strict=True)
                if cell
            ],
        }

    def groups(self, one, names, likely):
        """[{"code", "name", "rows", "likely", "pill", "is_open"}] by category, in the township's
        order. Beside a gap stands what was read to be of its kind; it fills none."""
        found = {}
        for cell in one.cells:
            found.setdefault(cell.requirement.category, []).append(cell)
        return [self.group(code, names[code], cells, likely) for code, cells in found.items()]

    def group(self, code, name, cells, likely):
        papers = likely.get(code, []) if any(map(is_unmet, cells)) else []
        return {
            "code": code,
            "name": name,
            "rows": [self.requirement_row(cell) for cell in cells],
            "is_open": bool(papers) or any(cell.gaps for cell in cells),
            "likely": papers,
        } | worst(cells)

    def requirement_row(self, cell):
        requirement = cell.requirement
        is_open = is_unmet(cell)
        return {
            "name": requirement.name,
            "per": PER_WORDS[requirement.per],
            "askers": "、".join(requirement.askers) if self.has_several else "",
            "label": cell.state.label,
            "tone": TONES[cell.state],
            "have": f"应有{cell.need}件，已有{cell.have}件" if cell.need else "",
            "sentence": cell.sentence.partition("：")[2] if is_open else "",
            "links": ways_to_fill(cell, self.parent, self.request.user) if is_open else [],
        }


def is_unmet(cell):
    return bool(cell.gaps or cell.waiting)


def worst(cells):
    """{"label", "tone"} of the cell that stands worst."""
    state = next(
        (state for state in TONES if any(cell.state == state for cell in cells)),
        ArchiveState.NOT_DUE,
    )
    return {"label": state.label, "tone": TONES[state]}


PER_WORDS = {
    "TERM": "每届",
    "YEAR": "每年",
    "QUARTER": "每季度",
    "EVENT": "每次",
    "TEXT": "每个文本",
    "CAMPAIGN": "创建期内",
    "METADATA": "须填项目",
}


class ArchivePanel(Within, Page):
    """What the village page shows of its archive; a whole page without script."""

    permission = "completeness.view"
    within = Village
    template = "archives/completeness/panel_page.html"
    piece = "archives/completeness/_panel.html"
    title = "档案"

    def get_context_data(self, **context):
        year = year_asked("")
        one = shelf(self.parent, year, user=self.request.user)
        return super().get_context_data(
            year=year,
            shelf=one,
            urgent=urgent_gaps(one.cells),
            may_upload=self.parent.is_active and self.request.user.may("record.edit"),
            **context,
        )
