"""Forms know their user, scope their choices, carry a key and the version they were read at."""

import hashlib
import uuid
from datetime import timedelta

from crispy_forms.helper import FormHelper
from django import forms
from django.db import models
from django.utils import timezone

from township.access import ScopedQuerySet
from township.crud.fields import RowsField
from township.files.fields import SentFiles
from township.personal.forms import NumbersTold
from township.shorttext import is_mere_marks, short_faults, visible
from township.today import in_our_time, not_after_today
from township.workflow import Refused, Versioned

# Fields of a form that carry what it was read at and are no value of the row.
CARRIED = ("form_key", "read_version", "read_digest")
UNREAD = (
    "这一页没有完整地送到，看不出您填的时候页面上是什么，没有保存。您填的还在；请核对后再保存一次。"
)
MOST_TOLD = 20
OVERTAKEN = (
    "您打开这一页以后，别人改过这里的内容，没有保存。您填的还在；请另开一页看过别人改了什么，"
    "确认要用您填的，再保存一次。"
)


class UserFormMixin(NumbersTold):
    """`user=` is who fills the form; `scopes` names the permission that narrows each choice.

    A choice field over a scoped model that is named neither in `scopes` nor set by the form
    itself (`narrow`) raises: choices are scoped like every other row; several rows are chosen by a
    RowsField. `past` names the days of what happened, which cannot be after today.
    """

    scopes = {}
    # Numbers that have to be told even where zero is what is left empty elsewhere.
    told_numbers = ()
    past = ()
    # A form that makes its file fields only when it is built says so here.
    makes_file_fields = False

    @classmethod
    def may_carry_files(cls):
        return cls.makes_file_fields or any(
            isinstance(field, forms.FileField) for field in cls.base_fields.values()
        )

    def __init__(self, *args, user, **kwargs):
        self.user, self._numbers = user, {}
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.fields["form_key"] = forms.CharField(
            widget=forms.HiddenInput, required=False, initial=lambda: str(uuid.uuid4())
        )
        for name in self.past:
            field = self.fields.get(name)
            if field:
                field.validators.append(not_after_today(field))
        self._scope_choices()
        self._localise_widgets()

    @property
    def phones_of(self):
        return self.user and self.user.township_for("phone.open")

    @property
    def file_fields(self):
        """{name: field} of the fields that take files."""
        return {n: field for n, field in self.fields.items() if isinstance(field, SentFiles)}

    @property
    def refused_files(self):
        """Names of files that the page could not send and whose owner saved without them."""
        lists = (self.data.getlist(f"{self.add_prefix(name)}_refused") for name in self.file_fields)
        return [name[:255] for names in lists for name in names][:MOST_TOLD]

    def __getitem__(self, name):
        if name in self.fields:
            self._settle_number(name, self.fields[name])
        return super().__getitem__(name)

    def _settle_number(self, name, field):
        """A keypad for numbers; a zero is shown as a hint, never in the way of what is typed."""
        is_number = isinstance(field, forms.IntegerField) and not field.widget.is_hidden
        if not is_number or name in self._numbers:
            return
        is_whole = not isinstance(field, forms.DecimalField | forms.FloatField)
        field.widget.attrs.setdefault("inputmode", "numeric" if is_whole else "decimal")
        self._numbers[name] = super().get_initial_for_field(field, name) == 0
        if self._numbers[name] and name not in self.told_numbers:
            field.required = False
            field.widget.attrs.setdefault("placeholder", "0")

    def get_initial_for_field(self, field, field_name):
        is_zero = self._numbers.get(field_name)
        return None if is_zero else super().get_initial_for_field(field, field_name)

    def _clean_fields(self):
        super()._clean_fields()
        self._tell_unprintable()
        self._tell_mere_marks()
        for name, is_zero in self._numbers.items():
            if is_zero and name in self.cleaned_data and self.cleaned_data[name] is None:
                self.cleaned_data[name] = 0

    def _widget_data_value(self, widget, html_name):
        """Texts come without invisible signs and with one kind of line end; passwords as typed."""
        value = super()._widget_data_value(widget, html_name)
        is_text = isinstance(value, str) and not isinstance(widget, forms.PasswordInput)
        return visible(value) if is_text else value

    def _tell_unprintable(self):
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if isinstance(value, str) and not isinstance(field.widget, forms.Textarea):
                for fault in short_faults(value):
                    self.add_error(name, f"{field.label or name}：{fault}")

    def _tell_mere_marks(self):
        """A wanted text says something; a mere / or — in a short one left free is none."""
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            is_text = isinstance(field, forms.CharField) and isinstance(value, str)
            if not is_text or not value or not is_mere_marks(value) or _is_kept_as_typed(field):
                continue
            if field.required:
                self.add_error(name, "只有标点符号，请写文字。")
            elif not isinstance(field.widget, forms.Textarea):
                self.cleaned_data[name] = ""

    def from_today(self, name, days=0):
        """Propose the day that lies so many days after today, on new rows; a form that a phone took
        along proposes it anew on the day it is filled in (outbox-page.js)."""
        self.initial[name] = timezone.localdate() + timedelta(days=days)
        self.fields[name].widget.attrs["data-from-today"] = days

    def guard_reading(self, *beside):
        """Carry along what the form showed, and what the page showed `beside` it as text: who
        saves over a change not seen is told."""
        self._beside = [str(one) for one in beside]
        self.fields["read_digest"] = forms.CharField(
            widget=forms.HiddenInput, required=False, initial=self._shown
        )

    @property
    def is_guarded(self):
        """Was it sent with what it had shown?"""
        return "read_digest" in self.fields and bool(self.data.get(self.add_prefix("read_digest")))

    @property
    def lacks_what_it_carries(self):
        """Was it sent by no page of ours, which brings along all that the form carries?"""
        carried = [self.add_prefix(name) for name in CARRIED if name in self.fields]
        return not all(self.data.get(name) for name in carried)

    def begin_anew(self):
        """What was sent without is shown once more, with what it ought to have carried."""
        self.add_error(None, UNREAD)
        self.data = self.data.copy()
        now = {
            "form_key": lambda: str(uuid.uuid4()),
            "read_version": lambda: self.instance.version,
            "read_digest": self._shown,
        }
        for name in CARRIED:
            if name in self.fields:
                self.data[self.add_prefix(name)] = now[name]()

    def refuse_overtaken(self, fresh):
        """Raises Refused where `fresh`, the same form as it would be shown now, shows otherwise."""
        if self.data[self.add_prefix("read_digest")] != fresh._shown():
            raise Refused(OVERTAKEN)

    def _shown(self):
        """A digest of the values that the form begins with."""
        told = [*self._beside]
        for name, field in sorted(self.fields.items()):
            if field.widget.is_hidden or isinstance(field, SentFiles):
                continue
            # As it is, not as it is shown: a zero counts before and after it became a hint.
            value = super().get_initial_for_field(field, name)
            if isinstance(value, models.QuerySet | list | tuple):
                value = sorted(str(getattr(one, "pk", one)) for one in value)
            told.append(f"{name}={field.prepare_value(value)}")
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]

    def full_clean(self):
        for field in self.file_fields.values():
            field.owner = self.user
        super().full_clean()
        is_guarded = self.is_bound and self.is_guarded
        if is_guarded and self.data[self.add_prefix("read_digest")] != self._shown():
            self.add_error(None, OVERTAKEN)
            self.data = self.data.copy()
            self.data[self.add_prefix("read_digest")] = self._shown()

    def _scope_choices(self):
        narrowed = self.narrow() or {}
        for name, field in self.fields.items():
            if not isinstance(field, forms.ModelChoiceField):
                continue
            if _takes_any_id(field):
                raise TypeError(f"{name}: several rows are chosen by a RowsField")
            if name in narrowed:
                field.queryset = narrowed[name]
            elif isinstance(field.queryset, ScopedQuerySet):
                field.queryset = field.queryset.for_user(self.user, self.scopes[name])

    def narrow(self):
        """Choice querysets that depend on the form's place: {field: queryset}."""

    def _localise_widgets(self):
        for field in self.fields.values():
            # A browser cuts what is pasted to `maxlength` and says nothing; the server says it.
            field.widget.attrs.pop("maxlength", None)
            if isinstance(field, forms.ModelChoiceField) and field.empty_label == "---------":
                field.empty_label = "请选择"
            elif isinstance(field, forms.TypedChoiceField) and ("", "---------") in field.choices:
                field.choices = [
                    (value, label if value else "请选择") for value, label in field.choices
                ]
            if isinstance(field, forms.DateField | forms.DateTimeField):
                field.validators.append(in_our_time)
            if isinstance(field, forms.DateField):
                field.widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            elif isinstance(field, forms.DateTimeField):
                field.widget = forms.DateTimeInput(
                    format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}
                )
                field.input_formats = ["%Y-%m-%dT%H:%M", *field.input_formats]


def _takes_any_id(field):
    return isinstance(field, forms.ModelMultipleChoiceField) and not isinstance(field, RowsField)


def _is_kept_as_typed(field):
    return field.widget.is_hidden or isinstance(field.widget, forms.PasswordInput)


class UserForm(UserFormMixin, forms.Form):
    """A form that is not about one row."""


class UserModelForm(UserFormMixin, forms.ModelForm):
    """A form of one row. `given` sets fields the user does not fill, before validation."""

    def __init__(self, *args, given=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name, value in (given or {}).items():
            setattr(self.instance, name, value)
        if self.instance.pk and not isinstance(self.instance, Versioned):
            self.guard_reading()
        if isinstance(self.instance, Versioned) and self.instance.pk:
            self.fields["read_version"] = forms.IntegerField(
                widget=forms.HiddenInput, required=False, initial=self.instance.version
            )

    def _get_validation_exclusions(self):
        """Constraints over given fields are checked too, not left to the database."""
        excluded = super()._get_validation_exclusions()
        return {name for name in excluded if getattr(self.instance, f"{name}_id", None) is None}


class DayForm(UserForm):
    """On which day an act was taken; today unless told. `on_label` is what the day is called."""

    past = ("on",)
    on_label = "日期"
    on = forms.DateField(required=False, initial=timezone.localdate)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].label = self.on_label

    def clean_on(self):
        return self.cleaned_data["on"] or timezone.localdate()


class SignOffForm(DayForm):
    """On which day a leader signed what goes out."""

    on_label = "签发日期"


class ReasonForm(UserForm):
    """Form of an act that needs a reason."""

    reason = forms.CharField(
        label="理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明理由。"},
    )
