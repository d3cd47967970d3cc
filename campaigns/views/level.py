"""Pages of levels and of the organisations that name and issue."""

import datetime

from django.db import transaction
from django.urls import reverse

from campaigns.acts.campaign import refuse_started
from campaigns.forms.level import AuthorityForm, FormerNameForm, LevelForm, RenameForm
from campaigns.models import Authority, Campaign, FormerName, Level
from campaigns.views.frame import OfCampaign
from township.crud import CreatePage, FormPage, ListPage, UpdatePage, Within
from township.history.chain import record
from township.workflow import Refused


class LevelCreate(OfCampaign, CreatePage):
    permission = "campaign.edit"
    form_class = LevelForm
    title = "添加级别"
    intro = "命名机关必须是镇以上的机关；没有列出的，先到“机关单位”里登记。"

    def save(self, form):
        refuse_started(self.parent)
        return super().save(form)


class LevelUpdate(UpdatePage):
    permission = "campaign.edit"
    model = Level
    select = ("campaign",)
    form_class = LevelForm

    def may_edit(self, row):
        if not row.campaign.is_draft:
            yield "活动已经启动，级别不能再改。"


class AuthorityList(ListPage):
    permission = "campaign.view"
    beside = Campaign
    model = Authority
    title = "机关单位"
    template = "campaigns/authority/list.html"
    create_label = "登记机关单位"
    paginate_by = 50

    def get_queryset(self):
        return super().get_queryset().prefetch_related("former_names")

    def get_create_url(self):
        if self.request.user.may("campaign.edit"):
            return reverse("campaigns:authority_create")
        return None

    def get_context_data(self, **context):
        return super().get_context_data(may_edit=self.request.user.may("campaign.edit"), **context)


class AuthorityCreate(CreatePage):
    permission = "campaign.edit"
    form_class = AuthorityForm
    title = "登记机关单位"

    def get_given(self):
        return {"township": self.request.user.township}


class OnAuthority(Within):
    """A form about one organisation."""

    permission = "campaign.edit"
    within = Authority
    within_kwarg = "pk"

    def get_title(self):
        return f"{self.title}：{self.parent}"


class AuthorityRename(OnAuthority, FormPage):
    """A reform gives an organisation a new name: old papers keep the old one."""

    form_class = RenameForm
    title = "更名"
    submit_label = "更名"
    success_message = "已更名；更名前的文书仍用原来的名称。"

    def carry_out(self, form):
        given = form.cleaned_data
        taken = Authority.objects.filter(township=self.parent.township_id, name=given["name"])
        if taken.exists():
            raise Refused("已经有叫这个名称的机关单位。")
        last = self.parent.former_names.last()
        with transaction.atomic():
            if last and last.until >= given["on"]:
                raise Refused(f"“{last}”用到{last.until:%Y年%m月%d日}，新名称要在这以后启用。")
            FormerName.objects.create(
                authority=self.parent,
                name=self.parent.name,
                since=last.until + datetime.timedelta(days=1) if last else None,
                until=given["on"] - datetime.timedelta(days=1),
                note=given["note"],
            )
            old, self.parent.name = self.parent.name, given["name"]
            self.parent.save(update_fields=["name"])
            told = f"{old}更名为{self.parent}"
            record("campaign.edit", self.parent, self.request.user, told)
        return reverse("campaigns:authorities")


class FormerNameCreate(OnAuthority, CreatePage):
    """A name that was borne before this system knew the organisation."""

    form_class = FormerNameForm
    title = "补登曾用名"

    def get_success_url(self):
        return reverse("campaigns:authorities")


class FormerNameUpdate(UpdatePage):
    permission = "campaign.edit"
    model = FormerName
    select = ("authority",)
    form_class = FormerNameForm
