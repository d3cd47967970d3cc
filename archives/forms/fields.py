"""A field for many files: chosen in the form, or sent beforehand piece by piece."""

from django import forms
from django.urls import reverse

from archives.acts.upload import refuse_over_quota
from archives.models import Upload
from township.files.fields import ManyFilesField


class SentFilesInput(forms.Widget):
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
        return [*self.kept, *files.getlist(name)]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, None, attrs)
        context["widget"] |= {
            "kept": self.kept,
            "url": reverse("archives:uploads", args=[self.village.pk]) if self.village else "",
        }
        return context


class SentFilesField(ManyFilesField):
    """Files chosen in the form, and those that came beforehand: these stay for the next try."""

    widget = SentFilesInput

    def bind(self, village, user):
        """Say whose uploads count and whose space is used."""
        self.widget.village = self.village = village
        self.widget.uploads = Upload.objects.finished().filter(village=village, by=user)

    def keep(self, upload):
        if isinstance(upload, Upload):
            return upload.file, upload.file.name_for(upload.name)
        refuse_over_quota(self.village, upload.size)
        return super().keep(upload)

    def forget_uploads(self):
        """The record holds the files now."""
        Upload.objects.filter(pk__in=[one.pk for one in self.widget.kept]).delete()
