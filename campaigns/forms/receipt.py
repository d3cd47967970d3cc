"""Forms of receipts."""

from django import forms

from campaigns.models import Receipt
from township.crud import RowsField, UserForm


class SignForm(UserForm):
    """Who signed in the village: the person at the desk is often not the account's holder."""

    signer = forms.CharField(
        label="签收人姓名",
        max_length=30,
        error_messages={"required": "请填写签收人的姓名。"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("signer", self.user.full_name)


class SignManyForm(SignForm):
    """The same for several at once, as the page ticked them."""

    scopes = {"receipts": "receipt.sign"}
    receipts = RowsField(
        Receipt.objects.with_subject(),
        label="要签收的",
        error_messages={"required": "请先勾选要签收的文件。"},
    )
