"""What the pages of a campaign have in common: where they stand, and files going out."""

import django_filters
from django.urls import reverse

from campaigns.models import Campaign
from township.access import Reach
from township.crud import Column, Within
from township.files.answering import answer
from villages.models import Village


def is_district(user, township=None):
    """Whether the user is the district's reviewer and nothing else, in the township of a row."""
    permission = "application.view"
    reaches = user.reaches_in(permission, township) if township else user.reaches(permission)
    return reaches == {Reach.DISTRICT}


class OfCampaign(Within):
    """A page below a campaign: whoever sees the campaign finds it, rows have their own scope.

    `switch` is the page's address by name where every campaign has the same page.
    """

    within = Campaign
    within_permission = "campaign.view"
    within_select = ("township",)
    switch = ""

    def address_of(self, campaign):
        return reverse(f"campaigns:{self.switch}", args=[campaign.pk])

    def may_switch_to(self, rows):
        """Those of the campaigns for which the page may be opened."""
        return rows

    def get_context_data(self, **context):
        tabs = []
        if self.switch:
            rows = Campaign.objects.for_user(self.request.user, self.within_permission)
            rows = self.may_switch_to(rows.current())
            tabs = campaign_tabs(rows, self.parent, self.address_of)
        return super().get_context_data(**({"campaign_tabs": tabs} | context))


def campaign_tabs(campaigns, shown, address_of):
    """Tabs from a campaign's page to the same page of the others; none where there is but one.

    address_of: campaign → the address of its page.
    """
    rows = list(campaigns)
    if len(rows) < 2:
        return []
    return [
        {
            "label": row.called + ("" if row.is_running else f"（{row.get_status_display()}）"),
            "url": address_of(row),
            "is_active": row.pk == shown.pk,
        }
        for row in rows
    ]


def villages_of(permission):
    """Choices of a list's filter: the villages within reach of whoever looks."""
    return lambda request: Village.objects.for_user(request.user, permission)


class CampaignFilter(django_filters.FilterSet):
    """Rows of one campaign, where there are several; `campaign` is the way to it."""

    campaign_path = "campaign"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Campaign.objects.for_user(self.request.user, "campaign.view").current()
        found = [(row.pk, row.called) for row in rows]
        if len(found) > 1:
            self.filters["campaign"] = django_filters.ChoiceFilter(
                method="in_campaign",
                label="创建活动",
                empty_label="全部活动",
                choices=found,
            )
            self.filters["campaign"].parent = self
            self.filters["campaign"].model = self.queryset.model

    def in_campaign(self, rows, name, value):
        return rows.filter(**{self.campaign_path: value})


class TownshipFilter(CampaignFilter):
    """The same for the district, which looks after several townships."""

    township = django_filters.ChoiceFilter(
        "village__township", label="镇（街道）", empty_label="全部镇", choices=()
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = self.queryset.order_by("village__township__name").distinct()
        found = rows.values_list("village__township", "village__township__name")
        self.filters["township"].extra["choices"] = list(found)


class AcrossTownships:
    """A list of matters of villages. To the district's reviewer it says in which township each is,
    and is narrowed by it."""

    own_filter: type[CampaignFilter]
    district_filter: type[TownshipFilter]

    @property
    def filterset_class(self):
        return self.district_filter if is_district(self.request.user) else self.own_filter

    def for_district(self, value):
        """[value] where the district looks at the list, else nothing."""
        return [value] if is_district(self.request.user) else []

    def get_columns(self):
        village, *rest = self.columns
        return [village, *self.for_district(Column("镇")), *rest]


def file_answer(request, row):
    """The file of a row with `file` and `file_name`; pictures and PDF open in the browser."""
    return answer(request.user, row, row.file, row.file_name)
