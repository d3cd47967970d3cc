"""Five short page classes over Django's generic views.

Nouns are pages, verbs are functions: a page reads rows through `for_user`, a form has a shape,
and what changes goes through a workflow or a verb function.
"""

import uuid
from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.generic import TemplateView
from django.views.generic.detail import SingleObjectMixin
from django.views.generic.edit import FormMixin
from django_filters.views import FilterView

from township.crud.models import UsedKey
from township.history.chain import changed_fields, record
from township.history.models import Entry
from township.workflow import Refused, Stale


@dataclass(frozen=True)
class Column:
    """A column of a list; `key` names the ORM path it sorts by, "" if it does not."""

    label: str
    key: str = ""
    is_number: bool = False


class Framed:
    """What every page shows: title, breadcrumbs, the template by noun."""

    permission = None
    title = ""
    crumbs = ()
    template = None

    def get_title(self):
        return self.title

    def get_crumbs(self):
        """[(label, url)] above this page, without the page itself."""
        return list(self.crumbs)

    def get_template_names(self):
        return [self.template] if self.template else super().get_template_names()

    def get_context_data(self, **context):
        title = self.get_title()
        shown = {"title": title, "breadcrumbs": [*self.get_crumbs(), (title, None)]}
        return super().get_context_data(**(shown | context))


class Within:
    """A page inside a parent row (a village, say), found by the page's own permission."""

    within = None
    within_kwarg = "village"
    within_field = "village"

    @cached_property
    def parent(self):
        rows = self.within.objects.for_user(self.request.user, self.permission)
        return get_object_or_404(rows, pk=self.kwargs[self.within_kwarg])

    def get_context_data(self, **context):
        return super().get_context_data(**{**context, self.within_kwarg: self.parent})


class Page(Framed, TemplateView):
    """A page of its own shape."""


class Scoped(Framed):
    """Rows of `model` that the user reaches with the page's permission."""

    model = None
    select = ()

    def get_queryset(self):
        rows = self.model.objects.for_user(self.request.user, self.permission)
        if isinstance(self, Within) and self.within:
            rows = rows.filter(**{self.within_field: self.parent})
        return rows.select_related(*self.select) if self.select else rows


class ListPage(Scoped, FilterView):
    """A list with search, filters, sorting and paging.

    `columns` describe the header; `filterset_class` the filters; the default order is
    `ordering`. Sorting is by `?sort=key` or `?sort=-key` over the columns' keys.
    """

    columns = ()
    filterset_class = None
    paginate_by = 25
    strict = False
    empty = {"icon": "inbox", "title": "这里还没有内容", "hint": ""}
    create_label = "新建"
    template = "crud/list.html"

    def get_filterset_class(self):
        return self.filterset_class

    def get(self, request, *args, **kwargs):
        self.object_list = self.get_queryset()
        self.filterset = None
        if self.filterset_class:
            self.filterset = self.filterset_class(
                request.GET, queryset=self.object_list, request=request
            )
            self.object_list = self.filterset.qs
        self.object_list = self._sorted(self.object_list)
        return self.render_to_response(self.get_context_data())

    def _sorted(self, rows):
        wanted = self.request.GET.get("sort", "")
        keys = {column.key for column in self.columns if column.key}
        if wanted.lstrip("-") in keys:
            return rows.order_by(wanted, "pk")
        return rows

    def get_columns(self):
        wanted = self.request.GET.get("sort", "")
        return [
            {
                "label": column.label,
                "key": column.key,
                "is_number": column.is_number,
                "is_sortable": bool(column.key),
                "is_sorted": bool(column.key) and wanted.lstrip("-") == column.key,
                "direction": "desc" if wanted.startswith("-") else "asc",
            }
            for column in self.columns
        ]

    def row_of(self, item):
        """{"url", "cells": [{"label", "value", …}]} for the generic list template."""
        raise ImproperlyConfigured("row_of or an own template")

    def get_create_url(self):
        return None

    def get_export_url(self):
        return None

    def get_context_data(self, **context):
        context = super().get_context_data(object_list=self.object_list, **context)
        if type(self).row_of is not ListPage.row_of:
            context["rows"] = [self.row_of(item) for item in context["object_list"]]
        return {
            "columns": self.get_columns(),
            "filter": self.filterset,
            "create_url": self.get_create_url(),
            "create_label": self.create_label,
            "export_url": self.get_export_url(),
            "empty": self.empty,
        } | context


class DetailPage(Scoped, SingleObjectMixin, TemplateView):
    """One row: its facts, what may be done with it now, its history."""

    workflow = None
    act_url = None
    template = "crud/detail.html"

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        return self.render_to_response(self.get_context_data(object=self.object))

    def get_title(self):
        return str(self.object)

    def get_fields(self):
        """[(label, value)] for the generic detail template."""
        return []

    def get_edit_url(self):
        return None

    def get_transitions(self):
        if not self.workflow:
            return []
        return offered(self.workflow, self.object, self.request.user, self.act_url)

    def get_context_data(self, **context):
        return super().get_context_data(
            **{
                "fields": self.get_fields(),
                "edit_url": self.get_edit_url(),
                "transitions": self.get_transitions(),
                "history": Entry.objects.about(self.object)[:20],
            }
            | context
        )


def offered(workflow, instance, user, act_url):
    """Buttons for `crud/_actions.html`: the transitions that the user may take now.

    A refused one is shown too, disabled by its reasons on the act page: the user learns why.
    """
    return [
        {
            "name": transition.name,
            "label": transition.label,
            "style": transition.style,
            "confirm": transition.confirm,
            "url": reverse(act_url, args=[instance.pk, transition.name]),
            "needs_page": True,
            "reasons": reasons,
        }
        for transition, reasons in workflow.available(instance, user, with_refused=True)
    ]


class Sending(FormMixin):
    """A POST form: one key is one act, a stale version is a conflict, a refusal keeps the input."""

    submit_label = "保存"
    intro = ""
    success_message = "已保存。"
    template = "crud/form.html"
    history_verb = ""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def post(self, request, *args, **kwargs):
        self.prepare()
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        try:
            with transaction.atomic():
                return self._once(form)
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
            return self.form_invalid(form)
        except Stale:
            return self._conflict(form)

    def _once(self, form):
        key = form.cleaned_data.get("form_key")
        used = self._claim(key) if key else None
        if used and used.location:
            messages.info(self.request, "这一页已经提交过，没有重复保存。")
            return HttpResponseRedirect(used.location)
        location = self.carry_out(form)
        if used:
            used.location = location
            used.save(update_fields=["location"])
        if self.success_message:
            messages.success(self.request, self.success_message)
        return HttpResponseRedirect(location)

    def _claim(self, key):
        """The key's row: fresh and empty, or the one of an earlier send."""
        try:
            with transaction.atomic():
                return UsedKey.objects.create(key=key[:36], user_id=self.request.user.pk)
        except IntegrityError:
            rows = UsedKey.objects.filter(user_id=self.request.user.pk)
            return get_object_or_404(rows, key=key[:36])

    def prepare(self):
        """Load what the form needs before it is built."""

    def carry_out(self, form):
        """Do the act and return where to go."""
        raise NotImplementedError

    def _conflict(self, form):
        current = type(form.instance).objects.get(pk=form.instance.pk)
        fields = []
        for name in form._meta.fields or form.fields:
            field = form.fields.get(name)
            if field is None or field.widget.is_hidden:
                continue
            yours, theirs = form.cleaned_data.get(name), getattr(current, name, None)
            fields.append(
                {
                    "label": field.label,
                    "yours": yours,
                    "theirs": theirs,
                    "differs": yours != theirs,
                }
            )
        last = Entry.objects.about(current).first()
        form.data = form.data.copy()
        form.data["read_version"] = current.version
        form.data["form_key"] = str(uuid.uuid4())
        context = self.get_context_data(
            form=form,
            fields=fields,
            changed_by=last and last.actor_name,
            changed_at=last and last.at,
            reload_url=self.request.get_full_path(),
        )
        return render(self.request, "crud/conflict.html", context, status=409)

    def get_cancel_url(self):
        crumbs = self.get_crumbs()
        return crumbs[-1][1] if crumbs else "/"

    def get_context_data(self, **context):
        return super().get_context_data(
            **{
                "submit_label": self.submit_label,
                "cancel_url": self.get_cancel_url(),
                "intro": self.intro,
            }
            | context
        )

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class FormPage(Sending, Framed, TemplateView):
    """A form that is not about one row: override `carry_out`."""

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)


class CreatePage(Sending, Framed, TemplateView):
    """A new row; fields the user does not fill come from `get_given`."""

    object = None

    def get_given(self):
        if isinstance(self, Within):
            return {self.within_field: self.parent}
        return {}

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"given": self.get_given()}

    def save(self, form):
        """Write the row and its history; override where a verb function does both."""
        row = form.save()
        record(f"{self.permission}", row, self.request.user, f"新建：{row}")
        return row

    def carry_out(self, form):
        self.object = self.save(form)
        return self.get_success_url()

    def get_success_url(self):
        return self.object.get_absolute_url()


class UpdatePage(Sending, Scoped, SingleObjectMixin, TemplateView):
    """Change a row. `may_edit(object)` yields the reasons why not now."""

    def get(self, request, *args, **kwargs):
        self.prepare()
        reasons = list(self.may_edit(self.object))
        if reasons:
            for reason in reasons:
                messages.error(request, reason)
            return HttpResponseRedirect(self.object.get_absolute_url())
        return self.render_to_response(self.get_context_data())

    def prepare(self):
        self.object = self.get_object()

    def get_title(self):
        return f"修改{self.object}"

    def may_edit(self, row):
        return ()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.object}

    def save(self, form):
        version = form.cleaned_data.get("read_version")
        if version is not None:
            form.instance.claim(version)
        changes = changed_fields(form)
        changes = {k: v for k, v in changes.items() if k not in ("form_key", "read_version")}
        row = form.save()
        record(f"{self.permission}", row, self.request.user, f"修改：{row}", changes)
        return row

    def carry_out(self, form):
        row = type(self.object).objects.select_for_update().get(pk=self.object.pk)
        reasons = list(self.may_edit(row))
        if reasons:
            raise Refused(reasons)
        self.object = self.save(form)
        return self.get_success_url()

    def get_success_url(self):
        return self.object.get_absolute_url()


class ActPage(Sending, Scoped, SingleObjectMixin, TemplateView):
    """All acts of a noun: GET asks (with the act's form), POST performs.

    `permission` is the noun's view permission; each transition checks its own in the workflow.
    `forms` maps a transition's name to the form whose cleaned values are handed to it.
    """

    workflow = None
    forms = {}
    template = "crud/act.html"
    success_message = ""
    http_method_names = ["get", "post"]

    def prepare(self):
        self.object = self.get_object()
        if self.kwargs["act"] not in self.workflow:
            from django.http import Http404

            raise Http404
        self.transition = self.workflow[self.kwargs["act"]]

    def get_form_class(self):
        from township.crud.forms import UserForm

        return self.forms.get(self.kwargs["act"], UserForm)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if getattr(self.get_form_class(), "wants_instance", False):
            kwargs["about"] = self.object
        return kwargs

    def get(self, request, *args, **kwargs):
        self.prepare()
        return self.render_to_response(self.get_context_data())

    def get_title(self):
        return f"{self.transition.label}：{self.object}"

    def get_refusals(self):
        for transition, reasons in self.workflow.available(
            self.object, self.request.user, with_refused=True
        ):
            if transition is self.transition:
                return reasons
        return [
            f"现在的状态是“{self.workflow.label_of(self.workflow.state_of(self.object))}”，"
            f"不能{self.transition.label}，或者您没有这个权限。"
        ]

    def get_consequences(self):
        return [self.transition.confirm] if self.transition.confirm else []

    def get_context_data(self, **context):
        transition = {
            "name": self.transition.name,
            "label": self.transition.label,
            "confirm": self.transition.confirm,
            "style": self.transition.style,
            "url": self.request.get_full_path(),
        }
        return super().get_context_data(
            **{
                "object": self.object,
                "transition": transition,
                "consequences": self.get_consequences(),
                "refusals": [] if self.request.method == "POST" else self.get_refusals(),
            }
            | context
        )

    def get_cancel_url(self):
        return self.object.get_absolute_url()

    def carry_out(self, form):
        given = {k: v for k, v in form.cleaned_data.items() if k != "form_key"}
        self.object = self.workflow.perform(
            self.transition.name, self.object, by=self.request.user, **given
        )
        messages.success(self.request, f"已{self.transition.label}。")
        return self.get_success_url()

    def get_success_url(self):
        return self.object.get_absolute_url()
