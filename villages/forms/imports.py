"""Choosing a workbook to import."""

from django import forms

from township.crud import UserForm
from township.files.errors import UploadRefused
from villages.sheets.upload import ENDINGS, sheets_of


class SheetForm(UserForm):
    """The cleaned value is the visible sheets; the file itself is not kept."""

    sheet = forms.FileField(
        label="表格文件",
        help_text="Excel、WPS表格或CSV。表头上面的大标题、下面的合计行不用删；隐藏的工作表不导入。",
        error_messages={"required": "请选择要导入的表格。"},
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
    )

    def clean_sheet(self):
        try:
            return sheets_of(self.cleaned_data["sheet"])
        except UploadRefused as refusal:
            raise forms.ValidationError(refusal.sentence) from None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
