"""Forms of meetings and their attendance."""

from django import forms
from django.utils import timezone

from township.crud import UserForm, UserModelForm
from township.crud.suggesting import suggest
from township.today import after_today
from villages.acts.meeting import faults, kinds_of, usual_mode
from villages.models import Meeting
from villages.options import local_rules
from villages.queries.four_steps import days_of
from villages.queries.meeting import figures_unasked
from villages.queries.register import registered_told
from villages.queries.verdict import attendance_problems, place_of, roll_of
from villages.rules.four_steps import ENTERED, STEPS, order_faults
from villages.rules.frequency import demand
from villages.rules.kinds import MeetingKind, Mode
from villages.rules.register import deviation_told, is_much_smaller
from villages.rules.statutes import pack_on

GROUND_ASKED = "应到比登记数少得多的才填，例如：外出无法联系120人，联系登记册附后。"


class MeetingForm(UserModelForm):
    """When, where, who called it. How heads are counted follows from the kind unless told."""

    class Meta:
        model = Meeting
        fields = [
            "kind",
            "mode",
            "title",
            "held_at",
            "place",
            "chair",
            "recorder",
            "noticed_on",
            "notice_way",
            "is_special",
            "special_reason",
            "party_on",
        ]
        help_texts = {
            "party_on": "重要事项应当先经村（社区）党组织研究讨论。",
            "special_reason": "通知不足天数时才填。",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        village = self.instance.village
        self.fields["kind"].choices = [
            ("", "请选择"),
            *((kind.value, kind.label) for kind in kinds_of(village)),
        ]
        self.fields["kind"].help_text = _who_may_demand(village)
        assembly = village.words.assembly.label
        self.fields["title"].help_text = f"例如：{village}{assembly}。"
        self.fields["noticed_on"].help_text = f"{assembly}要提前10日通知。{_reps_notice(village)}"
        self.fields["notice_way"].help_text += local_rules(village).hint("calling_way")
        self.fields["mode"].required = False
        self.fields["mode"].choices = [
            ("", "按会议类型自动确定"),
            (Mode.PERSON.value, Mode.PERSON.label),
            (Mode.HOUSEHOLD.value, Mode.HOUSEHOLD.label),
            *([(Mode.DELEGATE.value, Mode.DELEGATE.label)] if village.is_community else []),
            (Mode.MEMBER.value, Mode.MEMBER.label),
        ]
        self.fields["title"].required = False
        held = Meeting.objects.filter(village=self.instance.village_id)
        suggest(self, held, "place", "chair", "recorder")

    def clean(self):
        cleaned = super().clean()
        kind, held_at = cleaned.get("kind"), cleaned.get("held_at")
        if not (kind and held_at):
            return cleaned
        village = self.instance.village
        day = timezone.localtime(held_at).date()
        cleaned["mode"] = cleaned.get("mode") or _usual_mode(village, kind, day)
        cleaned["title"] = cleaned.get("title") or f"{village}{MeetingKind(kind).label}"
        meeting = Meeting(village=village, **{f: cleaned.get(f) for f in self.Meta.fields})
        if self.instance.has_attendance and held_at > timezone.now():
            self.add_error("held_at", "已经登记了到会人数，会议时间不能改到今天以后。")
        for field, sentence in faults(meeting).items():
            self.add_error(field, sentence)
        return cleaned


def _reps_notice(village):
    """How many days ahead representatives are told, where a local rule says so."""
    local, kind = local_rules(village), village.words.representatives.label
    days = local.reps_notice_days
    return f"{kind}要提前{days}日通知（{local.cite('reps_notice_days')}）。" if days else ""


def _who_may_demand(village):
    """The law's rule on who may demand each kind of meeting, as it is in force today."""
    pack = pack_on(place_of(village), timezone.localdate())
    local = local_rules(village)
    told = "".join(demand(body, local) for body in pack.bodies.values())
    return f"《{pack.law}》：{told}"


def _usual_mode(village, kind, day):
    try:
        return usual_mode(village, kind, day).value
    except ValueError:
        return Mode.PERSON.value


class StepsForm(UserForm):
    """四议两公开: the days of its steps, all optional. The decision is the meeting's own day."""

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = instance
        shown = days_of(instance)
        for key in ENTERED:
            self.fields[key] = forms.DateField(
                label=STEPS[key],
                required=False,
                initial=shown.get(key),
                widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            )
        self.guard_reading()

    def clean(self):
        cleaned = super().clean()
        days = {key: cleaned[key] for key in ENTERED if cleaned.get(key)}
        for key, day in days.items():
            for sentence in after_today(day, STEPS[key]):
                self.add_error(key, sentence)
        for key, sentence in order_faults(days, self.meeting.held_on).items():
            self.add_error(key, sentence)
        return cleaned

    @property
    def entered(self):
        """{step: ISO day} of what was filled in."""
        return {
            key: self.cleaned_data[key].isoformat() for key in ENTERED if self.cleaned_data.get(key)
        }


class AttendanceForm(UserModelForm):
    """Who should come and who came, as counts."""

    class Meta:
        model = Meeting
        fields = [
            "total",
            "total_note",
            "excluded",
            "is_exclusion_told",
            "excluded_note",
            "present",
            "women_present",
            "reps",
            "women_reps",
            "women_reps_present",
            "guests",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        meeting = self.instance
        self.fields["total"].required = self.fields["present"].required = True
        told = registered_told(meeting)
        self.fields["total_note"].help_text = GROUND_ASKED
        if meeting.is_of_representatives:
            self.fields["total"].help_text = "组成人员总数：委员会成员加代表，兼任的只算一次。"
            self.fields["total"].label = "应到（组成人员）"
        elif told:
            self.fields["total"].help_text = f"{told}。"
            if meeting.mode == Mode.PERSON:
                self.fields["total"].help_text += "会议当天满18周岁的都算在内。"
        self.fields["excluded"].help_text = (
            "外出联系不上、联系后不能回村参加会议的，以及当地办法写明不计算在村民总数内的其他人。"
            "只写人数，不写是谁、为什么。"
        )
        for name in figures_unasked(meeting):
            del self.fields[name]

    def clean(self):
        cleaned = super().clean()
        about = self.instance
        row = Meeting(
            village=about.village, kind=about.kind, mode=about.mode, held_at=about.held_at
        )
        for name in self.fields.keys() & set(self.Meta.fields):
            setattr(row, name, cleaned.get(name))
        for sentence in attendance_problems(row):
            self.add_error(None, sentence)
        self._hold_to_register(row)
        return cleaned

    def _hold_to_register(self, row):
        """A total far below the register needs its ground."""
        roll, percent = roll_of(row), row.village.township.setting("register_percent")
        if not roll.ground.strip() and is_much_smaller(roll, percent):
            self.add_error("total_note", f"{deviation_told(roll)}。请核对应到数，或者写明依据。")

    @property
    def figures(self):
        """Cleaned columns of the meeting; what was left empty and has a default is 0."""
        found = {}
        for name in self.Meta.fields:
            if name in self.fields:
                value = self.cleaned_data[name]
                is_nullable = Meeting._meta.get_field(name).null
                found[name] = 0 if value is None and not is_nullable else value
        return found


class SummaryForm(UserModelForm):
    class Meta:
        model = Meeting
        fields = ["summary"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 10})}
