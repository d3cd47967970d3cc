"""Pages that show: a frame, lists, one row; those that change something are in `sending`.

Nouns are pages, verbs are functions: a page reads rows through `for_user`, a form has a shape,
and what changes goes through a workflow or a verb function.
"""

from functools import cached_property
from itertools import chain

from django.core.exceptions import ImproperlyConfigured
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.views.generic import TemplateView
from django.views.generic.detail import SingleObjectMixin
from django_filters.views import FilterView

from township.access import opens
from township.crud import exporting
from township.crud.columns import bare, cells_of
from township.crud.reading import entries_about
from township.crud.trails import above, trail_of
from township.history.models import Entry
from township.prepared_query import PreparedQuery


class Framed:
    """What every page shows: title, breadcrumbs, the template by noun."""

    permission = None
    title = ""
    # Above a page that is about no row: ((label, address), …).
    crumbs = ()
    # The noun among whose rows the page lies: what it makes, or what it is a view of.
    beside = None
    template = None
    # Of a page that is also a piece of another, which a script asks for: that piece.
    piece = None

    def get_title(self):
        return self.title

    def get_given(self):
        """{field: value} of a row of `beside`, as far as the user does not fill it."""
        return {}

    def get_crumbs(self):
        """[(label, address)] above this page, without the page itself."""
        return list(self.crumbs) or self.get_trail()

    def get_trail(self):
        """The crumbs that follow from the row which the page is about or lies beside."""
        return above(self.beside(**self.get_given())) if self.beside else []

    def get_template_names(self):
        if self.piece and self.request.htmx:
            return [self.piece]
        return [self.template] if self.template else super().get_template_names()

    def get_context_data(self, **context):
        title, user = self.get_title(), self.request.user
        above_it = [(label, url if opens(user, url) else None) for label, url in self.get_crumbs()]
        shown = {"title": title, "breadcrumbs": [*above_it, (title, None)]}
        return super().get_context_data(**(shown | context))


class Within:
    """A page inside or about a row of `within`, found by the page's own permission.

    The address names it by the noun ("village"), or by `within_kwarg`; `within_select` are the rows
    that the page needs with it.
    """

    within = None
    within_kwarg = ""
    within_field = ""
    within_permission = ""
    within_select = ()

    @cached_property
    def parent(self):
        permission = self.within_permission or self.permission
        rows = self.within.objects.for_user(self.request.user, permission)
        key = self.kwargs[self.within_kwarg or self.within._meta.model_name]
        return get_object_or_404(rows.select_related(*self.within_select), pk=key)

    def lock_read(self):
        super().lock_read()
        self.within.objects.select_for_update().get(pk=self.parent.pk)
        vars(self).pop("parent")

    def get_given(self):
        return super().get_given() | {self.get_within_field(): self.parent}

    def get_within_field(self):
        """What leads from a row of the page to the parent."""
        return self.within_field or self.within._meta.model_name

    def get_trail(self):
        return super().get_trail() if self.beside else trail_of(self.parent)

    def get_context_data(self, **context):
        return super().get_context_data(**{**context, self.within._meta.model_name: self.parent})


class Page(Framed, TemplateView):
    """A page of its own shape."""


class Scoped(Framed):
    """Rows of `model` that the user reaches with the page's permission."""

    model = None
    select = ()

    def get_queryset(self):
        rows = self.model.objects.for_user(self.request.user, self.permission)
        if isinstance(self, Within) and self.within:
            rows = rows.filter(**{self.get_within_field(): self.parent})
        return rows.select_related(*self.select) if self.select else rows


class ManyRows(Paginator):
    """Counts to `most` and no further: past that, counting takes longer than showing a page."""

    most = 5000

    @cached_property
    def counted(self):
        return self.object_list.order_by()[: self.most + 1].count()

    @property
    def count(self):
        return min(self.counted, self.most)

    @property
    def is_cut(self):
        return self.counted > self.most


class ListPage(Scoped, FilterView):
    """A list with search, filters, sorting and paging.

    `columns` describe the header; `filterset_class` the filters; `ordering` the order unless the
    model's own serves. Sorting is by `?sort=key` or `?sort=-key` over the columns' keys.
    """

    columns = ()
    filterset_class = None
    ordering = None
    paginate_by = 25
    strict = False
    empty = {"icon": "inbox", "title": "这里还没有内容", "hint": ""}
    create_label = "新建"
    template = "crud/list.html"
    # Why the list is not taken out as it stands, where it is not.
    no_export = ""
    # Acts on ticked rows (township.crud.bulk).
    bulk = ()

    def get_filterset_class(self):
        return self.filterset_class

    def get(self, request, *args, **kwargs):
        self.object_list = self.get_queryset()
        self.filterset = None
        if filterset_class := self.get_filterset_class():
            self.filterset = filterset_class(
                request.GET, queryset=self.object_list, request=request
            )
            self.object_list = self.filterset.qs
        self.object_list = self._sorted(self.object_list)
        if request.GET.get("format") == "xlsx" and not self.no_export:
            return self.export()
        return self.render_to_response(self.get_context_data())

    def export(self):
        """The whole list that the filters show, as a workbook."""
        items = self.object_list[: exporting.MOST].iterator(exporting.PIECE)
        rows = chain.from_iterable(map(self.exported_rows, exporting.pieces(items)))
        parts = [exporting.SheetPart("列表", self.exported_heads(), rows), *self.exported_beside()]
        conditions = exporting.conditions_of(self.filterset.form) if self.filterset else []
        return exporting.answer(self.get_title(), parts, conditions, self.request.user)

    def exported_heads(self):
        return [column.label for column in self.get_columns() if column.is_exported]

    def exported_beside(self):
        """Further sheets of the workbook."""
        return []

    def exported_rows(self, items):
        """Cells of rows in the order of the columns."""
        for item in items:
            yield [bare(value) for value in self.row_of(item)[1]]

    def _sorted(self, rows):
        wanted = self.request.GET.get("sort", "")
        keys = {column.key for column in self.columns if column.key}
        if wanted.lstrip("-") in keys:
            return rows.order_by(wanted, "pk")
        return rows.order_by(*self.ordering) if self.ordering else rows

    def get_columns(self):
        """The columns as this user sees them."""
        return self.columns

    def get_heads(self):
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
            for column in self.get_columns()
        ]

    def row_of(self, item):
        """(address or "", values in the order of the columns) for the generic list template; a
        value that is shown in colour is `Toned`."""
        raise ImproperlyConfigured("row_of or an own template")

    def get_bulk(self):
        return [one for one in self.bulk if self.request.user.may(one.permission)]

    def may_tick(self, item, acts):
        """Is the row one of those that an act may be taken on?"""
        return any(item.status in one.sources for one in acts)

    def get_rows(self, items, acts):
        """The rows of the generic template, with the key of those that may be ticked."""
        columns = self.get_columns()
        for item in items:
            url, values = self.row_of(item)
            key = item.pk if acts and self.may_tick(item, acts) else ""
            yield {"url": url, "cells": cells_of(columns, values), "key": key}

    def get_create_url(self):
        return None

    def get_export_url(self):
        """The address of the list as a workbook, "" where it is not taken out."""
        return "" if self.no_export else exporting.address_of(self.request)

    def get_context_data(self, **context):
        context = super().get_context_data(object_list=self.object_list, **context)
        if type(self).row_of is not ListPage.row_of:
            acts = self.get_bulk()
            rows = context["rows"] = list(self.get_rows(context["object_list"], acts))
            context["bulk"] = acts if any(row["key"] for row in rows) else []
        return {
            "columns": self.get_heads(),
            "filter": self.filterset,
            "create_url": self.get_create_url(),
            "create_label": self.create_label,
            "export_url": self.get_export_url() if context["object_list"] else "",
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

    def get_trail(self):
        return above(self.object)

    def get_fields(self):
        """[(label, value)] for the generic detail template."""
        return []

    def get_edit_url(self):
        return None

    def get_transitions(self):
        if not self.workflow:
            return []
        return offered(
            self.workflow, self.object, self.request.user, self.act_url, seen_by=self.permission
        )

    def get_context_data(self, **context):
        return super().get_context_data(
            **{
                "fields": self.get_fields(),
                "edit_url": self.get_edit_url(),
                "transitions": self.get_transitions(),
                "history": SimpleLazyObject(self.get_history),
            }
            | context
        )

    def get_history(self):
        with entries_about(type(self.object)):
            return _last_acts(self.object._meta.label_lower, self.object.pk)


@PreparedQuery
def _last_acts(noun, pk):
    return Entry.objects.filter(noun=noun, object_id=pk).order_by("-id")[:20]


def offered(workflow, instance, user, act_url, *, seen_by=None):
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
        for transition, reasons in workflow.available(
            instance, user, with_refused=True, seen_by=seen_by
        )
    ]
