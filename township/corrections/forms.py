"""The form of a correction: the fields as they stand, why, and what proves it."""

from django import forms
from django.forms import modelform_factory

from township.corrections.acts import key_of
from township.crud import UserForm, UserModelForm
from township.files.fields import OneFileField

OTHER_FILE = "other_file"


class AskCorrectionForm(UserModelForm):
    """The final row's own fields; its values are looked at, never saved by the form.

    What the correction itself says is named unlike any noun's fields.
    """

    correctable = None

    why = forms.CharField(
        label="更正原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="写明原来为什么错了，以什么为准。",
        error_messages={"required": "请写明更正原因。"},
    )
    proof_number = forms.CharField(label="依据文号", max_length=40, required=False)
    proof_file = OneFileField(
        label="依据材料", required=False, help_text="例如命名文件、会议记录的照片或扫描件。"
    )

    @property
    def grounds(self):
        """Reason, document and file, as `ask` takes them."""
        told = self.cleaned_data
        return {
            "reason": told["why"],
            "document_number": told["proof_number"],
            "upload": told["proof_file"],
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.correctable.unasked(self.instance):
            self.fields.pop(name, None)
        self.beside = []
        for row, label, fields in self.correctable.beside(self.instance):
            for name in fields:
                self._add_beside(row, label, name)
        own = [name for name in self.fields if name not in self.declared_fields]
        self.order_fields([*own, OTHER_FILE])

    def _add_beside(self, row, label, name):
        field, key = row._meta.get_field(name), f"{key_of(row)}.{name}"
        self.fields[key] = field.formfield()
        self.fields[key].label = f"{label}：{field.verbose_name}"
        self.initial[key] = getattr(row, name)
        self.beside.append(key)

    @property
    def asked(self):
        """{field: value} of what the row should say, those beside it as "key.field"; of another
        document (StoredFile, name)."""
        asked = (name for name in self._meta.fields if name in self.fields)
        told = {name: self.cleaned_data[name] for name in (*asked, *self.beside)}
        if other := self.cleaned_data.get(OTHER_FILE):
            told[self.correctable.file[0]] = other
        return told

    def _post_clean(self):
        """The act judges the row as it would be, with everything that belongs to it."""
        self.tell_numbers()


class RefuseCorrectionForm(UserForm):
    reason = forms.CharField(
        label="不同意的理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明理由。"},
    )


def form_for(correctable):
    """The form class of a noun's corrections."""
    told = {
        "past": correctable.past,
        "scopes": correctable.scopes,
        "correctable": correctable,
    }
    if correctable.file:
        told[OTHER_FILE] = OneFileField(
            label=f"换上正确的{correctable.file[1]}",
            required=False,
            help_text="传错了、漏传了的才选；原来的不删，仍然可以查看。",
        )
    base = type("AskCorrectionForm", (AskCorrectionForm,), told)
    return modelform_factory(correctable.model, form=base, fields=list(correctable.fields))
