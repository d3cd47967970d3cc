"""Forms know their user, scope their choices, carry a key and the version they were read at."""

import uuid

from crispy_forms.helper import FormHelper
from django import forms
from django.forms import Field

from township.access import ScopedQuerySet
from township.files.fields import SentFiles
from township.workflow import Versioned

MOST_TOLD = 20


class UserFormMixin:
    """`user=` is who fills the form; `scopes` names the permission that narrows each choice.

    A choice field over a scoped model that is named neither in `scopes` nor set by the form
    itself (`narrow`) raises: choices are scoped like every other row.
    """

    scopes = {}

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.fields["form_key"] = forms.CharField(
            widget=forms.HiddenInput, required=False, initial=lambda: str(uuid.uuid4())
        )
        self._scope_choices()
        self._localise_widgets()

    @property
    def file_fields(self):
        """{name: field} of the fields that take files."""
        return {n: field for n, field in self.fields.items() if isinstance(field, SentFiles)}

    @property
    def refused_files(self):
        """Names of files that the page could not send and whose owner saved without them."""
        lists = (self.data.getlist(f"{self.add_prefix(name)}_refused") for name in self.file_fields)
        return [name[:255] for names in lists for name in names][:MOST_TOLD]

    def full_clean(self):
        for field in self.file_fields.values():
            field.owner = self.user
        super().full_clean()

    def _scope_choices(self):
        narrowed = self.narrow() or {}
        for name, field in self.fields.items():
            if not isinstance(field, forms.ModelChoiceField):
                continue
            if name in narrowed:
                field.queryset = narrowed[name]
            elif isinstance(field.queryset, ScopedQuerySet):
                field.queryset = field.queryset.for_user(self.user, self.scopes[name])

    def narrow(self):
        """Choice querysets that depend on the form's place: {field: queryset}."""

    def _localise_widgets(self):
        for field in self.fields.values():
            if field.error_messages.get("required") == Field.default_error_messages["required"]:
                field.error_messages["required"] = "请填写这一项。"
            if isinstance(field, forms.ModelChoiceField) and field.empty_label == "---------":
                field.empty_label = "请选择"
            elif isinstance(field, forms.TypedChoiceField) and ("", "---------") in field.choices:
                field.choices = [
                    (value, label if value else "请选择") for value, label in field.choices
                ]
            if isinstance(field, forms.DateField):
                field.widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            elif isinstance(field, forms.DateTimeField):
                field.widget = forms.DateTimeInput(
                    format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}
                )
                field.input_formats = ["%Y-%m-%dT%H:%M", *field.input_formats]


class UserForm(UserFormMixin, forms.Form):
    """A form that is not about one row."""


class UserModelForm(UserFormMixin, forms.ModelForm):
    """A form of one row. `given` sets fields the user does not fill, before validation."""

    def __init__(self, *args, given=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name, value in (given or {}).items():
            setattr(self.instance, name, value)
        if isinstance(self.instance, Versioned) and self.instance.pk:
            self.fields["read_version"] = forms.IntegerField(
                widget=forms.HiddenInput, required=False, initial=self.instance.version
            )

    def _get_validation_exclusions(self):
        """Constraints over given fields are checked too, not left to the database."""
        excluded = super()._get_validation_exclusions()
        return {name for name in excluded if getattr(self.instance, f"{name}_id", None) is None}


class ReasonForm(UserForm):
    """Form of an act that needs a reason."""

    reason = forms.CharField(
        label="理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明理由。"},
    )
