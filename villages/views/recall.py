"""罢免: the demand, whether enough people signed it, and the way to the meeting that votes."""

from django.urls import reverse

from township.crud import (
    Column,
    CreatePage,
    DetailPage,
    FormPage,
    ListPage,
    RemovePage,
    Toned,
    UpdatePage,
    Within,
)
from township.dates import cn_date
from villages.acts import recall as recall_acts
from villages.forms.recall import RecallAnswerForm, RecallForm, RecallPutForm
from villages.models import Posting, Recall
from villages.options import local_rules
from villages.queries.recall import body_for, failed_before, finding_of, meetings_for
from villages.rules.recall import UNITS
from villages.views.frame import Kept, OfVillage, changes_of, may_in
from villages.views.vote_outcome import Next


class RecallList(OfVillage, ListPage):
    permission = "meeting.view"
    model = Recall
    select = ("term__person", "term__body__village")
    title = "罢免要求"
    columns = (
        Column("罢免谁"),
        Column("收到日期", "received_on"),
        Column("联名"),
        Column("状态", "status"),
    )
    create_label = "登记罢免要求"
    empty = {
        "icon": "person-x",
        "title": "没有罢免要求",
        "hint": "收到联名书面提出的罢免要求时登记，系统会核对联名人数、提醒开会表决。",
    }

    def get_create_url(self):
        return self.create_address("recall.edit", "villages:recall_create")

    def row_of(self, row):
        return row.get_absolute_url(), [
            row.who,
            row.received_on,
            f"{row.signers}{UNITS[row.petitioners]}",
            Toned(row.get_status_display(), row.status_tone),
        ]


class RecallCreate(OfVillage, CreatePage):
    permission = "recall.edit"
    form_class = RecallForm
    title = "登记罢免要求"
    intro = "收到联名的书面要求时登记。人数不够的也如实登记，再书面答复。"
    success_message = "已登记罢免要求。"

    def save(self, form):
        return recall_acts.record_recall(form.instance, by=self.request.user)


class RecallPage(DetailPage):
    permission = "meeting.view"
    model = Recall
    select = ("village__township", "term__person", "term__body__village")
    template = "villages/recall/detail.html"

    def get_fields(self):
        row = self.object
        unit = UNITS[row.petitioners]
        signed = f"{row.get_petitioners_display()}{row.signers}{unit}（总数{row.base}{unit}）"
        return [
            ("要求罢免谁", row.who),
            ("收到日期", row.received_on),
            ("谁联名提出", signed),
            ("罢免理由", row.reason),
            ("申辩情况", row.defence),
            ("答复", row.answer),
            ("办结日期", row.settled_on),
        ]

    def get_edit_url(self):
        if self.object.is_open and may_in(self.request.user, "recall.edit", self.object.village):
            return reverse("villages:recall_edit", args=[self.object.pk])
        return None

    def get_context_data(self, **context):
        row, user = self.object, self.request.user
        may_edit = may_in(user, "recall.edit", row.village)
        return super().get_context_data(
            finding=finding_of(row),
            failed_before=failed_before(row),
            next=next_of_recall(row, user),
            motions=list(row.motions.select_related("meeting")),
            may_remove=may_edit and not recall_acts.removal_faults(row),
            may_answer=may_edit and not list(recall_acts.answer_faults(row)),
            may_put=_may_put(row, user) and meetings_for(row).exists(),
            **context,
        )


def _may_put(row, user):
    is_ripe = row.is_open and finding_of(row).ok and not row.motions.open().exists()
    return is_ripe and may_in(user, "meeting.edit", row.village)


def next_of_recall(row, user):
    """The next step of a demand for this user."""
    if row.status == Recall.Status.RECALLED:
        return _next_of_recalled(row, user)
    if not row.is_open:
        return Next(f"{row.get_status_display()}（{cn_date(row.settled_on)}）。", tone="neutral")
    waiting = row.motions.open().select_related("meeting").first()
    if waiting and not row.defence.strip():
        sentence = f"已列入{waiting.meeting}。表决前要登记本人怎样申辩，放弃的也要写明。"
        if may_in(user, "recall.edit", row.village):
            url = reverse("villages:recall_edit", args=[row.pk])
            return Next(sentence, "填写申辩情况", url)
        return Next(sentence, tone="waiting")
    if waiting:
        url = waiting.meeting.get_absolute_url()
        return Next(f"已列入{waiting.meeting}。", "打开这次会议", url)
    if not finding_of(row).ok:
        url = reverse("villages:recall_answer", args=[row.pk])
        may = may_in(user, "recall.edit", row.village)
        sentence = "联名不够数，不用开会表决，书面答复联名人。"
        return Next(sentence, "登记答复" if may else "", url)
    return _next_to_meeting(row, user)


def _next_to_meeting(row, user):
    body = body_for(row)
    sentence = f"联名够数，要召开{body.label}，无记名投票表决。"
    if row.vote_until:
        local = local_rules(row.village, row.received_on)
        key = "recall_days" if local.recall_days else "recall_months"
        sentence += f"最晚{cn_date(row.vote_until)}，见{local.told(key)}。"
    if not _may_put(row, user):
        return Next(sentence, tone="waiting")
    url = reverse("villages:meeting_create", args=[row.village_id])
    return Next(sentence, "登记会议，列为议题", f"{url}?recall={row.pk}&kind={body.value}")


def _next_of_recalled(row, user):
    meeting = row.motions.passed().select_related("meeting").first().meeting
    sentence = (
        f"罢免已通过，任职到{cn_date(row.settled_on)}为止。向大家公告，报镇政府（街道办）备案，"
        "办理工作移交；缺额的依法补选。"
    )
    is_posted = Posting.objects.filter(meeting=meeting).exists()
    if is_posted or not may_in(user, "posting.edit", row.village):
        return Next(sentence, tone="good")
    url = reverse("villages:posting_create", args=[row.village_id])
    return Next(sentence, "登记罢免结果公告", f"{url}?kind=decision&meeting={meeting.pk}")


class RecallUpdate(Kept, UpdatePage):
    permission = "recall.edit"
    model = Recall
    select = ("village__township", "term__person", "term__body__village")
    form_class = RecallForm

    def may_edit(self, row):
        if not row.is_open:
            yield f"这件罢免要求{row.get_status_display()}，不能再改。"

    def keep(self, form):
        return recall_acts.record_recall(
            form.instance, by=self.request.user, changes=changes_of(form)
        )


class OfRecall(Within, FormPage):
    within = Recall
    within_kwarg = "pk"
    within_select = ("village__township", "term__person", "term__body__village")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"row": self.parent}


class RecallAnswer(OfRecall):
    permission = "recall.edit"
    form_class = RecallAnswerForm
    title = "答复罢免要求"
    intro = "只在不用开会表决时答复，例如联名不够数、联名人撤回、本人已经辞职。答复后不能再改。"
    submit_label = "答复，办结"
    success_message = "已登记答复。"

    def carry_out(self, form):
        given = form.cleaned_data
        row = recall_acts.answer_recall(
            self.parent, given["answer"], on=given["on"], by=self.request.user
        )
        return row.get_absolute_url()


class RecallPut(OfRecall):
    permission = "meeting.edit"
    form_class = RecallPutForm
    title = "列入已登记的会议"
    submit_label = "列为议题"
    success_message = "已列为议题。"

    def carry_out(self, form):
        meeting = form.cleaned_data["meeting"]
        recall_acts.put_recall_to_meeting(self.parent, meeting, by=self.request.user)
        return meeting.get_absolute_url()


class RecallRemove(Within, RemovePage):
    permission = "recall.edit"
    within = Recall
    within_kwarg = "pk"
    within_select = ("village", "term__person", "term__body__village")
    against = staticmethod(recall_acts.removal_faults)
    verb = staticmethod(recall_acts.remove_recall)

    def get_back(self):
        return reverse("villages:recalls", args=[self.parent.village_id])
