"""Pages of levels: put right while their campaign is drafted, changed from a day on afterwards."""

from campaigns.acts import level as level_acts
from campaigns.acts.campaign import refuse_started
from campaigns.forms.level import LevelChangeForm, LevelForm
from campaigns.models import Level
from campaigns.views.frame import OfCampaign
from township.crud import CreatePage, FormPage, RemovePage, UpdatePage, Within


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


class LevelChange(Within, FormPage):
    permission = "campaign.edit"
    within = Level
    within_kwarg = "pk"
    within_select = ("campaign", "requires")
    form_class = LevelChangeForm
    submit_label = "变更"
    success_message = "级别已变更。"
    intro = (
        "上级文件改了级别的名称或者申报条件时用。达标分数在标准里改：另起新版，"
        "以后建立的考评用新版。奖励金额另起一条奖励标准。"
    )

    def get_title(self):
        return f"变更级别：{self.parent}"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"level": self.parent}

    def carry_out(self, form):
        level_acts.change(self.parent, by=self.request.user, **form.given)
        return self.parent.campaign.get_absolute_url()


class LevelRemove(Within, RemovePage):
    permission = "campaign.edit"
    within = Level
    within_kwarg = "pk"
    within_select = ("campaign",)
    against = staticmethod(level_acts.against_removal)
    verb = staticmethod(level_acts.remove)

    def get_back(self):
        return self.parent.campaign.get_absolute_url()
