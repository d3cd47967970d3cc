"""Pages of the organs that name and issue, under today's and former names."""

from django.urls import reverse

from campaigns.acts import authority as authority_acts
from campaigns.forms.level import AuthorityForm, FormerNameForm, OrganNamesForm, RenameForm
from campaigns.models import Authority, Campaign, FormerName
from campaigns.queries.organising import begun_on
from campaigns.views.frame import OfCampaign
from township.crud import Column, CreatePage, FormPage, ListPage, UpdatePage, Within
from township.dates import cn_date


class AuthorityList(ListPage):
    permission = "campaign.view"
    beside = Campaign
    model = Authority
    title = "机关单位"
    template = "campaigns/authority/list.html"
    create_label = "登记机关单位"
    paginate_by = 50
    columns = (
        Column("现名", "name"),
        Column("层级"),
        Column("性质", "kind"),
        Column("命名"),
        Column("曾用名"),
    )

    def get_queryset(self):
        return super().get_queryset().prefetch_related("former_names")

    def get_create_url(self):
        if self.request.user.may("campaign.edit"):
            return reverse("campaigns:authority_create")
        return None

    def exported_rows(self, items):
        for row in items:
            former = [f"{one.name}（用到{cn_date(one.until)}）" for one in row.former_names.all()]
            name = row.name or f"名称待填：{row.role}"
            told = row.get_tier_display(), row.get_kind_display(), row.naming_told[0]
            yield [name, *told, former]

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        for row in context["object_list"]:
            row.is_fixed = any(authority_acts.against_editing(row))
        return context | {"may_edit": self.request.user.may("campaign.edit")}


class AuthorityCreate(CreatePage):
    permission = "campaign.edit"
    form_class = AuthorityForm
    title = "登记机关单位"

    def get_given(self):
        return {"township": self.request.user.township_for(self.permission)}


class AuthorityUpdate(UpdatePage):
    """Put right; a name that something rests on is changed by a date (`AuthorityForm`)."""

    permission = "campaign.edit"
    model = Authority
    form_class = AuthorityForm


class OrganNames(OfCampaign, FormPage):
    """Who names: a preset tells the roles, the township fills in the names."""

    permission = "campaign.edit"
    form_class = OrganNamesForm
    title = "填写机关名称"
    intro = "方案里只有机关的角色，名称由镇里照上级文件填写。"
    success_message = "机关名称已保存。"

    def get_form_kwargs(self):
        organs = authority_acts.open_organs(self.parent).prefetch_related("levels")
        return super().get_form_kwargs() | {
            "organs": organs,
            "begun_on": begun_on(self.parent),
        }

    def carry_out(self, form):
        authority_acts.fill_in(self.parent, form.names, by=self.request.user)
        return self.parent.get_absolute_url()


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
        authority_acts.rename(
            self.parent, given["name"], on=given["on"], note=given["note"], by=self.request.user
        )
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
