"""Pages of corrections: asking, agreeing, and what was corrected."""

import django_filters
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from township.access import is_within_reach, needs
from township.corrections.acts import CORRECTION, ask
from township.corrections.forms import RefuseCorrectionForm, form_for
from township.corrections.models import Correction
from township.crud import ActPage, Column, DetailPage, ListPage, Toned, UpdatePage
from township.crud.trails import in_list, lies
from township.files.answering import answer
from township.workflow import Stale

lies(Correction, in_list("更正", "corrections"))


class CorrectPage(UpdatePage):
    """Ask for a correction of a final row; `correctable` says of what, the page who may."""

    correctable = None
    submit_label = "提出更正"
    success_message = ""

    def __init_subclass__(cls, **options):
        correctable = vars(cls).get("correctable")
        if correctable:
            cls.model, cls.permission = correctable.model, correctable.permission
            cls.select, cls.form_class = correctable.select, form_for(correctable)
            cls.submit_label = "提出更正" if correctable.second else "更正"
        super().__init_subclass__(**options)

    def get_title(self):
        return f"更正：{self.object}"

    @property
    def intro(self):
        second = self.correctable.second
        how = f"由{second.label}核准后生效，" if second else "保存后立即生效，"
        return f"只改填错的项，其余不动。{how}原来的内容和更正的原因都留着，随时可以查看。"

    def may_edit(self, row):
        if not self.correctable.is_final(row):
            yield "这一项还没有定下来，直接修改就可以。"
        elif Correction.objects.about(row).filter(status=Correction.Status.ASKED).exists():
            yield "这里已经有一份更正在等核准，请先等它办完或者撤回。"

    def claim(self, form):
        """The row is frozen: asking for a correction gives it no new version."""
        read = form.cleaned_data.get("read_version")
        if read is not None and self.model.objects.get(pk=self.object.pk).version != read:
            raise Stale

    def carry_out(self, form):
        by = self.request.user
        correction = ask(self.correctable, self.object, form.asked, by=by, **form.grounds)
        return correction.get_absolute_url()


class Corrected:
    """On the page of a row that can be corrected: the way there, and what was corrected."""

    correctable = None

    def get_corrected(self):
        """The rows whose corrections the page shows."""
        return [self.object]

    def get_context_data(self, **context):
        row, user = self.object, self.request.user
        is_final = self.correctable.is_final(row)
        may_ask = is_final and is_within_reach(row, user, self.correctable.permission)
        return super().get_context_data(
            **{
                "corrections": list(Correction.objects.about(*self.get_corrected()))
                if is_final
                else [],
                "correct_url": reverse(self.correctable.url_name, args=[row.pk]) if may_ask else "",
            }
            | context
        )


class CorrectionFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(
        choices=Correction.Status.choices,
        label="状态",
        empty_label="全部状态",
    )
    title = django_filters.CharFilter(method="filter_words", label="更正什么、原因、提出人")

    class Meta:
        model = Correction
        fields = ["status", "title"]

    def filter_words(self, rows, name, value):
        return rows.filter(
            Q(title__icontains=value)
            | Q(reason__icontains=value)
            | Q(document_number__icontains=value)
            | Q(asked_name__icontains=value)
        )


class CorrectionList(ListPage):
    permission = "correction.view"
    model = Correction
    title = "更正"
    filterset_class = CorrectionFilter
    columns = (
        Column("更正什么", "title"),
        Column("更正内容"),
        Column("提出", "asked_at"),
        Column("核准", "decided_at"),
        Column("状态", "status"),
    )
    empty = {
        "icon": "pencil-square",
        "title": "没有更正",
        "hint": "已经定下来的内容填错了，打开它的页面点“更正”。",
    }

    def row_of(self, item):
        told = "；".join(
            f"{one['label']}：{one['before_shown']} → {one['after_shown']}" for one in item.changes
        )
        return item.get_absolute_url(), [
            item.title,
            told,
            item.asked_name,
            item.decided_name,
            Toned(item.get_status_display(), item.status_tone),
        ]


class CorrectionDetail(DetailPage):
    permission = "correction.view"
    model = Correction
    select = ("asked_by", "township")
    workflow = CORRECTION
    act_url = "correction_act"
    template = "corrections/detail.html"

    def get_fields(self):
        row = self.object
        told = [
            ("更正原因", row.reason),
            ("依据文号", row.document_number),
            ("提出", row.asked_name),
            ("提出时间", row.asked_at),
        ]
        if row.second:
            told.append(("由谁核准", row.get_second_display()))
        if row.decided_by_id:
            told += [("办理", row.decided_name), ("办理时间", row.decided_at)]
        if row.answer:
            told.append(("不同意的理由", row.answer))
        return told


class CorrectionAct(ActPage):
    permission = "correction.view"
    model = Correction
    select = ("asked_by", "township")
    workflow = CORRECTION
    forms = {"refuse": RefuseCorrectionForm}
    template = "corrections/act.html"

    def get_title(self):
        return f"{self.transition.label}：{self.object.title}"


def _file_of(request, pk, name):
    """A document of a correction: one of its columns, under the name it is listed by."""
    rows = Correction.objects.for_user(request.user, "correction.view").select_related(name)
    row = get_object_or_404(rows, pk=pk)
    file, address = getattr(row, name), reverse(f"correction_{name}", args=[pk])
    if file is None:
        raise Http404
    (called,) = (told for _, url, told in row.files if url == address)
    return row, file, called


@needs("correction.view")
def correction_file(request, pk):
    """What proves a correction."""
    return answer(request.user, *_file_of(request, pk, "file"))


@needs("correction.view")
def correction_old_file(request, pk):
    """The document that was there before."""
    return answer(request.user, *_file_of(request, pk, "old_file"))


@needs("correction.view")
def correction_new_file(request, pk):
    """The document that takes its place."""
    return answer(request.user, *_file_of(request, pk, "new_file"))
