"""Who has heard what in a year: contents × groups, and what is missing."""

from django.urls import reverse
from django.utils import timezone

from township import asked
from township.crud import Page
from villages.models import Publicity
from villages.queries.demand import demands, texts_needed
from villages.rules.coverage import PublicityEvent, matrix
from villages.rules.kinds import TextKind
from villages.views.frame import OfVillage, may_in

EXPECTED = {
    channel.value: channel.label
    for channel in Publicity.Channel
    if channel != Publicity.Channel.OTHER
}


def coverage_of(village, year):
    """The matrix of a village's year, of what campaigns ask for or was told all the same; two
    queries, what is asked and one for the groups reached."""
    rows = Publicity.objects.of_year(year).filter(village=village).prefetch_related("groups")
    events = [
        PublicityEvent(row.channel, row.contents, [group.pk for group in row.groups.all()])
        for row in rows
    ]
    groups = dict(village.groups.values_list("pk", "name"))
    told = {content for event in events for content in event.contents}
    contents = contents_for(texts_needed(demands(village.township)), also=told)
    return matrix(events, groups, contents, EXPECTED)


def contents_for(needed, also=()):
    """{content: label}, without texts that no campaign asks for and that are not in `also`."""
    return {
        one.value: one.label
        for one in Publicity.Content
        if one.value not in TextKind or one.value in needed or one.value in also
    }


class CoveragePage(OfVillage, Page):
    permission = "publicity.view"
    beside = Publicity
    template = "villages/publicity/coverage.html"

    @property
    def year(self):
        return asked.year(self.request.GET.get("year")) or timezone.localdate().year

    def get_title(self):
        return f"{self.parent}{self.year}年宣传覆盖情况"

    def get_context_data(self, **context):
        found = coverage_of(self.parent, self.year)
        create_url = None
        if may_in(self.request.user, "publicity.edit", self.parent):
            create_url = reverse("villages:publicity_create", args=[self.parent.pk])
        return super().get_context_data(
            matrix=found,
            channels=len(found.used) + len(found.unused),
            rows=[
                {"label": row.label, "cells": list(zip(found.groups, row.cells, strict=True))}
                for row in found.rows
            ],
            year=self.year,
            years=[
                year
                for year in (self.year - 1, self.year + 1)
                if 1990 <= year <= timezone.localdate().year
            ],
            create_url=create_url,
            **context,
        )
