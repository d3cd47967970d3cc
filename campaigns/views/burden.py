"""基层减负: what a year asks of the villages, by kind and month, and what is asked twice."""

from django.urls import reverse
from django.views.decorators.http import require_safe

from archives.queries.completeness import years_of
from campaigns.queries import burden as burden_queries
from campaigns.rules.burden import BurdenKind
from campaigns.sheets.burden import parts
from township import asked, charts
from township.access import needs
from township.crud import Page, Within, exporting
from township.crud.stats import Stat
from villages.models import Village

MONTHS = range(1, 13)


def villages_of(user):
    """Those that a user reads about, of the one township that he works in."""
    rows = Village.objects.for_user(user, "burden.view").in_use().select_related("township")
    township = user.township_for("burden.view")
    return list(rows.filter(township=township))


def gathered(villages, year):
    return burden_queries.of_villages(villages[0].township, villages, year) if villages else []


class BurdenReport(Page):
    """Every village within reach, heaviest first."""

    permission = "burden.view"
    title = "基层减负"
    template = "campaigns/burden/report.html"

    def get_context_data(self, **context):
        villages = villages_of(self.request.user)
        years = years_of(self.request.user.township_for(self.permission), villages)
        year = chosen_year(self.request, years)
        rows = sorted(gathered(villages, year), key=lambda row: -row.now.whole)
        shared = burden_queries.shared(villages[0].township, year) if villages else []
        return super().get_context_data(
            rows=rows,
            kinds=list(BurdenKind),
            **_told(rows, shared, year, years),
            export_url=f"{reverse('campaigns:burden_export')}?year={year}",
            **context,
        )


class VillageBurdenPage(Within, Page):
    """One village's year: its months, and who asked."""

    permission = "burden.view"
    within = Village
    within_select = ("township",)
    template = "campaigns/burden/village.html"

    def get_title(self):
        return f"{self.parent}基层减负"

    def get_context_data(self, **context):
        years = years_of(self.parent.township, [self.parent])
        year = chosen_year(self.request, years)
        rows = gathered([self.parent], year)
        (row,) = rows
        shared = burden_queries.shared(self.parent.township, year)
        return super().get_context_data(
            row=row,
            **_told(rows, shared, year, years),
            **context,
        )


def chosen_year(request, years):
    """The year of the address where there is anything to show of it."""
    given = asked.year(request.GET.get("year"))
    return given if given in years else years[0]


def _told(rows, shared, year, years):
    """What the page of all villages and that of one have in common."""
    months = _months(rows)
    return {
        "year": year,
        "years": years,
        "stats": _figures(rows, shared),
        "months": months,
        "drawing": _by_month(months, year),
        "askers": _askers(rows),
        "shared": shared,
    }


def _figures(rows, shared):
    whole, known = sum(row.now.whole for row in rows), sum(row.now.known for row in rows)
    before = sum(row.before.whole for row in rows)
    return [
        Stat("要办的", whole, "件"),
        Stat("上年", before, "件"),
        Stat("其中系统自动归档", known, "件", tone="good"),
        Stat("重复要的材料", len(shared), "类", tone="warn" if shared else "good"),
    ]


def _months(rows):
    """[{month, now, before}] over all rows."""
    return [
        {
            "month": month,
            "now": sum(row.now.by_month[month - 1] for row in rows),
            "before": sum(row.before.by_month[month - 1] for row in rows),
        }
        for month in MONTHS
    ]


def _by_month(months, year):
    series = [
        charts.Series(f"{year}年", [one["now"] for one in months]),
        charts.Series("上年", [one["before"] for one in months], "second"),
    ]
    labels = [f"{one['month']}月" for one in months]
    return charts.columns(f"{year}年各月件数", labels, series, unit="件", first="月份")


def _askers(rows):
    """[{name, count}] over all rows, who asks most first."""
    counts = {}
    for row in rows:
        for name, count in row.now.askers.items():
            counts[name] = counts.get(name, 0) + count
    most = sorted(counts.items(), key=lambda one: -one[1])
    return [{"name": name, "count": count} for name, count in most]


@needs("burden.view")
@require_safe
def export(request):
    """The report as a workbook."""
    villages = villages_of(request.user)
    township = request.user.township_for("burden.view")
    year = chosen_year(request, years_of(township, villages))
    shared = burden_queries.shared(villages[0].township, year) if villages else []
    sheets = parts(gathered(villages, year), shared, year)
    return exporting.answer(f"{year}年基层减负", sheets, [f"年度：{year}年"], request.user)
