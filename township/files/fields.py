"""Form fields whose value is a file that was checked and kept, or any number of them.

A file comes in one of two ways: piece by piece before the form is sent (township.files.uploads,
static/js/upload.js), or with the form itself, where no script runs. Both are uploads that wait for
their form to be saved: a refused form shows them again, and what nobody saves is swept.
"""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse

from township.files import uploads
from township.files.errors import UploadRefused
from township.files.models import Upload
from township.files.names import hides_number

ONE_HELP = "PDF、照片、Word、WPS都可以。"
MANY_HELP = "一次可以选多个，照片、PDF、Word、WPS都可以。"
GONE = "有%d个文件发送后超过一天没有保存，已经不在了，请重新选择。"


class SentFilesInput(forms.Widget):
    """A chooser, the camera, files that are here already; its value is [key | uploaded file]."""

    needs_multipart_form = True
    template_name = "components/files.html"

    def __init__(self, attrs=None, *, is_many=True):
        super().__init__(attrs)
        self.is_many, self.kept, self.address = is_many, [], None
        self.is_looked_at = False

    def value_omitted_from_data(self, data, files, name):
        return f"{name}_kept" not in data and name not in files

    def use_required_attribute(self, initial):
        """Files that came beforehand satisfy the field too: the server decides."""
        return False

    def value_from_datadict(self, data, files, name):
        keys = data.getlist(f"{name}_kept") if hasattr(data, "getlist") else []
        sent = files.getlist(name) if hasattr(files, "getlist") else files.get(name)
        return [*keys, *(sent if isinstance(sent, list) else filter(None, [sent]))]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, None, attrs)
        accept = self.attrs.get("accept", "")
        context["widget"] |= {
            "kept": self.kept,
            "is_many": self.is_many,
            "is_needed": self.is_required,
            "has_camera": not accept or "image" in accept,
            "is_looked_at": self.is_looked_at,
            "has_paper": settings.PAPER_PHOTOS and not accept,
            "address": self.address or reverse("uploads"),
        }
        return context


class SentFiles(forms.FileField):
    """What both kinds of field share. `owner`, set by the form, is whose uploads count."""

    is_many = True
    owner = None
    # Functions of the owner that refuse a file (township.files.uploads.take).
    limits = ()

    def __init__(self, **options):
        super().__init__(widget=SentFilesInput(is_many=self.is_many), **options)

    def taken(self, value):
        """[(StoredFile, name)] of what was sent; every refused file is named with its reason."""
        sent = list(filter(None, value or []))
        if self.required and not sent:
            raise ValidationError(self.error_messages["required"], code="required")
        keys = [one for one in sent if isinstance(one, str)]
        rows = Upload.objects.finished().of_keys(keys).filter(by=self.owner)
        found = {one.key: one for one in rows.select_related("file")}
        self.widget.kept = [found[key] for key in dict.fromkeys(keys) if key in found]
        if gone := len(set(keys) - found.keys()):
            raise ValidationError(GONE % gone)
        refused = []
        for one in (one for one in sent if not isinstance(one, str)):
            try:
                self.widget.kept.append(uploads.take(one, by=self.owner, limits=self.limits))
            except UploadRefused as refusal:
                refused.append(refusal.sentence)
        if refused:
            raise ValidationError(refused)
        return [(one.file, one.file.name_for(one.name)) for one in self.widget.kept]

    def saved(self):
        """The form has been saved: its files belong to something now."""
        Upload.objects.filter(pk__in=[one.pk for one in self.widget.kept]).update(is_saved=True)

    @property
    def renamed(self):
        """Names of the files in whose names a number was hidden."""
        return [one.name for one in self.widget.kept if hides_number(one.name)]

    @property
    def warnings(self):
        """[(name, what was found of it)] of files that came with the form itself."""
        return [(one.name, one.file.warnings) for one in self.widget.kept if one.file.warnings]

    def has_changed(self, initial, data):
        return bool(data)


class OneFileField(SentFiles):
    """One file: the cleaned value is (StoredFile, name), or None when nothing was chosen.

    `accept`: endings that the browser offers first.
    """

    is_many = False

    def __init__(self, *, accept="", **options):
        super().__init__(**({"help_text": "" if accept else ONE_HELP} | options))
        if accept:
            self.widget.attrs["accept"] = accept

    def clean(self, value, initial=None):
        kept = self.taken(value)
        if len(kept) > 1:
            raise ValidationError("这里只能放一个文件，请移去其余的。")
        return kept[0] if kept else None


class ManyFilesField(SentFiles):
    """Any number of files: the cleaned value is [(StoredFile, name)]."""

    def __init__(self, **options):
        super().__init__(**({"label": "照片和文件", "help_text": MANY_HELP} | options))

    def clean(self, value, initial=None):
        return self.taken(value)
