"""Form fields whose value is a file that was checked and kept, or any number of them."""

from django import forms
from django.core.exceptions import ValidationError

from township.files.errors import UploadRefused
from township.files.names import clean_name
from township.files.storing import store

ONE_HELP = "PDF、照片、Word、WPS都可以。"
MANY_HELP = "一次可以选多个，照片、PDF、Word、WPS都可以。"


class OneFileField(forms.FileField):
    """One file: the cleaned value is (StoredFile, name), or None when nothing was chosen.

    `accept`: endings that the browser offers first.
    """

    def __init__(self, *, accept="", **options):
        super().__init__(**({"help_text": "" if accept else ONE_HELP} | options))
        if accept:
            self.widget.attrs["accept"] = accept

    def clean(self, value, initial=None):
        upload = super().clean(value, None)
        if not upload:
            return None
        try:
            return keep(upload)
        except UploadRefused as refusal:
            raise ValidationError(refusal.sentence) from None


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Any number of files: the cleaned value is [(StoredFile, name)].

    Every refused file is named with its reason.
    """

    widget = ManyFilesInput

    def __init__(self, **options):
        super().__init__(**({"label": "照片和文件", "help_text": MANY_HELP} | options))

    def clean(self, value, initial=None):
        uploads = list(filter(None, value if isinstance(value, list | tuple) else [value]))
        if self.required and not uploads:
            raise ValidationError(self.error_messages["required"], code="required")
        kept, refused = [], []
        for upload in uploads:
            try:
                kept.append(self.keep(upload))
            except UploadRefused as refusal:
                refused.append(refusal.sentence)
        if refused:
            raise ValidationError(refused)
        return kept

    def keep(self, upload):
        """(StoredFile, name) of one chosen file. Raises UploadRefused."""
        return keep(upload)

    def has_changed(self, initial, data):
        return bool(data)


def keep(upload):
    """Check and store what a form sent; returns (StoredFile, name). Raises UploadRefused."""
    name = clean_name(upload.name)
    file = store(upload, name)
    return file, file.name_for(name)
