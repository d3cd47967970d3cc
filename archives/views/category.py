"""Pages of categories and requirements: what the township keeps, for how long, and asks for."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from archives.forms.category import CategoryForm, RequirementForm
from archives.models import Category, Requirement
from township.access import needs
from township.crud import Column, CreatePage, DetailPage, ListPage, UpdatePage, Within
from township.history.chain import remove_row


class CategoryList(ListPage):
    permission = "category.view"
    model = Category
    title = "档案类别"
    create_label = "增加类别"
    paginate_by = 100
    columns = (
        Column("类别", "order"),
        Column("代码", "code"),
        Column("保管期限", "retention"),
        Column("归档要求"),
        Column("档案"),
        Column("说明"),
    )
    empty = {
        "icon": "folder",
        "title": "还没有档案类别",
        "hint": "建立创建活动时会带入通用的类别，也可以自己增加。",
    }

    def get_queryset(self):
        rows = super().get_queryset()
        return rows.annotate(
            asked=Count("requirements", distinct=True), kept=Count("records", distinct=True)
        ).order_by("order", "code")

    def get_create_url(self):
        if self.request.user.may("category.edit"):
            return reverse("archives:category_create")
        return None

    def row_of(self, row):
        marks = [
            "" if row.is_active else "已停用",
            "限制查看" if row.is_restricted else "",
            "通用默认值，请核对" if row.is_default else "",
        ]
        return row.get_absolute_url(), [
            row.name,
            row.code,
            row.get_retention_display(),
            f"{row.asked}项",
            f"{row.kept}件",
            "；".join(filter(None, marks)) or "—",
        ]


class CategoryPage(DetailPage):
    permission = "category.view"
    model = Category
    template = "archives/category/detail.html"

    def get_edit_url(self):
        if self.request.user.may("category.edit"):
            return reverse("archives:category_edit", args=[self.object.pk])
        return None

    def get_fields(self):
        row = self.object
        return [
            ("代码", row.code),
            ("保管期限", row.get_retention_display()),
            ("限制查看", row.is_restricted),
            ("须填的项目", [entry["name"] for entry in row.metadata]),
            ("在用", row.is_active),
            ("来源", "通用默认值，请按本地保管期限表核对" if row.is_default else "本镇确定"),
        ]

    def get_context_data(self, **context):
        return super().get_context_data(
            requirements=list(self.object.requirements.order_by("id")),
            may_edit=self.request.user.may("category.edit"),
            **context,
        )


class CategoryCreate(CreatePage):
    permission = "category.edit"
    form_class = CategoryForm
    title = "增加档案类别"

    def get_given(self):
        return {"township": self.request.user.township_for(self.permission)}


class CategoryUpdate(UpdatePage):
    permission = "category.edit"
    model = Category
    form_class = CategoryForm


class RequirementCreate(Within, CreatePage):
    permission = "category.edit"
    within = Category
    form_class = RequirementForm
    title = "增加归档要求"


class RequirementUpdate(UpdatePage):
    permission = "category.edit"
    model = Requirement
    select = ("category",)
    form_class = RequirementForm


@needs("category.edit")
@require_POST
def remove_requirement(request, pk):
    rows = Requirement.objects.for_user(request.user, "category.edit").select_related("category")
    row = get_object_or_404(rows, pk=pk)
    with transaction.atomic():
        told = f"删去归档要求：{row}"
        remove_row("requirement.remove", row, request.user, told, about=row.category)
    messages.success(request, f"已删去“{row}”。")
    return HttpResponseRedirect(row.category.get_absolute_url())
