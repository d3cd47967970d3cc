"""Pages of remarks: to say one, to take it back; they are read on the page of their row."""

from django.utils.functional import cached_property

from township.crud import CreatePage, FormPage, UserForm, Within
from township.crud.trails import lies, trail_of
from township.remarks import acts
from township.remarks.forms import RemarkForm
from township.remarks.matters import card_for, matter_for
from township.remarks.models import Remark

lies(Remark, lambda remark: trail_of(remark.matter), has_page=False)


class RemarkWrite(CreatePage):
    permission = "remark.write"
    form_class = RemarkForm
    submit_label = "留言"
    success_message = "留言已写上。"
    intro = (
        "看得到这一页的人都看得到留言。不要写村（居）民的姓名、电话、证件号码，"
        "也不要写谁的生育、健康情况。"
        "写上以后不能修改，可以撤回。"
    )

    @cached_property
    def matter(self):
        return matter_for(self.request.user, self.kwargs["noun"], self.kwargs["pk"])

    def get_title(self):
        return f"留言：{self.matter}"

    def get_given(self):
        return acts.begun(self.matter, self.request.user)

    def get_cancel_url(self):
        return card_for(self.matter, self.request.user)

    def save(self, form):
        return acts.write(form.instance, by=self.request.user)

    def get_success_url(self):
        return self.get_cancel_url()


class RemarkWithdraw(Within, FormPage):
    permission = "remark.write"
    within = Remark
    within_kwarg = "pk"
    form_class = UserForm
    title = "撤回留言"
    submit_label = "撤回"
    success_message = "留言已撤回。"

    def get_trail(self):
        return trail_of(self.parent.matter)

    @property
    def intro(self):
        return f"“{self.parent.text}”撤回以后谁也看不到，只留下撤回了一条留言。"

    def get_cancel_url(self):
        return card_for(self.parent.matter, self.request.user)

    def carry_out(self, form):
        acts.withdraw(self.parent, by=self.request.user)
        return self.get_cancel_url()
