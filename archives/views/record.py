"""Pages of records: shelf of a village, one record, files in and out."""

import django_filters
from django.contrib import messages
from django.urls import reverse
from django.utils import timezone

from archives.acts import paper as paper_acts
from archives.acts import words as words_acts
from archives.acts.record import add_part, enter_record
from archives.acts.upload import duplicate_of
from archives.forms.record import AddFilesForm, RecordEditForm, RecordForm
from archives.models import Category, Part, Record, Requirement
from archives.papers.part import NewPart
from archives.queries import scan_reading
from archives.workflows.correction import RECORD_CORRECTION
from archives.workflows.record import RECORD
from township.corrections import Corrected, CorrectPage
from township.crud import (
    ActPage,
    Column,
    CreatePage,
    DetailPage,
    FormPage,
    KeptPage,
    ListPage,
    ManyRows,
    ReasonForm,
    Toned,
    UpdatePage,
    Within,
)
from township.crud.filters import YearFilter
from township.history.chain import record as write_history
from township.remarks import Remarked
from villages.models import Village

COLUMNS = (
    Column("题名", "title"),
    Column("类别", "category__order"),
    Column("年度", "year"),
    Column("日期", "on"),
    Column("档号", "reference_code"),
    Column("状态", "status"),
)


def categories(request):
    return Category.objects.for_user(request.user, "category.view").open_to(request.user)


def villages(request):
    return Village.objects.for_user(request.user, "record.view")


class RecordFilter(django_filters.FilterSet):
    title = django_filters.CharFilter(lookup_expr="icontains", label="题名")
    village = django_filters.ModelChoiceFilter(queryset=villages, label="村（社区）")
    year = YearFilter()
    category = django_filters.ModelChoiceFilter(queryset=categories, label="类别")
    status = django_filters.ChoiceFilter(choices=Record.Status.choices, label="状态")

    class Meta:
        model = Record
        fields = ["title", "village", "year", "category", "status"]


class RecordList(KeptPage, ListPage):
    permission = "record.view"
    model = Record
    select = ("village", "category")
    title = "档案"
    columns = (COLUMNS[0], Column("村（社区）", "village__order"), *COLUMNS[1:])
    filterset_class = RecordFilter
    ordering = ("-pk",)
    paginator_class = ManyRows
    empty = {
        "icon": "archive",
        "title": "没有符合条件的档案",
        "hint": "办会议、表决、公示时，档案会自己归集；其他材料可以在村（社区）的档案页里上传。",
    }

    def row_of(self, item):
        village = [] if isinstance(self, Within) else [item.village.name]
        return item.get_absolute_url(), [
            f"{item.title}{'（补录）' if item.is_entered_later else ''}",
            *village,
            item.category.name,
            str(item.year),
            item.on,
            item.reference_code or "未编号",
            Toned(item.get_status_display(), item.status_tone),
        ]


class VillageRecordList(Within, RecordList):
    within = Village
    template = "archives/record/village_list.html"
    columns = COLUMNS
    ordering = None
    create_label = "上传材料"

    def get_title(self):
        return f"{self.parent}的档案"

    def get_create_url(self):
        if self.request.user.may("record.edit"):
            return reverse("archives:record_create", args=[self.parent.pk])
        return None

    def get_context_data(self, **context):
        may_pack = self.request.user.may("package.view")
        return super().get_context_data(
            may_pack=may_pack,
            may_take_in=self.request.user.may("record.take_in"),
            may_scan=self.request.user.may("scan.file"),
            **context,
        )


class RecordCreate(Within, CreatePage):
    permission = "record.edit"
    within = Village
    form_class = RecordForm
    title = "上传材料"
    submit_label = "上传"
    success_message = "材料已存入档案。"

    def get_given(self):
        return {"village": self.parent, "filed_by": self.request.user}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"village": self.parent}

    def asked(self):
        """The requirement that the link from the completeness page names, or None."""
        wanted = self.request.GET
        rows = Requirement.objects.filter(category__township=self.parent.township_id)
        return (
            rows.filter(
                category__code=wanted.get("category", ""),
                key=wanted.get("requirement", ""),
            )
            .select_related("category")
            .first()
        )

    @property
    def intro(self):
        asked = self.asked()
        return f"用于：{asked.category}——{asked}。" if asked else ""

    def get_initial(self):
        asked = self.asked()
        today = timezone.localdate()
        if asked is None:
            return {"on": today}
        return {"category": asked.category_id, "requirement": asked.key, "on": today}

    def save(self, form):
        files = form.cleaned_data["files"]
        row = enter_record(form.instance, files, by=self.request.user)
        for file, name in files:
            if sentence := duplicate_of(file, self.parent, beside=row):
                messages.warning(self.request, f"“{name}”{sentence}")
        return row


class RecordDetail(Remarked, Corrected, DetailPage):
    permission = "record.view"
    correctable = RECORD_CORRECTION
    model = Record
    select = ("village", "category", "filed_by")
    workflow = RECORD
    act_url = "archives:record_act"
    template = "archives/record/detail.html"

    def get_fields(self):
        """What is known; what is empty is left out."""
        row = self.object
        labels = {entry["key"]: entry["name"] for entry in row.category.metadata}
        rows = [
            ("村（居）", row.village),
            ("类别", row.category),
            ("年度", f"{row.year}年"),
            ("日期", row.on),
            ("责任者", row.responsible),
            ("文号", row.document_number),
            ("保管期限", row.get_retention_display() or row.category.get_retention_display()),
            ("档号", row.reference_code or "归档时编号"),
            ("页数", f"{row.pages}页" if row.pages else ""),
            ("密级", row.get_secrecy_display() if row.secrecy else ""),
            ("纸质件", " ".join(filter(None, (row.paper_box, row.paper_number)))),
            ("登记人", str(row.filed_by or "系统")),
            ("原档号", row.former_code),
            ("备注", row.note),
            *((labels.get(key, key), value) for key, value in row.metadata.items()),
        ]
        return [(label, value) for label, value in rows if value]

    def may_change(self):
        rows = Record.objects.for_user(self.request.user, "record.edit")
        return self.request.user.may("record.edit") and rows.filter(pk=self.object.pk).exists()

    def get_context_data(self, **context):
        paper_acts.set_on_the_spot(self.object)
        parts = self.object.parts.prefetch_related("files__file__scan", "files__added_by")
        newest = [next(iter(part.files.all()), None) for part in parts]
        photos = [one for one in newest if one and one.file.is_image]
        may_change = self.may_change()
        return super().get_context_data(
            parts=parts,
            photos=photos,
            may_change=may_change,
            proposal=scan_reading.proposal(self.object) if may_change else None,
            personal=scan_reading.personal(self.object) if may_change else (),
            **context,
        )

    def get_edit_url(self):
        if self.object.is_open and self.may_change():
            return reverse("archives:record_edit", args=[self.object.pk])
        return None


class RecordCorrect(CorrectPage):
    correctable = RECORD_CORRECTION


class RecordUpdate(UpdatePage):
    permission = "record.edit"
    model = Record
    form_class = RecordEditForm

    def proposed(self):
        """What the scan looks like, where somebody came here to look it over."""
        is_asked = self.request.method == "GET" and "scan" in self.request.GET
        return scan_reading.proposal(self.object) if is_asked else None

    @property
    def intro(self):
        if self.proposed() is None:
            return ""
        return "题名和日期已按识读的文字填好，请对照原件核对，改对后再保存。"

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs() | {"village": self.object.village}
        if proposed := self.proposed():
            shown = {"title": proposed.title, "on": proposed.on or self.object.on}
            kwargs["initial"] = shown
        return kwargs

    def may_edit(self, row):
        if not row.is_open:
            yield "档案已经归档，不能再改；要补充材料，请用“补充文件”并写明理由。"

    def save(self, form):
        row = super().save(form)
        words_acts.refresh(row)
        return row


class AddFiles(Within, FormPage):
    makes_new = True
    permission = "record.edit"
    within = Record
    within_kwarg = "pk"
    within_select = ("village__township",)
    form_class = AddFilesForm
    title = "补充文件"
    submit_label = "上传"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"record": self.parent}

    def get_initial(self):
        """The kind that the list of gaps asks for."""
        asked = self.request.GET.get("kind")
        return {"kind": asked} if asked in Part.Kind.values else {}

    def carry_out(self, form):
        reason = form.cleaned_data.get("reason", "")
        for file, name in form.cleaned_data["files"]:
            part = NewPart(name, file, name, kind=form.cleaned_data["kind"])
            add_part(self.parent, part, by=self.request.user, reason=reason)
            told = f"补充文件：{name}" + (f"（理由：{reason}）" if reason else "")
            write_history("record.add_file", self.parent, self.request.user, told)
        return self.parent.get_absolute_url()


class RecordAct(ActPage):
    permission = "record.view"
    model = Record
    select = ("village",)
    workflow = RECORD
    forms = {"withdraw": ReasonForm}
