"""Pages over the roster: calling the roll of a meeting, voting by name."""

from django.http import HttpResponseRedirect
from django.urls import reverse

from township.crud import FormPage, Within
from villages.acts.roll import cast_all, take_roll
from villages.forms.ballot import BallotsForm, RollForm
from villages.models import Meeting, Motion
from villages.queries.roll import entitled


class RollPage(Within, FormPage):
    permission = "meeting.edit"
    within = Meeting
    within_kwarg = "pk"
    within_select = ("village__township",)
    form_class = RollForm
    title = "按花名册登记到会"
    template = "villages/meeting/roll.html"
    submit_label = "保存到会登记"
    intro = "到了的打勾。应到、实到、妇女代表人数由系统计算。"

    def prepare(self):
        self.expected = entitled(self.parent)

    def get(self, request, *args, **kwargs):
        self.prepare()
        if not self.expected:
            url = reverse("villages:meeting_attendance", args=[self.parent.pk])
            return HttpResponseRedirect(url)
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        came = self.parent.attendances.filter(is_present=True)
        ticked = [str(pk) for pk in came.values_list("person_id", flat=True)]
        return {"present": ticked, "guests": self.parent.guests}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"expected": self.expected}

    def get_context_data(self, **context):
        url = reverse("villages:meeting_attendance", args=[self.parent.pk])
        return super().get_context_data(meeting=self.parent, counts_url=url, **context)

    def carry_out(self, form):
        present = [int(pk) for pk in form.cleaned_data["present"]]
        guests = form.cleaned_data["guests"]
        take_roll(self.parent, present, by=self.request.user, guests=guests)
        return self.parent.get_absolute_url()


class Ballots(Within, FormPage):
    permission = "meeting.edit"
    within = Motion
    within_kwarg = "pk"
    within_select = ("meeting__village__township",)
    form_class = BallotsForm
    template = "villages/meeting/ballots.html"
    submit_label = "保存表决意见"
    intro = "逐人登记赞成、反对或弃权；没有问到的可以空着，下次再填。"

    def get(self, request, *args, **kwargs):
        self.prepare()
        if not self.parent.is_roll_call or self.parent.is_closed:
            return HttpResponseRedirect(self.parent.get_absolute_url())
        if not self.parent.meeting.attendances.exists():
            url = reverse("villages:meeting_roll", args=[self.parent.meeting_id])
            return HttpResponseRedirect(url)
        return super().get(request, *args, **kwargs)

    def get_title(self):
        return f"逐人登记：{self.parent}"

    def get_form_kwargs(self):
        present = self.parent.meeting.attendances.filter(is_present=True)
        return super().get_form_kwargs() | {
            "present": list(present.select_related("person__group")),
            "cast": dict(self.parent.ballots.values_list("person_id", "choice")),
        }

    def carry_out(self, form):
        cast_all(self.parent, form.choices, by=self.request.user)
        return self.parent.meeting.get_absolute_url()
