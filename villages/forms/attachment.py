"""Any number of photos and files with a form."""

from django import forms
from django.core.exceptions import ValidationError

from township.files.errors import UploadRefused
from township.files.names import clean_name
from township.files.storing import store

FILES_HELP = "一次可以选多个，照片、PDF、Word、WPS都可以。"


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """The cleaned value is [(StoredFile, name)]; a refused file is named with its reason."""

    widget = ManyFilesInput

    def __init__(self, **options):
        usual = {"label": "照片和文件", "required": False, "help_text": FILES_HELP}
        super().__init__(**(usual | options))

    def clean(self, value, initial=None):
        uploads = value if isinstance(value, list | tuple) else [value]
        uploads = [super(ManyFilesField, self).clean(one, None) for one in uploads]
        kept, refused = [], []
        for upload in filter(None, uploads):
            try:
                name = clean_name(upload.name)
                kept.append((store(upload, name), name))
            except UploadRefused as refusal:
                refused.append(refusal.sentence)
        if refused:
            raise ValidationError(refused)
        return kept

    def has_changed(self, initial, data):
        return bool(data)
