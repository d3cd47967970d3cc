"""The workbook and the files that its rows name; the files stay when the workbook is sent anew."""

from django import forms

from township.crud import UserForm
from township.files.errors import UploadRefused
from township.files.fields import ManyFilesField
from township.setup.package import unpacked
from villages.forms.imports import SheetForm


class BesideForm(UserForm):
    """The files alone, as they go along with a preview."""

    files = ManyFilesField(
        label="扫描件和照片",
        required=False,
        help_text="工作簿的“文件名”里写到的文件，一次全选。按名字对上，还没有的以后再交。",
    )


class SetupForm(BesideForm, SheetForm):
    package = forms.FileField(
        label="或者压缩包",
        required=False,
        help_text="文件很多的，压成一个.zip，可以带文件夹。",
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )
    field_order = ["sheet", "files", "package"]

    def leave_files_out(self):
        """For sheets that name none."""
        del self.fields["files"], self.fields["package"]

    def clean(self):
        cleaned = super().clean()
        if package := cleaned.get("package"):
            self._unpack(package)
        return cleaned

    def _unpack(self, package):
        """What is in the ZIP stands beside the files that were chosen."""
        try:
            kept, refused = unpacked(package, by=self.user)
        except UploadRefused as refusal:
            self.add_error("package", refusal.sentence)
            return
        self.fields["files"].widget.kept += kept
        files = [(one.file, one.file.name_for(one.name)) for one in kept]
        self.cleaned_data["files"] = [*self.cleaned_data.get("files", ()), *files]
        for sentence in refused:
            self.add_error("package", sentence)
