"""催办记录: which village was reminded of what, by whom and how often."""

import django_filters
from django.forms import DateInput

from campaigns.models import Reminder
from township.crud import Column, ListPage
from villages.models import Village

DAY_INPUT = DateInput(attrs={"type": "date"})


def villages(request):
    return Village.objects.for_user(request.user, "reminder.view")


class ReminderFilter(django_filters.FilterSet):
    village = django_filters.ModelChoiceFilter(
        queryset=villages, label="村（社区）", empty_label="全部"
    )
    day = django_filters.DateFilter(label="催办日期", widget=DAY_INPUT)

    class Meta:
        model = Reminder
        fields = ["village", "day"]


class ReminderList(ListPage):
    permission = "reminder.view"
    model = Reminder
    select = ("village",)
    filterset_class = ReminderFilter
    title = "催办记录"
    columns = (
        Column("事项"),
        Column("村（社区）", "village__order"),
        Column("催办日期", "day"),
        Column("第几次", "number", is_number=True),
        Column("催办的话"),
        Column("催办人"),
    )
    empty = {"icon": "bell", "title": "还没有催办过", "hint": "镇里催办的事项，都记在这里。"}

    def row_of(self, row):
        return "", [row.title, row.village, row.day, row.number, row.sentence, row.by_name]
