"""既有荣誉 on one page."""

from campaigns.acts.prior_honour import enter_past_honour
from campaigns.forms.prior_honour import PriorHonourForm
from township.crud import CreatePage


class PriorHonourCreate(CreatePage):
    permission = "honour.enter_past"
    form_class = PriorHonourForm
    title = "补录既有荣誉"
    submit_label = "补录"
    intro = (
        "用系统以前已经命名的，照命名文件登记。不用申报，也不在系统里发奖励；"
        "创建级别、目标进展和申报条件都会算上，页面和档案注明是补录的。"
    )
    success_message = "已补录，并归入档案。"

    def save(self, form):
        upload = form.cleaned_data["upload"]
        return enter_past_honour(form.instance, by=self.request.user, upload=upload)
