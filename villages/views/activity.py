"""Activities and training of a village."""

import django_filters
from django.urls import reverse

from township.crud import Column, CreatePage, DetailPage, ListPage, UpdatePage
from township.crud.filters import YearFilter
from villages.acts.activity import record_activity
from villages.forms.activity import ActivityForm
from villages.models import Activity, Attachment
from villages.views.frame import Alike, Kept, OfVillage, alike_address, changes_of, may_in


class ActivityFilter(django_filters.FilterSet):
    year = YearFilter("on", "year")
    kind = django_filters.ChoiceFilter(
        choices=Activity.Kind.choices, label="类别", empty_label="全部"
    )

    class Meta:
        model = Activity
        fields = ["year", "kind"]


class ActivityList(OfVillage, ListPage):
    permission = "activity.view"
    model = Activity
    filterset_class = ActivityFilter
    create_label = "登记活动"
    columns = (
        Column("名称", "title"),
        Column("类别", "kind"),
        Column("主题"),
        Column("日期", "on"),
        Column("参加人数", "headcount", is_number=True),
    )
    empty = {
        "icon": "calendar-event",
        "title": "还没有活动记录",
        "hint": "培训、主题活动和协会理事会都登记在这里。",
    }

    def get_title(self):
        return f"{self.parent}的活动和培训"

    def get_create_url(self):
        return self.create_address("activity.edit", "villages:activity_create")

    def row_of(self, item):
        return item.get_absolute_url(), [
            item.title,
            item.get_kind_display(),
            item.themes_shown,
            item.on,
            item.headcount,
        ]


class ActivityCreate(Alike, OfVillage, CreatePage):
    permission = "activity.edit"
    alike = ("kind", "title", "themes", "place", "summary")
    form_class = ActivityForm
    title = "登记活动"
    success_message = "活动已登记，记录已归档。"

    def save(self, form):
        files = form.cleaned_data["files"]
        return record_activity(form.instance, by=self.request.user, files=files)


class ActivityPage(DetailPage):
    permission = "activity.view"
    model = Activity
    select = ("village",)
    template = "villages/attachment/detail.html"

    def get_fields(self):
        row = self.object
        return [
            ("类别", row.get_kind_display()),
            ("主题", row.themes_shown),
            ("日期", row.on),
            ("地点", row.place),
            ("参加人数", f"{row.headcount}人"),
            ("活动内容", row.summary),
        ]

    def get_edit_url(self):
        if may_in(self.request.user, "activity.edit", self.object.village):
            return reverse("villages:activity_edit", args=[self.object.pk])
        return None

    def get_context_data(self, **context):
        attachments = Attachment.objects.of(self.object).select_related("file")
        user = self.request.user
        alike = alike_address(self.object, user, "activity.edit", "villages:activity_create")
        return super().get_context_data(attachments=attachments, alike_url=alike, **context)


class ActivityUpdate(Kept, UpdatePage):
    permission = "activity.edit"
    model = Activity
    select = ("village",)
    form_class = ActivityForm

    def keep(self, form):
        return record_activity(
            form.instance,
            by=self.request.user,
            files=form.cleaned_data["files"],
            changes=changes_of(form),
        )
