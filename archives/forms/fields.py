"""A field for many files: chosen in the form, or sent beforehand piece by piece."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from archives.models import Upload
from archives.uploads import refuse_over_quota
from township.files.errors import UploadRefused
from township.files.names import clean_name
from township.files.storing import store


class ManyFilesInput(forms.Widget):
    """Two choosers (files, camera) and the files that are here already."""

    needs_multipart_form = True
    template_name = "archives/widgets/files.html"

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.uploads = Upload.objects.none()
        self.village = None
        self.kept = []

    def value_omitted_from_data(self, data, files, name):
        return False

    def use_required_attribute(self, initial):
        """Files that came beforehand satisfy the field too: the server decides."""
        return False

    def value_from_datadict(self, data, files, name):
        keys = data.getlist(f"{name}_kept") if hasattr(data, "getlist") else []
        self.kept = list(self.uploads.filter(key__in=keys)) if keys else []
        return [*files.getlist(name), *self.kept]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, None, attrs)
        context["widget"] |= {
            "kept": self.kept,
            "url": reverse("archives:uploads", args=[self.village.pk]) if self.village else "",
        }
        return context


class ManyFilesField(forms.FileField):
    """Any number of files; each is checked and stored, the cleaned value is [(file, name)].

    A refused file is named with its reason; what came beforehand stays for the next try.
    """

    widget = ManyFilesInput

    def bind(self, village, user):
        """Say whose uploads count and whose space is used."""
        self.widget.village = self.village = village
        self.widget.uploads = Upload.objects.finished().filter(village=village, by=user)

    def clean(self, value, initial=None):
        uploads = [one for one in value or [] if isinstance(one, Upload)]
        files = [one for one in value or [] if not isinstance(one, Upload)]
        if self.required and not uploads and not files:
            raise ValidationError(self.error_messages["required"], code="required")
        kept, refused = [(upload.file, upload.name) for upload in uploads], []
        for file in files:
            try:
                name = clean_name(file.name)
                refuse_over_quota(self.village, file.size)
                kept.append((store(file, name), name))
            except UploadRefused as error:
                refused.append(error.sentence)
        if refused:
            raise ValidationError(refused)
        return kept

    def forget_uploads(self):
        """The record holds the files now."""
        Upload.objects.filter(pk__in=[one.pk for one in self.widget.kept]).delete()
