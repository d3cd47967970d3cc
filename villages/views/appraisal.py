"""民主评议: the page on which the results of a meeting are entered."""

from township.crud import FormPage, Within
from villages.acts.appraisal import enter_ratings
from villages.forms.appraisal import RatingsForm
from villages.models import Motion
from villages.options import local_rules


class MotionRatings(Within, FormPage):
    """How each person was rated, all on one page."""

    permission = "meeting.tally"
    within = Motion
    within_kwarg = "pk"
    within_select = ("meeting__village__township",)
    form_class = RatingsForm
    template = "villages/meeting/ratings.html"
    submit_label = "保存评议结果"
    success_message = "评议结果已登记。"

    def get_title(self):
        return f"登记评议结果：{self.parent}"

    @property
    def intro(self):
        meeting = self.parent.meeting
        came = f"实到{meeting.present}{meeting.unit}。" if meeting.has_attendance else ""
        return (
            f"{came}每人一行，填各项得票数；评定空着的按票数定：过半数评为哪一项以上，就是哪一项。"
            "本地规定另有算法的，选评定并写明依据。监督委员会成员没有评议的空着。"
            f"{local_rules(meeting.village).hint('appraisal_way')}"
        )

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"motion": self.parent}

    def carry_out(self, form):
        enter_ratings(self.parent, form.results, by=self.request.user)
        return self.parent.meeting.get_absolute_url()
