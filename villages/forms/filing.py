"""Forms of 备案: submitting, the reviewer's twelve items, the decision."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from township.crud import ManyForm, UserForm
from township.crud.fields import DocumentNumberField
from villages.models import FilingCheck, FilingFlag
from villages.options import filing_authorities
from villages.papers.letters import authority_name, filing_basis
from villages.queries.review import demanded


class SubmitForm(UserForm):
    """A community says with whom it files, where the law leaves a choice."""

    past = ("on",)
    wants_instance = True
    authority = forms.ChoiceField(label="报哪里备案")
    on = forms.DateField(label="报送日期", initial=timezone.localdate)

    def __init__(self, *args, about, **kwargs):
        super().__init__(*args, **kwargs)
        offered = filing_authorities(about.village)
        if len(offered) == 1:
            del self.fields["authority"]
            return
        self.fields["authority"].choices = [
            (one.value, authority_name(about.township, one)) for one in offered
        ]
        self.fields["authority"].help_text = (
            f"依据{filing_basis(about.village, timezone.localdate())}。"
            "法律写的是区政府或者街道办事处；报乡镇政府的，要有本省（市）法规依据。"
        )


class FilingDecision(forms.Form):
    """What is said of one filing or of several."""

    on = forms.DateField(label="备案日期", initial=timezone.localdate)
    opinion = forms.CharField(
        label="审查意见",
        max_length=2000,
        initial="经审查，未发现与宪法、法律、法规相抵触的内容。",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AcceptManyForm(ManyForm, FilingDecision):
    """Numbers go on in the township's series, one for each."""

    past = ("on",)


class AcceptForm(UserForm, FilingDecision):
    """The receipt number is proposed by the system and may be changed."""

    past = ("on",)
    wants_instance = True
    field_order = ("receipt_no",)
    receipt_no = forms.CharField(label="备案编号", max_length=40)

    def __init__(self, *args, about, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["receipt_no"].initial = about.proposed_receipt_no


class CorrectionForm(UserForm):
    """What an order says; one that came back from the leader begins with what it said."""

    past = ("on",)
    wants_instance = True
    order_no = DocumentNumberField(
        is_own=True, help_text="责令改正通知书的文号，例如 清府责改〔2026〕1号；以后接着往下编。"
    )
    reason = forms.CharField(
        label="理由和改正要求", max_length=2000, widget=forms.Textarea(attrs={"rows": 6})
    )
    correct_by = forms.DateField(label="改正期限")
    on = forms.DateField(label="日期", initial=timezone.localdate)

    def __init__(self, *args, about, **kwargs):
        super().__init__(*args, **kwargs)
        was = about.sent_back
        self.fields["order_no"].initial = about.proposed_order_no
        self.fields["reason"].initial = about.opinion if was else "\n".join(demanded(about))
        days = about.township.setting("correction_days")
        usual = timezone.localdate() + timedelta(days=days)
        self.fields["correct_by"].initial = about.correct_by if was else usual


def _line(label, most, initial):
    """A line that may stay empty, as wide as its cell."""
    wide = forms.TextInput(attrs={"class": "form-control"})
    return forms.CharField(
        label=label, required=False, max_length=most, initial=initial, widget=wide
    )


def _choice(label, choices, initial, is_required=True):
    return forms.ChoiceField(
        label=label,
        choices=choices,
        initial=initial,
        required=is_required,
        widget=forms.Select(attrs={"class": "form-select"}),
    )


class ChecksForm(UserForm):
    """Three fields for each of the twelve items, two for each flag."""

    def __init__(self, *args, filing, **kwargs):
        super().__init__(*args, **kwargs)
        self.checks = list(filing.checks.all())
        for check in self.checks:
            n = check.number
            self.fields[f"result_{n}"] = _choice(
                f"第{n}项结论", FilingCheck.Result.choices, check.result
            )
            self.fields[f"clause_{n}"] = _line(f"第{n}项条款", 60, check.clause)
            self.fields[f"comment_{n}"] = _line(f"第{n}项说明", 5000, check.comment)
        self.flags = list(filing.flags.all())
        for flag in self.flags:
            self._add_flag(flag)
        self.guard_reading()

    def _add_flag(self, flag):
        n = flag.number
        self.fields[f"judgement_{n}"] = _choice(
            f"{flag.place}的判断", FilingFlag.Judgement.choices, flag.judgement, is_required=False
        )
        self.fields[f"reason_{n}"] = _line(f"{flag.place}的理由", 500, flag.reason)

    def flag_rows(self):
        """(flag, judgement field, reason field) for the page."""
        return [(f, self[f"judgement_{f.number}"], self[f"reason_{f.number}"]) for f in self.flags]

    def rows(self):
        """(check, result field, clause field, comment field) for the page."""
        return [
            (c, self[f"result_{c.number}"], self[f"clause_{c.number}"], self[f"comment_{c.number}"])
            for c in self.checks
        ]

    def clean(self):
        cleaned = super().clean()
        for check in self.checks:
            n = check.number
            is_failing = cleaned.get(f"result_{n}") == FilingCheck.Result.UNMET
            if is_failing and not cleaned.get(f"comment_{n}", "").strip():
                self.add_error(f"comment_{n}", f"第{n}项不符合，请写明哪里不符合。")
        for flag in self.flags:
            reason = cleaned.get(f"reason_{flag.number}", "").strip()
            judgement = cleaned.get(f"judgement_{flag.number}")
            if judgement == FilingFlag.Judgement.OVERRULED and not reason:
                said = f"{flag}判断为不是问题，请用一句话说明理由。"
                self.add_error(f"reason_{flag.number}", said)
        return cleaned

    @property
    def judgements(self):
        """{number: {"judgement", "reason"}} of the flags."""
        return {
            flag.number: {
                "judgement": self.cleaned_data[f"judgement_{flag.number}"]
                or FilingFlag.Judgement.OPEN,
                "reason": self.cleaned_data[f"reason_{flag.number}"],
            }
            for flag in self.flags
        }

    @property
    def results(self):
        """{number: {"result", "clause", "comment"}} as `reviewing.save_checks` takes it."""
        return {
            c.number: {
                name: self.cleaned_data[f"{name}_{c.number}"]
                for name in ("result", "clause", "comment")
            }
            for c in self.checks
        }
