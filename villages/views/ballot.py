"""Pages over the roster: calling the roll of a meeting, voting by name."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from township.crud import FormPage
from villages.acts.roll import cast_all, take_roll
from villages.forms.ballot import BallotsForm, RollForm
from villages.models import Meeting, Motion
from villages.queries.roll import entitled
from villages.views.meeting import meeting_crumbs


class RollPage(FormPage):
    permission = "meeting.edit"
    form_class = RollForm
    title = "按花名册登记到会"
    template = "villages/meeting/roll.html"
    submit_label = "保存到会登记"
    intro = "到了的打勾。应到、实到、妇女代表人数由系统计算。"

    def prepare(self):
        rows = Meeting.objects.for_user(self.request.user, self.permission)
        self.meeting = get_object_or_404(
            rows.select_related("village__township"), pk=self.kwargs["pk"]
        )
        self.expected = entitled(self.meeting)

    def get(self, request, *args, **kwargs):
        self.prepare()
        if not self.expected:
            url = reverse("villages:meeting_attendance", args=[self.meeting.pk])
            return HttpResponseRedirect(url)
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        came = self.meeting.attendances.filter(is_present=True)
        ticked = [str(pk) for pk in came.values_list("person_id", flat=True)]
        return {"present": ticked, "guests": self.meeting.guests}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"expected": self.expected}

    def get_crumbs(self):
        return meeting_crumbs(self.meeting)

    def get_context_data(self, **context):
        url = reverse("villages:meeting_attendance", args=[self.meeting.pk])
        return super().get_context_data(meeting=self.meeting, counts_url=url, **context)

    def carry_out(self, form):
        present = [int(pk) for pk in form.cleaned_data["present"]]
        guests = form.cleaned_data["guests"]
        take_roll(self.meeting, present, by=self.request.user, guests=guests)
        return self.meeting.get_absolute_url()


class Ballots(FormPage):
    permission = "meeting.edit"
    form_class = BallotsForm
    template = "villages/meeting/ballots.html"
    submit_label = "保存表决意见"
    intro = "逐人登记赞成、反对或弃权；没有问到的可以空着，下次再填。"

    def prepare(self):
        rows = Motion.objects.for_user(self.request.user, self.permission)
        self.motion = get_object_or_404(
            rows.select_related("meeting__village__township"), pk=self.kwargs["pk"]
        )

    def get(self, request, *args, **kwargs):
        self.prepare()
        if not self.motion.is_roll_call or self.motion.is_closed:
            return HttpResponseRedirect(self.motion.get_absolute_url())
        if not self.motion.meeting.attendances.exists():
            url = reverse("villages:meeting_roll", args=[self.motion.meeting_id])
            return HttpResponseRedirect(url)
        return super().get(request, *args, **kwargs)

    def get_title(self):
        return f"逐人登记：{self.motion}"

    def get_form_kwargs(self):
        present = self.motion.meeting.attendances.filter(is_present=True)
        return super().get_form_kwargs() | {
            "present": list(present.select_related("person__group")),
            "cast": dict(self.motion.ballots.values_list("person_id", "choice")),
        }

    def get_crumbs(self):
        return meeting_crumbs(self.motion.meeting)

    def carry_out(self, form):
        cast_all(self.motion, form.choices, by=self.request.user)
        return self.motion.meeting.get_absolute_url()
