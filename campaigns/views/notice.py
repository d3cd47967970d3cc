"""Pages of the announcement of an application: posting it, what villagers see, objections."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campaigns.acts import notice as notice_acts
from campaigns.forms.notice import NoticeAnswerForm, NoticeForm, NoticeObjectionForm
from campaigns.models import Application, Notice, NoticeObjection
from campaigns.papers import notice as notice_papers
from campaigns.workflows.notice_objection import NOTICE_OBJECTION
from township.access import needs, public
from township.crud import ActPage, CreatePage, DetailPage, FormPage, Within
from township.crud.trails import trail_of
from township.papers import send
from township.papers.issued import printed
from villages.options import contact_of

PLACE = ("village__township", "level", "evaluation__round", "campaign")


class NoticeCreate(Within, FormPage):
    """Post an application: from a day on, for the township's number of days."""

    makes_new = True
    permission = "application.check"
    within = Application
    within_select = PLACE
    form_class = NoticeForm
    title = "张贴拟申报公示"
    intro = "期满、没有未答复的异议，才能报区。"
    submit_label = "开始公示"
    success_message = "已开始公示，请打印公示件张贴。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "campaign": self.parent.campaign,
            "is_running": notice_acts.hangs(self.parent),
        }

    def carry_out(self, form):
        asked = form.cleaned_data
        notice_acts.post(
            self.parent,
            by=self.request.user,
            on=asked["on"],
            days=asked["days"],
            because=asked.get("because", ""),
        )
        return self.parent.get_absolute_url()


class NoticeObjectionCreate(Within, CreatePage):
    """Register an objection that reached the office."""

    permission = "application.check"
    within = Notice
    within_select = tuple(f"application__{path}" for path in PLACE)
    form_class = NoticeObjectionForm
    title = "登记公示异议"
    submit_label = "登记"

    def get_form_kwargs(self):
        objection = NoticeObjection(notice=self.parent, received_on=timezone.localdate())
        return super().get_form_kwargs() | {"instance": objection}

    def save(self, form):
        return notice_acts.take_objection(form.save(commit=False), by=self.request.user)

    def get_success_url(self):
        return self.parent.application.get_absolute_url()


class NoticeObjectionDetail(DetailPage):
    permission = "notice_objection.view"
    model = NoticeObjection
    select = ("notice__application__village", "notice__application__level", "answered_by")
    workflow = NOTICE_OBJECTION
    act_url = "campaigns:notice_objection_act"

    def get_fields(self):
        row = self.object
        return [
            ("申报", row.notice.application),
            ("由谁提出", row.get_source_display()),
            ("收到日期", row.received_on),
            ("异议内容", row.text),
            ("答复", row.answer),
            ("答复日期", row.answered_on),
            ("答复人", row.answered_by),
        ]


class NoticeObjectionAct(ActPage):
    permission = "notice_objection.view"
    model = NoticeObjection
    select = ("notice__application__village", "notice__application__level")
    workflow = NOTICE_OBJECTION
    forms = {"uphold": NoticeAnswerForm, "reject": NoticeAnswerForm}


@needs("application.view")
@require_safe
def notice_paper(request, pk):
    """The posted sheet, for printing and as a file."""
    rows = Notice.objects.for_user(request.user, "application.view")
    rows = rows.select_related(*(f"application__{path}" for path in PLACE))
    notice = get_object_or_404(rows, pk=pk)
    application = notice.application
    paper = printed("posting", notice, notice_papers.notice, application.village.township)
    return send(request, paper, breadcrumbs=[*trail_of(notice), ("公示", None)])


@public("拟申报公示，村民不用账号就能看")
@require_safe
def public_notice(request, pk):
    """What the township means to apply for; neither opinions nor papers."""
    rows = Notice.objects.of_villages_asked()
    rows = rows.select_related(*(f"application__{path}" for path in PLACE))
    notice = get_object_or_404(rows, pk=pk)
    township = request.shown_township = notice.application.village.township
    context = {
        "title": f"{notice.application}公示",
        "notice": notice,
        "application": notice.application,
        "is_running": notice.is_running,
        "later": notice.application.notices.filter(number__gt=notice.number).first(),
        "township_name": township.name,
        **contact_of(township),
    }
    return render(request, "campaigns/notice/public.html", context)
