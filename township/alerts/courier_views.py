"""发送方式 of a township, what was sent, and what a person chooses."""

import django_filters
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_POST

from township.access import needs
from township.alerts.couriers import Courier, Dispatch
from township.alerts.forms import AlertChoiceForm, CourierForm
from township.alerts.sending import send_again, send_test
from township.crud import Column, CreatePage, FormPage, ListPage, UpdatePage

COURIERS = (("发送方式", reverse_lazy("couriers")),)
LEAD = "提醒总会出现在系统里；这里设置还要不要另外发出去。没有启用的，一条也不发。"


class CourierList(ListPage):
    permission = "courier.view"
    model = Courier
    select = ("township",)
    title = "发送方式"
    template = "alerts/couriers.html"
    columns = (
        Column("名称", "name"),
        Column("方式", "way"),
        Column("发哪些提醒"),
        Column("是否启用", "is_on"),
        Column("办理", is_exported=False),
    )
    create_label = "新增发送方式"
    empty = {"icon": "send", "title": "还没有发送方式", "hint": LEAD}

    def exported_rows(self, items):
        for one in items:
            yield [one.name, one.get_way_display(), one.kinds_told, "是" if one.is_on else "否"]

    def get_create_url(self):
        return reverse("courier_create") if self.request.user.may("courier.edit") else None

    def get_context_data(self, **context):
        may_edit = self.request.user.may("courier.edit")
        return super().get_context_data(
            may_edit=may_edit, lead=LEAD, mail_is_set=settings.MAIL_IS_SET, **context
        )


class CourierCreate(CreatePage):
    permission = "courier.edit"
    title = "新增发送方式"
    form_class = CourierForm
    crumbs = COURIERS
    success_message = "已保存。请按“发一条试试”。"

    def get_given(self):
        return {"township": self.request.user.township_for(self.permission)}

    def get_success_url(self):
        return reverse("couriers")


class CourierUpdate(UpdatePage):
    permission = "courier.edit"
    model = Courier
    form_class = CourierForm
    crumbs = COURIERS

    def get_crumbs(self):
        return list(self.crumbs)  # it has no page of its own, the list shows it

    def get_success_url(self):
        return reverse("couriers")


@needs("courier.edit")
@require_POST
def courier_test(request, pk):
    """发一条试试."""
    courier = get_object_or_404(Courier.objects.for_user(request.user, "courier.edit"), pk=pk)
    send_test(courier, by=request.user)
    messages.success(request, "已经交去发送，一分钟内看下面的结果。")
    return HttpResponseRedirect(reverse("dispatches"))


def couriers(request):
    return Courier.objects.for_user(request.user, "courier.view")


class DispatchFilter(django_filters.FilterSet):
    courier = django_filters.ModelChoiceFilter(
        queryset=couriers, label="发送方式", empty_label="全部"
    )
    outcome = django_filters.ChoiceFilter(
        choices=Dispatch.Status.choices, label="结果", empty_label="全部"
    )

    class Meta:
        model = Dispatch
        fields = ["courier", "outcome"]


class DispatchList(ListPage):
    permission = "courier.view"
    model = Dispatch
    select = ("courier", "user")
    title = "发送记录"
    crumbs = COURIERS
    template = "alerts/dispatches.html"
    filterset_class = DispatchFilter
    columns = (
        Column("内容"),
        Column("发送方式", "courier__name"),
        Column("发给谁", "user__full_name"),
        Column("时间", "at"),
        Column("结果", "outcome"),
        Column("办理", is_exported=False),
    )
    empty = {"icon": "send", "title": "还没有发送过", "hint": "启用的发送方式发出的，都记在这里。"}

    def exported_rows(self, items):
        for one in items:
            whom = one.user.shown_name if one.user else "群"
            yield [one.title, one.courier, whom, one.at, one.get_outcome_display()]

    def get_context_data(self, **context):
        return super().get_context_data(may_edit=self.request.user.may("courier.edit"), **context)


@needs("courier.edit")
@require_POST
def dispatch_again(request, pk):
    row = get_object_or_404(Dispatch.objects.for_user(request.user, "courier.edit"), pk=pk)
    send_again(row, by=request.user)
    messages.success(request, "已经交去再发一次。")
    return HttpResponseRedirect(reverse("dispatches"))


class OwnChoice(FormPage):
    permission = "alert.view"
    title = "怎样提醒我"
    form_class = AlertChoiceForm
    crumbs = (("提醒", reverse_lazy("alerts")),)
    intro = (
        "提醒总会出现在“提醒”页。填了邮箱或者手机号、勾选了类别的，镇里启用邮件或者短信后也发给您。"
    )

    def carry_out(self, form):
        form.save()
        return reverse("alerts")
