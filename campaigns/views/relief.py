"""考评员换人: all that an evaluator still has to score in a round, at once."""

from django.contrib import messages

from campaigns.acts import relief as relief_acts
from campaigns.forms.relief import ReliefForm
from campaigns.views.round import OfRound
from township.crud import FormPage


class RoundRelief(OfRound, FormPage):
    permission = "round.edit"
    form_class = ReliefForm
    title = "考评员换人"
    intro = (
        "考评员生病、调走，不能再评分的，在这里一次换下他在这次考评里还没提交的全部评分表；"
        "他评过的分留在原表上。已经提交的照样计入。"
    )
    submit_label = "确定换人"
    success_message = ""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"round": self.parent}

    def carry_out(self, form):
        told = form.cleaned_data
        done, told_of = relief_acts.relieve(
            self.parent,
            told["evaluator"],
            to=told["to"],
            reason=told["reason"],
            by=self.request.user,
        )
        word = f"由{told['to']}接手" if told["to"] else "停用"
        messages.success(self.request, f"{told['evaluator']}的评分表已{word}{done}张。")
        for sentence in told_of:
            messages.warning(self.request, sentence)
        return self.parent.get_absolute_url()
