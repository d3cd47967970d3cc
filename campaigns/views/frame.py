"""What the pages of a campaign have in common: where they stand, and files going out."""

from campaigns.models import Campaign
from township.access import Reach
from township.crud import Within
from township.files.answering import answer


def is_district(user):
    """Whether the user is the district's reviewer and nothing else."""
    return user.reaches("application.view") == {Reach.DISTRICT}


class OfCampaign(Within):
    """A page below a campaign: whoever sees the campaign finds it, rows have their own scope."""

    within = Campaign
    within_permission = "campaign.view"
    within_select = ("township",)


def file_answer(request, row):
    """The file of a row with `file` and `file_name`; pictures and PDF open in the browser."""
    return answer(request.user, row, row.file, row.file_name)
