"""Yearly figures of a village, and its groups."""

from django.urls import reverse
from django.utils.functional import cached_property

from township.crud import Column, CreatePage, ListPage, UpdatePage
from villages.forms.figures import FiguresForm, GroupForm
from villages.models import Figures, Group
from villages.views.frame import OfVillage, may_in


class FiguresList(OfVillage, ListPage):
    permission = "figures.view"
    model = Figures
    create_label = "登记新年度"
    columns = (
        Column("年度", "year"),
        Column("常住人口", "population", is_number=True),
        Column("户数", "households", is_number=True),
        Column("18周岁以上", "adults", is_number=True),
    )
    empty = {
        "icon": "bar-chart",
        "title": "还没有登记基本情况",
        "hint": "每年登记一次人口、户数和18周岁以上人数，会议应到人数按这些核对。",
    }

    def get_title(self):
        return f"{self.parent}历年基本情况"

    def get_create_url(self):
        return self.create_address("figures.edit", "villages:figures_create")

    def row_of(self, item):
        url = ""
        if may_in(self.request.user, "figures.edit", self.parent):
            url = reverse("villages:figures_edit", args=[item.pk])
        return url, [f"{item.year}年", item.population, item.households, item.adults]


class FiguresCreate(OfVillage, CreatePage):
    permission = "figures.edit"
    form_class = FiguresForm
    title = "登记基本情况"
    intro = "只填总数，不登记任何个人的情况。"


class FiguresUpdate(UpdatePage):
    permission = "figures.edit"
    model = Figures
    select = ("village",)
    form_class = FiguresForm


class GroupList(OfVillage, ListPage):
    permission = "village.view"
    model = Group
    create_label = "新增小组"
    columns = (
        Column("小组", "order"),
        Column("户数", "households", is_number=True),
        Column("18周岁以上", "adults", is_number=True),
    )
    paginate_by = 100
    empty = {"icon": "people", "title": "还没有小组", "hint": "可以逐个新增，也可以用表格导入。"}
    template = "villages/figures/groups.html"

    def get_title(self):
        return f"{self.parent}的小组"

    def get_create_url(self):
        return self.create_address("figures.edit", "villages:group_create")

    @cached_property
    def may_edit(self):
        return may_in(self.request.user, "figures.edit", self.parent)

    def row_of(self, group):
        address = reverse("villages:group_edit", args=[group.pk]) if self.may_edit else ""
        return address, [group.name, group.households, group.adults]

    def get_context_data(self, **context):
        return super().get_context_data(may_edit=self.may_edit, **context)


class GroupCreate(OfVillage, CreatePage):
    permission = "figures.edit"
    form_class = GroupForm
    title = "新增小组"

    def get_success_url(self):
        return reverse("villages:groups", args=[self.parent.pk])


class GroupUpdate(UpdatePage):
    permission = "figures.edit"
    model = Group
    select = ("village",)
    form_class = GroupForm

    def get_success_url(self):
        return reverse("villages:groups", args=[self.object.village_id])
