"""The form of one indicator on a sheet."""

from django import forms

from campaigns.queries.sheet import Mark
from township.personal.forms import NumbersTold


class MarkForm(NumbersTold, forms.Form):
    """Points, reason and cited records of one indicator; the bounds are the verb's to check."""

    may_open_phones = False

    points = forms.DecimalField(
        label="得分",
        required=False,
        max_digits=6,
        error_messages={"invalid": "得分要填数字，例如 4 或 3.5。"},
    )
    reason = forms.CharField(label="理由", max_length=500, required=False)
    cited = forms.TypedMultipleChoiceField(label="引用的档案", coerce=int, required=False)
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, records=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cited"].choices = [(record.pk, str(record)) for record in records]

    @property
    def mark(self):
        given = self.cleaned_data
        return Mark(given["points"], given["reason"], tuple(given["cited"]))
