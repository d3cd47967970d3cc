"""What the pages of a campaign have in common: where they stand, and files going out."""

from functools import cached_property

from django.shortcuts import get_object_or_404
from django.urls import reverse

from campaigns.models import Campaign
from township.access import Reach
from township.crud import Within
from township.files.answering import answer


def is_district(user):
    """Whether the user is the district's reviewer and nothing else."""
    return user.reaches("application.view") == {Reach.DISTRICT}


def campaigns_crumb():
    return ("创建活动", reverse("campaigns:campaigns"))


def crumbs_of(campaign, *further):
    """Breadcrumbs of a page below a campaign."""
    name = campaign.short_name or str(campaign)
    return [campaigns_crumb(), (name, campaign.get_absolute_url()), *further]


class OfCampaign(Within):
    """A page below a campaign: whoever sees the campaign finds it, rows have their own scope."""

    within = Campaign
    within_kwarg = "campaign"
    within_field = "campaign"

    @cached_property
    def parent(self):
        rows = Campaign.objects.for_user(self.request.user, "campaign.view")
        return get_object_or_404(rows.select_related("township"), pk=self.kwargs["campaign"])

    def get_crumbs(self):
        return crumbs_of(self.parent)


def file_answer(request, row):
    """The file of a row with `file` and `file_name`; pictures and PDF open in the browser."""
    return answer(request.user, row, row.file, row.file_name)
