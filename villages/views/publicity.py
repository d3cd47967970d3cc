"""Publicity: the events of a village, one event, and who has heard what."""

import django_filters
from django.urls import reverse

from township.crud import Column, CreatePage, DetailPage, ListPage, UpdatePage
from township.crud.filters import YearFilter
from villages.acts.publicity import record_publicity
from villages.forms.publicity import PublicityForm
from villages.models import Attachment, Publicity
from villages.views.frame import Alike, Kept, OfVillage, alike_address, changes_of, may_in


class PublicityFilter(django_filters.FilterSet):
    year = YearFilter("on", "year")
    channel = django_filters.ChoiceFilter(
        choices=Publicity.Channel.choices, label="渠道", empty_label="全部"
    )

    class Meta:
        model = Publicity
        fields = ["year", "channel"]


class PublicityList(OfVillage, ListPage):
    permission = "publicity.view"
    model = Publicity
    filterset_class = PublicityFilter
    create_label = "登记宣传"
    template = "villages/publicity/list.html"
    columns = (
        Column("日期", "on"),
        Column("渠道", "channel"),
        Column("宣传内容"),
        Column("到达的小组"),
        Column("地点", "place"),
    )
    empty = {
        "icon": "megaphone",
        "title": "还没有宣传记录",
        "hint": "开一次院坝会、写一条标语，都在这里登记一次，系统会算出哪些小组还没有听到什么。",
    }

    def get_title(self):
        return f"{self.parent}的宣传"

    def get_queryset(self):
        return super().get_queryset().prefetch_related("groups")

    def get_create_url(self):
        return self.create_address("publicity.edit", "villages:publicity_create")

    def row_of(self, item):
        return item.get_absolute_url(), [
            item.on,
            item.get_channel_display(),
            item.contents_shown,
            [group.name for group in item.groups.all()],
            item.place,
        ]


class PublicityCreate(Alike, OfVillage, CreatePage):
    permission = "publicity.edit"
    alike = ("channel", "contents", "groups", "place", "slogan")
    form_class = PublicityForm
    title = "登记宣传"
    success_message = "宣传已登记，记录已归档。"

    def save(self, form):
        given = form.cleaned_data
        user = self.request.user
        return record_publicity(form.instance, given["groups"], by=user, files=given["files"])


class PublicityPage(DetailPage):
    permission = "publicity.view"
    model = Publicity
    select = ("village",)
    template = "villages/attachment/detail.html"

    def get_fields(self):
        row = self.object
        return [
            ("渠道", row.get_channel_display()),
            ("宣传内容", row.contents_shown),
            ("日期", row.on),
            ("地点", row.place),
            ("到达的小组", [group.name for group in row.groups.all()]),
            ("参加人数", row.headcount and f"{row.headcount}人"),
            ("标语内容", row.slogan),
            ("说明", row.note),
        ]

    def get_edit_url(self):
        if may_in(self.request.user, "publicity.edit", self.object.village):
            return reverse("villages:publicity_edit", args=[self.object.pk])
        return None

    def get_context_data(self, **context):
        attachments = Attachment.objects.of(self.object).select_related("file")
        user = self.request.user
        alike = alike_address(self.object, user, "publicity.edit", "villages:publicity_create")
        return super().get_context_data(attachments=attachments, alike_url=alike, **context)


class PublicityUpdate(Kept, UpdatePage):
    permission = "publicity.edit"
    model = Publicity
    select = ("village",)
    form_class = PublicityForm

    def keep(self, form):
        given = form.cleaned_data
        return record_publicity(
            form.instance,
            given["groups"],
            by=self.request.user,
            files=given["files"],
            changes=changes_of(form),
        )
