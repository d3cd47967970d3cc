"""Pages of postings, and the photo behind one."""

import django_filters
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from township import asked
from township.access import needs
from township.corrections import Corrected, CorrectPage
from township.crud import ActPage, Column, CreatePage, DetailPage, ListPage, Toned, UpdatePage
from township.files.answering import answer
from villages.acts.posting import tell_change
from villages.forms.posting import PostingForm, TakeDownForm
from villages.models import Posting, TextVersion
from villages.views.frame import OfVillage, may_in, overseen
from villages.workflows.correction import POSTING_CORRECTION
from villages.workflows.posting import POSTING


class PostingFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(choices=Posting.Kind.choices, label="类别")
    status = django_filters.ChoiceFilter(choices=Posting.Status.choices, label="状态")

    class Meta:
        model = Posting
        fields = ["kind", "status"]


class PostingList(OfVillage, ListPage):
    permission = "posting.view"
    model = Posting
    title = "公示"
    filterset_class = PostingFilter
    template = "villages/posting/list.html"
    columns = (
        Column("标题", "title"),
        Column("类别", "kind"),
        Column("张贴", "posted_on"),
        Column("公示到", "until"),
        Column("照片"),
        Column("状态", "status"),
    )
    create_label = "登记公示"
    empty = {
        "icon": "megaphone",
        "title": "还没有公示",
        "hint": "把内容贴到公开栏后，在这里登记日期、地点和照片。",
    }

    def get_create_url(self):
        if self.parent.is_active and may_in(self.request.user, "posting.edit", self.parent):
            return reverse("villages:posting_create", args=[self.parent.pk])
        return None

    def row_of(self, posting):
        return posting.get_absolute_url(), [
            posting.title,
            posting.get_kind_display(),
            posting.posted_on,
            posting.until,
            Toned("有" if posting.photo_id else "缺", "good" if posting.photo_id else "warn"),
            Toned(posting.get_status_display(), posting.status_tone),
        ]


class PostingCreate(OfVillage, CreatePage):
    permission = "posting.edit"
    title = "登记公示"
    form_class = PostingForm
    intro = "贴到公开栏以后登记；公开页面会同时显示。"
    success_message = "已登记公示。"

    def get_initial(self):
        wanted = asked.number(self.request.GET.get("text"))
        rows = TextVersion.objects.for_user(self.request.user, "text.view")
        version = rows.filter(pk=wanted).first()
        if version is None:
            return {
                "kind": self.request.GET.get("kind"),
                "meeting": self.request.GET.get("meeting"),
            }
        title = f"{version.text}公布"
        return {"kind": Posting.Kind.TEXT, "text_version": version, "title": title}

    def save(self, form):
        posting = super().save(form)
        if posting.posted_on <= timezone.localdate():
            posting = POSTING.perform("post", posting, by=self.request.user)
        return posting


class PostingPage(Corrected, DetailPage):
    permission = "posting.view"
    correctable = POSTING_CORRECTION
    model = Posting
    select = ("village__township", "text_version__text", "meeting", "photo")
    workflow = POSTING
    act_url = "villages:posting_act"
    template = "villages/posting/detail.html"

    def get_edit_url(self):
        is_open = self.object.status != Posting.Status.TAKEN_DOWN
        if is_open and may_in(self.request.user, "posting.edit", self.object.village):
            return reverse("villages:posting_edit", args=[self.object.pk])
        return None

    def get_fields(self):
        posting = self.object
        rows = [
            ("类别", posting.get_kind_display()),
            ("张贴日期", posting.posted_on),
            ("公示到", posting.until),
            ("公示天数", f"{posting.days}天"),
            ("张贴地点", posting.place),
        ]
        if posting.text_version:
            rows.append(("公布的文本", posting.text_version))
        if posting.meeting:
            rows.append(("公开的会议", posting.meeting))
        if posting.taken_down_on:
            rows.append(("撤下日期", posting.taken_down_on))
        if posting.early_reason:
            rows.append(("提前撤下的原因", posting.early_reason))
        return rows

    def get_context_data(self, **context):
        return super().get_context_data(**overseen(self.object, self.request.user), **context)


class PostingUpdate(UpdatePage):
    permission = "posting.edit"
    model = Posting
    select = ("village__township",)
    form_class = PostingForm

    def may_edit(self, posting):
        if posting.status == Posting.Status.TAKEN_DOWN:
            yield "公示已撤下，记录不能再改。"

    def save(self, form):
        posting = super().save(form)
        tell_change(posting, by=self.request.user)
        return posting


class PostingAct(ActPage):
    permission = "posting.view"
    model = Posting
    select = ("village__township",)
    workflow = POSTING
    forms = {"take_down": TakeDownForm}


@require_safe
@needs("posting.view")
def photo(request, pk):
    """The photo of a posting, through the posting's scope."""
    rows = Posting.objects.for_user(request.user, "posting.view").select_related("photo")
    posting = get_object_or_404(rows, pk=pk)
    if posting.photo is None:
        raise Http404
    return answer(request.user, posting, posting.photo, posting.photo_name)


class PostingCorrect(CorrectPage):
    correctable = POSTING_CORRECTION
