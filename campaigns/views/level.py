"""Pages of levels, while their campaign is drafted."""

from campaigns.acts import level as level_acts
from campaigns.acts.campaign import refuse_started
from campaigns.forms.level import LevelForm
from campaigns.models import Level
from campaigns.views.frame import OfCampaign
from township.crud import CreatePage, RemovePage, UpdatePage, Within


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


class LevelRemove(Within, RemovePage):
    permission = "campaign.edit"
    within = Level
    within_kwarg = "pk"
    within_select = ("campaign",)
    against = staticmethod(level_acts.against_removal)
    verb = staticmethod(level_acts.remove)

    def get_back(self):
        return self.parent.campaign.get_absolute_url()
