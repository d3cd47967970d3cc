"""The workbook and the files that its rows name; the files stay when the workbook is sent anew."""

from township.crud import UserForm
from township.files.fields import ManyFilesField
from villages.forms.imports import SheetForm


class BesideForm(UserForm):
    """The files alone, as they go along with a preview."""

    files = ManyFilesField(
        label="扫描件和照片",
        required=False,
        help_text="工作簿的“文件名”里写到的文件，一次全选。按名字对上，还没有的以后再交。",
    )


class SetupForm(BesideForm, SheetForm):
    field_order = ["sheet", "files"]
