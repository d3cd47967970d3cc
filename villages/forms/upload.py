"""A form field whose value is a file that was checked and kept."""

from django import forms
from django.core.exceptions import ValidationError

from township.files.errors import UploadRefused
from township.files.names import clean_name
from township.files.storing import store


class StoredFileField(forms.FileField):
    """One file: the cleaned value is (StoredFile, name), or None when nothing was chosen."""

    def __init__(self, *args, accept="", **kwargs):
        super().__init__(*args, **kwargs)
        if accept:
            self.widget.attrs["accept"] = accept

    def clean(self, value, initial=None):
        upload = super().clean(value, None)
        if not upload:
            return None
        try:
            name = clean_name(upload.name)
            return store(upload, name), name
        except UploadRefused as refusal:
            raise ValidationError(refusal.sentence) from None
