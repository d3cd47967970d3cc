"""Forms of bodies: who takes a post, how a body was chosen, what it does, the five haves."""

from django import forms
from django.utils import timezone

from township.crud import DayForm, UserForm
from township.files.fields import OneFileField
from township.namefields import SpelledField
from township.personname import read_names
from villages.models import HaveKey, Meeting, Person, Posting, Selection, Term
from villages.queries.roster import usual_end
from villages.rules.bodies import posts_of, usual_duty
from villages.rules.kinds import TermEnded

CANDIDATES = 9


def post_choices(village, kind):
    return [(post.value, village.post_name(post)) for post in posts_of(kind)]


def people_of(village):
    return Person.objects.filter(village=village).select_related("group")


def posts_held(village, kind):
    """Who holds which post of a body, as text: a new holder ends the term of the former one."""
    rows = Term.objects.filter(body__village=village, body__kind=kind).order_by("pk")
    return rows.values_list("post", "person", "since", "until")


class PersonChoiceField(forms.ModelChoiceField):
    """People with their group, because names repeat."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **({"empty_label": "请选择"} | kwargs))

    def label_from_instance(self, person):
        return f"{person}（{person.group}）" if person.group else str(person)


class SeatForm(UserForm):
    """Put a person in a post."""

    post = forms.ChoiceField(label="岗位")
    person = PersonChoiceField(
        label="姓名",
        queryset=Person.objects.none(),
        help_text="名单里没有的人，先在“人员”里登记。",
    )
    since = forms.DateField(label="任职开始")
    until = forms.DateField(label="任期至", required=False)
    basis = forms.CharField(
        label="产生方式",
        max_length=60,
        required=False,
        help_text="例如：2025年换届选举、党员大会选举。",
    )

    def __init__(self, *args, village, kind, **kwargs):
        self.village = village
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = post_choices(village, kind)
        self.fields["since"].initial = timezone.localdate()
        self.guard_reading(*posts_held(village, kind))

    def narrow(self):
        return {"person": people_of(self.village)}


class EndForm(UserForm):
    """End a term or a seat."""

    on = forms.DateField(label="最后一天", help_text="任职到这一天为止。")
    reason = forms.CharField(label="原因", max_length=100, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()


class TermEndForm(EndForm):
    """The law knows several ways out of a post; which one it was is kept with the term."""

    ended_as = forms.ChoiceField(label="卸任原因", choices=[("", "请选择"), *TermEnded.choices])
    field_order = ["on", "ended_as", "reason"]

    def __init__(self, *args, term, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "说明"
        self.fields[
            "ended_as"
        ].help_text = (
            "委员会成员辞职自村（居）民会议或者代表会议审议通过之日起终止；罢免要依法投票。"
        )
        self.guard_reading(term.since, term.until)


class ExtendForm(UserForm):
    """Those whose term is over go on until a day."""

    until = forms.DateField(label="延长到")
    reason = forms.CharField(
        label="依据和理由",
        max_length=200,
        help_text="例如：县里统一安排2027年1月换届，任期顺延。",
    )

    def __init__(self, *args, shown, **kwargs):
        super().__init__(*args, **kwargs)
        self.guard_reading(*shown)


class DutyForm(UserForm):
    duty = forms.CharField(label="职责", max_length=2000, widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, *args, body, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["duty"].initial = (body and body.duty) or usual_duty(kind)
        self.guard_reading()


class SelectionForm(UserForm):
    """推选记录： the meeting, the way, the figures, and up to nine candidates."""

    past = ("held_on",)
    held_on = forms.DateField(label="推选日期")
    meeting = forms.ModelChoiceField(
        label="推选会议",
        queryset=Meeting.objects.none(),
        required=False,
        help_text="在系统里登记过的会议，选上后两份记录就连在一起。",
    )
    way = forms.ChoiceField(label="推选方式", choices=Selection.Way.choices)
    place = forms.CharField(label="地点", max_length=60)
    chair = SpelledField(label="主持人", max_length=30, spell=read_names)
    recorder = SpelledField(label="记录人", max_length=30, spell=read_names)
    total = forms.IntegerField(label="应到人数", min_value=1)
    present = forms.IntegerField(label="实到人数", min_value=1)
    women_present = forms.IntegerField(label="到会妇女", min_value=0, required=False)
    tellers = forms.CharField(label="计票人、监票人", max_length=100, required=False)
    term_until = forms.DateField(label="任期至")
    posting = forms.ModelChoiceField(
        label="结果公示",
        queryset=Posting.objects.none(),
        required=False,
        help_text="还没有公示的，公示后再回来补上。",
    )
    note = forms.CharField(
        label="说明", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, village, kind, **kwargs):
        self.village, self.kind = village, kind
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["held_on"].initial = today
        self.fields["term_until"].initial = usual_end(village, today)
        self._add_rows(people_of(village))
        self.guard_reading(*posts_held(village, kind))

    def _add_rows(self, people):
        posts = [("", "请选择"), *post_choices(self.village, self.kind)]
        for n in range(1, CANDIDATES + 1):
            person = PersonChoiceField(label=f"候选人{n}", queryset=people, required=False)
            self.fields[f"person-{n}"] = person
            self.fields[f"post-{n}"] = forms.ChoiceField(
                label="岗位", choices=posts, required=False
            )
            self.fields[f"votes-{n}"] = forms.IntegerField(
                label="得票", min_value=0, required=False
            )
            self.fields[f"elected-{n}"] = forms.BooleanField(label="当选", required=False)

    def narrow(self):
        return {
            "meeting": Meeting.objects.filter(village=self.village),
            "posting": Posting.objects.filter(village=self.village),
        }

    @property
    def facts(self):
        """The fields of the meeting as two columns on the page."""
        return [self[name] for name in self.base_fields]

    @property
    def rows(self):
        """Candidates as rows of bound fields."""
        names = ("person", "post", "votes", "elected")
        return [[self[f"{name}-{n}"] for name in names] for n in range(1, CANDIDATES + 1)]

    def clean(self):
        cleaned = super().clean()
        for n in range(1, CANDIDATES + 1):
            person, post = cleaned.get(f"person-{n}"), cleaned.get(f"post-{n}")
            if person and not post:
                self.add_error(f"post-{n}", f"请给{person}选岗位。")
            if post and not person and f"person-{n}" not in self.errors:
                self.add_error(f"person-{n}", "选了岗位，还要选人。")
        return cleaned

    @property
    def candidates(self):
        """[(person, post, votes, is_elected)] of a valid form."""
        found = []
        for n in range(1, CANDIDATES + 1):
            if self.cleaned_data.get(f"person-{n}"):
                names = (f"{name}-{n}" for name in ("person", "post", "votes", "elected"))
                found.append(tuple(self.cleaned_data[name] for name in names))
        return found


class PostingChoiceForm(UserForm):
    posting = forms.ModelChoiceField(label="结果公示", queryset=Posting.objects.none())

    def __init__(self, *args, village, **kwargs):
        self.village = village
        super().__init__(*args, **kwargs)

    def narrow(self):
        return {"posting": Posting.objects.filter(village=self.village)}


class HavesForm(DayForm):
    """The five haves of a year: ticked, described, with a photo each."""

    makes_file_fields = True
    NAMES = ("met", "evidence", "photo")
    on_label = "检查日期"

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        for key in HaveKey:
            item = items.get(key.value)
            self.fields[f"met-{key}"] = forms.BooleanField(
                label="具备", required=False, initial=bool(item and item.is_met)
            )
            self.fields[f"evidence-{key}"] = forms.CharField(
                label="佐证说明",
                max_length=200,
                required=False,
                initial=item.evidence if item else "",
            )
            self.fields[f"photo-{key}"] = OneFileField(
                label="照片",
                required=False,
                help_text=f"已有照片：{item.photo_name}" if item and item.photo_id else "",
            )
        self.guard_reading()

    @property
    def items(self):
        """{HaveKey value: (is_met, evidence, photo)} as `acts.haves.check_haves` takes them."""
        given = self.cleaned_data
        return {key.value: tuple(given[f"{name}-{key}"] for name in self.NAMES) for key in HaveKey}
