"""Pages of receipts: everything that is handed down, and who signed for it in the villages."""

import django_filters
from django.contrib import messages
from django.urls import reverse, reverse_lazy

from campaigns.acts import receipt as receipt_acts
from campaigns.forms.receipt import SignForm, SignManyForm
from campaigns.models import Campaign, Receipt
from campaigns.papers import receipt as receipt_papers
from campaigns.views.frame import CampaignFilter, villages_of
from campaigns.workflows.receipt import RECEIPT
from township.crud import ActPage, Column, DetailPage, FormPage, KeptPage, ListPage, Toned
from township.papers import compose, send
from township.remarks import Remarked
from township.workflow import Refused


def receipts_context(request, **subject):
    """Receipts of a handed-down thing that the user may see, for `receipt/_table.html`."""
    if not request.user.may("receipt.view"):
        return {}
    rows = Receipt.objects.for_user(request.user, "receipt.view").filter(**subject)
    receipts = list(rows.select_related("village"))
    signed = sum(receipt.status == Receipt.Status.SIGNED for receipt in receipts)
    return {"receipts": receipts, "signed": signed}


def receipt_sheet(request, title, number, issued_on, township, rows):
    """The printed list of receipts."""
    values = receipt_papers.signed_for(title, number, issued_on, township, rows)
    return send(request, compose("plan_receipt", values, township))


class ReceiptFilter(CampaignFilter):
    village = django_filters.ModelChoiceFilter(
        queryset=villages_of("receipt.view"), label="村（社区）"
    )
    status = django_filters.ChoiceFilter(choices=Receipt.Status.choices, label="状态")

    def in_campaign(self, rows, name, value):
        return rows.of_campaign(value)

    class Meta:
        model = Receipt
        fields = ["village", "status"]


class ReceiptList(KeptPage, ListPage):
    """What was handed down, and whether it was signed for; the waiting first."""

    permission = "receipt.view"
    template = "campaigns/receipt/list.html"
    beside = Campaign
    model = Receipt
    title = "签收"
    filterset_class = ReceiptFilter
    columns = (
        Column("文件"),
        Column("村（社区）", "village__order"),
        Column("下发时间", "sent_at"),
        Column("状态", "status"),
        Column("签收人", "name"),
    )
    empty = {
        "icon": "pen",
        "title": "还没有需要签收的文件",
        "hint": "镇里下发方案、标准、年度任务后，会出现在这里。",
    }

    def get_queryset(self):
        return super().get_queryset().with_subject().order_by("status", "-sent_at", "pk")

    def get_context_data(self, **context):
        user = self.request.user
        return super().get_context_data(
            may_sign=user.may("receipt.sign"), may_remind=user.may("reminder.send"), **context
        )

    def row_of(self, item):
        return item.get_absolute_url(), [
            item.subject_name,
            item.village.name,
            item.sent_at,
            Toned(item.get_status_display(), item.status_tone),
            item.name,
        ]


class ReceiptSignMany(FormPage):
    """签收 of several at once."""

    permission = "receipt.sign"
    title = "一次签收多份"
    crumbs = (("签收", reverse_lazy("campaigns:receipts")),)
    form_class = SignManyForm
    template = "campaigns/receipt/sign.html"
    success_message = ""

    def get_context_data(self, **context):
        rows = Receipt.objects.for_user(self.request.user, self.permission).pending()
        chosen = self.request.POST.getlist("receipts")
        return super().get_context_data(waiting=rows.with_subject(), chosen=chosen, **context)

    def carry_out(self, form):
        told = form.cleaned_data
        signed, refused = receipt_acts.sign_all(
            told["receipts"], by=self.request.user, signer=told["signer"]
        )
        if not signed:
            raise Refused([f"“{row.subject_name}”{why}，没有再签。" for row, why in refused])
        messages.success(self.request, f"已签收{len(signed)}份。")
        for row, why in refused:
            messages.warning(self.request, f"“{row.subject_name}”{why}，没有再签。")
        return reverse("campaigns:receipts")


class ReceiptDetail(Remarked, DetailPage):
    """One receipt; whoever may sign does so here, below what it is for."""

    permission = "receipt.view"
    model = Receipt
    workflow = RECEIPT
    act_url = "campaigns:receipt_act"
    template = "campaigns/receipt/detail.html"

    def get_queryset(self):
        return super().get_queryset().with_subject()

    def get_context_data(self, **context):
        told = super().get_context_data(**context)
        told["signing"] = [one for one in told["transitions"] if not one["reasons"]]
        told["transitions"] = [one for one in told["transitions"] if one["reasons"]]
        if told["signing"]:
            told["form"] = SignForm(user=self.request.user)
        return told

    def get_fields(self):
        receipt = self.object
        return [
            ("村（社区）", receipt.village),
            ("文件", str(receipt.subject)),
            ("下发时间", receipt.sent_at),
            ("签收人", receipt.name),
            ("签收时间", receipt.signed_at),
        ]


class ReceiptAct(ActPage):
    permission = "receipt.view"
    model = Receipt
    workflow = RECEIPT
    forms = {"sign": SignForm}

    def get_queryset(self):
        return super().get_queryset().with_subject()
