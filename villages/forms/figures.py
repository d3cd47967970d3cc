"""Forms of a village's yearly figures and of its groups."""

from django.utils import timezone

from township.crud import UserModelForm
from villages.models import Figures, Group


class FiguresForm(UserModelForm):
    """Totals of one year; nothing about a person."""

    class Meta:
        model = Figures
        fields = ["year", "population", "households", "adults"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = timezone.localdate().year


class GroupForm(UserModelForm):
    told_numbers = ("households", "adults")

    class Meta:
        model = Group
        fields = ["name", "order", "households", "adults"]
        help_texts = {"order": "数字小的排在前面。"}
