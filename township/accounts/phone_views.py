"""Telephone numbers that public pages show: which, who has said so, and taking one back."""

import django_filters
from django.db.models import Q
from django.urls import reverse, reverse_lazy

from township.crud import Column, FormPage, ListPage, UserForm, Within
from township.personal.models import OpenPhone, take_back
from township.personalnumbers import telephones

PLACE = (("本镇设置", reverse_lazy("settings")),)


class PhoneFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="find", label="号码、经办人、页面")

    class Meta:
        model = OpenPhone
        fields = []

    def find(self, rows, name, value):
        written = [one.digits for one in telephones(f"电话{value}")]
        return rows.filter(
            Q(digits__in=written)
            | Q(digits__contains=value)
            | Q(said_by__full_name__icontains=value)
            | Q(said_where__icontains=value)
        )


class PhoneList(ListPage):
    permission = "phone.view"
    model = OpenPhone
    select = ("said_by",)
    title = "公开的办公电话"
    crumbs = PLACE
    template = "accounts/phones.html"
    filterset_class = PhoneFilter
    columns = (
        Column("号码", "digits"),
        Column("谁写明的", "said_by__full_name"),
        Column("时间", "said_at"),
        Column("在哪一页"),
        Column("办理", is_exported=False),
    )
    empty = {
        "icon": "telephone",
        "title": "还没有写明过公开的办公电话",
        "hint": "保存文字时里面有电话号码的，页面会问是不是公开的办公电话；打过钩的列在这里。",
    }

    def exported_rows(self, items):
        for phone in items:
            yield [phone.digits, phone.said_by.shown_name, phone.said_at, phone.said_where]

    def get_context_data(self, **context):
        may_take_back = self.request.user.may("phone.take_back")
        return super().get_context_data(may_take_back=may_take_back, **context)


class PhoneTakeBack(Within, FormPage):
    permission = "phone.take_back"
    within = OpenPhone
    within_kwarg = "pk"
    within_select = ("township", "said_by")
    form_class = UserForm
    template = "accounts/phone_take_back.html"
    submit_label = "确定收回"
    success_message = "已收回，公开页面上已经遮盖。"
    intro = (
        "收回以后，公开页面上的这个号码立即遮盖，以后在文字里再写到它，保存时要重新确认。"
        "已经打印张贴的不受影响，办理历史里留有记录。"
    )

    def get_title(self):
        return f"收回{self.parent.digits}"

    def get_crumbs(self):
        """A number has no page of its own: above it is the list."""
        return [*PLACE, (PhoneList.title, reverse("open_phones"))]

    def carry_out(self, form):
        take_back(self.parent, by=self.request.user)
        return reverse("open_phones")
