"""扫描收件: send scans and photos, look at what was made of them, file, turn, assign, drop."""

import django_filters
from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from archives.acts import scan as acts
from archives.forms.scan import AssignForm, DropForm, FileForm, ScanForm
from archives.models import Part, ScanBatch, ScanPage
from archives.queries.scan import proposed_titles, sort_pages
from archives.views.record import villages
from township.access import needs, public
from township.crud import Column, DetailPage, FormPage, ListPage, ReasonForm, Toned, Within
from township.files import page_codes
from township.files.errors import PreviewUnavailable
from township.papers.marking import read_mark
from township.papers.marks import MarkRefused
from township.workflow import Refused
from villages.models import Posting, Village

BLANK = "空白页"


class ScanFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(lookup_expr="icontains", label="文件")
    village = django_filters.ModelChoiceFilter(queryset=villages, label="村（社区）")
    stage = django_filters.ChoiceFilter(choices=ScanBatch.Stage.choices, label="状态")

    class Meta:
        model = ScanBatch
        fields = ["name", "village", "stage"]


class ScanList(ListPage):
    permission = "scan.file"
    model = ScanBatch
    select = ("village", "made_by")
    title = "扫描收件"
    columns = (
        Column("文件", "name"),
        Column("村（社区）", "village__order"),
        Column("上传人"),
        Column("上传时间", "made_at"),
        Column("待归档", "left"),
        Column("状态", "stage"),
    )
    filterset_class = ScanFilter
    ordering = ("-pk",)
    template = "archives/scan/list.html"
    empty = {
        "icon": "printer",
        "title": "还没有扫描件",
        "hint": "签过字的签到册、表决票、计票单扫描或者拍照后，从村（社区）的档案页里上传。",
    }

    def row_of(self, item):
        return item.get_absolute_url(), [
            item.name,
            item.village.name,
            str(item.made_by),
            item.made_at,
            f"{item.left}页",
            Toned(item.get_stage_display(), item.stage_tone),
        ]

    def get_context_data(self, **context):
        places = Village.objects.for_user(self.request.user, self.permission)
        return super().get_context_data(places=places.order_by("order", "name"), **context)


class ScanCreate(Within, FormPage):
    makes_new = True
    permission = "scan.file"
    within = Village
    within_select = ("township",)
    beside = ScanBatch
    form_class = ScanForm
    title = "上传扫描件"
    submit_label = "上传并识别"
    intro = (
        "系统打印的表、单、册上都有二维码。签字以后整叠扫描或者逐张拍照上传，"
        "系统按二维码分好，您看过、确认以后才归档。"
    )
    success_message = "已经收到，正在识别。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"village": self.parent}

    def carry_out(self, form):
        batch = acts.take_in(self.parent, form.cleaned_data["files"], by=self.request.user)
        return batch.get_absolute_url()


class ScanDetail(DetailPage):
    """What the pages are of; while they are read, the page asks again."""

    permission = "scan.file"
    model = ScanBatch
    select = ("village__township", "made_by")
    template = "archives/scan/detail.html"
    piece = "archives/scan/_body.html"

    def get_context_data(self, **context):
        batch, user = self.object, self.request.user
        found = sort_pages(batch, user)
        filed = [
            {"group": group, "part": group.pages[0].part, "offer": group.offer(user)}
            for group in found.filed
        ]
        titles = proposed_titles([page for page, _ in found.box])
        box = [(page, sentence, titles.get(page.pk, "")) for page, sentence in found.box]
        unread = batch.pages.unread().count() if batch.is_reading else 0
        total = batch.pages.count()
        return super().get_context_data(
            found=found,
            box=box,
            filed=filed,
            total=total,
            unread=unread,
            read=total - unread,
            **context,
        )


class OfBatch(Within):
    permission = "scan.file"
    within = ScanBatch
    within_kwarg = "pk"
    within_select = ("village__township",)


class ScanFile(OfBatch, FormPage):
    """Look at the proposed groups and file them; one that is refused keeps none of the others."""

    form_class = FileForm
    title = "核对并归档"
    submit_label = "归档"
    success_message = ""
    template = "archives/scan/file.html"

    def get_groups(self):
        if not hasattr(self, "_groups"):
            self._groups = sort_pages(self.parent, self.request.user).proposed
        return self._groups

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"batch": self.parent, "groups": self.get_groups()}

    def carry_out(self, form):
        wanted, count = form.cleaned_data["groups"], 0
        for group in self.get_groups():
            if group.key not in wanted:
                continue
            try:
                bound = form.bound(group)
                record = acts.file_group(self.parent, group, bound, by=self.request.user)
            except Refused as refusal:
                messages.error(self.request, f"{group.label}没有归档：{refusal}")
                continue
            count += 1
            last = record
        if count:
            told = f"“{last}”" if count == 1 else f"{count}份"
            messages.success(self.request, f"{told}已归档。")
        return self.parent.get_absolute_url()

    def get_context_data(self, **context):
        return super().get_context_data(groups=self.get_groups(), **context)


class ScanTakeBack(OfBatch, FormPage):
    form_class = ReasonForm
    title = "取回"
    submit_label = "取回"
    success_message = "已经取回，可以重新归档。"
    intro = "归错了的取回来重新归档。原来那件档案里留一张取回说明，原来的扫描件作为旧版保存。"

    def get_part(self):
        pages = self.parent.pages.filter(outcome=ScanPage.Outcome.FILED).values("part")
        rows = Part.objects.for_user(self.request.user, "record.view").filter(pk__in=pages)
        return get_object_or_404(rows.select_related("record__village"), pk=self.kwargs["part"])

    def get_title(self):
        return f"取回{self.get_part()}"

    def carry_out(self, form):
        acts.take_back(
            self.parent, self.get_part(), by=self.request.user, reason=form.cleaned_data["reason"]
        )
        return self.parent.get_absolute_url()


class OfPage(Within):
    permission = "scan.file"
    within = ScanPage
    within_kwarg = "pk"
    within_field = "page"
    within_select = ("batch__village__township", "file")
    template = "archives/scan/page.html"


class ScanAssign(OfPage, FormPage):
    form_class = AssignForm
    submit_label = "指定"
    success_message = "已经指定，核对后归档。"

    def get_title(self):
        return f"{self.parent}归到哪里"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"page": self.parent}

    def carry_out(self, form):
        name, thing = form.cleaned_data["to"]
        acts.assign(self.parent.batch, self.parent, name, thing, by=self.request.user)
        return self.parent.batch.get_absolute_url()


class ScanDrop(OfPage, FormPage):
    form_class = DropForm
    submit_label = "去掉"
    success_message = "已经去掉。"

    def get_title(self):
        return f"去掉{self.parent}"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"pages": [self.parent]}

    def get_initial(self):
        return {"reason": BLANK} if self.parent.is_blank else {}

    def carry_out(self, form):
        reason = form.cleaned_data["reason"]
        acts.drop(self.parent.batch, [self.parent], by=self.request.user, reason=reason)
        return self.parent.batch.get_absolute_url()


class ScanDropBlank(OfBatch, FormPage):
    form_class = DropForm
    title = "去掉空白页"
    submit_label = "全部去掉"
    success_message = "空白页已经去掉。"

    def get_pages(self):
        return sort_pages(self.parent, self.request.user).blanks

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"pages": self.get_pages()}

    def get_initial(self):
        return {"reason": BLANK}

    def carry_out(self, form):
        reason = form.cleaned_data["reason"]
        acts.drop(self.parent, self.get_pages(), by=self.request.user, reason=reason)
        return self.parent.get_absolute_url()


def _page(request, pk):
    rows = ScanPage.objects.for_user(request.user, "scan.file")
    return get_object_or_404(rows.select_related("batch__village__township", "file"), pk=pk)


def _done(request, page, act, *args):
    try:
        act(page.batch, page, *args, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(page.get_absolute_url())


@needs("scan.file")
@require_POST
def turn(request, pk):
    """A quarter to the right."""
    return _done(request, _page(request, pk), acts.turn, 90)


@needs("scan.file")
@require_POST
def put_back(request, pk):
    return _done(request, _page(request, pk), acts.put_back)


@needs("scan.file")
@require_POST
def read_again(request, pk):
    rows = ScanBatch.objects.for_user(request.user, "scan.file")
    batch = get_object_or_404(rows.select_related("village__township"), pk=pk)
    try:
        acts.read_again(batch, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(batch.get_absolute_url())


@needs("scan.file")
@require_safe
def picture(request, pk):
    """A page as it was scanned; the page that shows it turns it."""
    page = _page(request, pk)
    try:
        if page.file is None:
            raise PreviewUnavailable("原件已经清理。")
        path = page_codes.picture_of(page.file, page.number)
    except PreviewUnavailable as error:
        return HttpResponse(error.sentence, status=404, content_type="text/plain; charset=utf-8")
    response = FileResponse(path.open("rb"), content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    return response


# Where the code of a sheet leads whoever scans it with a telephone.
PAGES = {
    "vote": "villages:motion",
    "selection": "villages:selection",
    "filing_receipt": "villages:filing",
    "evaluation": "campaigns:evaluation",
    "site_visit": "campaigns:site_visit_create",
    "reward_receipt": "campaigns:reward",
}


@public("一张纸上的二维码：只转到那件事的页面，页面自己核对谁能看")
@require_safe
def door(request, code):
    """From a code to the page of its sheet, which asks for itself who may see it; from a posting,
    that hangs on the board, to the page that is open to everybody."""
    try:
        mark = read_mark(code)
    except MarkRefused:
        return HttpResponseRedirect(reverse("home"))
    if mark.sheet == "posting":
        village = Posting.objects.filter(pk=mark.thing).values_list("village", flat=True).first()
        if village is not None:
            return HttpResponseRedirect(reverse("villages:open", args=[village]))
        return HttpResponseRedirect(reverse("home"))
    name = PAGES.get(mark.sheet, "villages:meeting")
    return HttpResponseRedirect(reverse(name, args=[mark.thing]))
