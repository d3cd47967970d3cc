"""The form of one indicator on a sheet."""

from django import forms

from campaigns.acts.round import possible_evaluators
from campaigns.queries.sheet import Mark
from township.crud import ReasonForm
from township.personal.forms import NumbersTold
from township.shorttext import typed_number, visible
from township.users.models import User


class PointsField(forms.DecimalField):
    """A number as people type it: full-width digits, 。 for the point, 分 behind it."""

    def to_python(self, value):
        return super().to_python(typed_number(value).replace("。", "."))


class MarkForm(NumbersTold, forms.Form):
    """Points, reason and cited records of one indicator; the bounds are the verb's to check."""

    asks_about_phones = False

    points = PointsField(
        label="得分",
        required=False,
        max_digits=6,
        error_messages={"invalid": "得分要填数字，例如 4 或 3.5。"},
    )
    reason = forms.CharField(label="理由", max_length=1000, required=False)
    cited = forms.TypedMultipleChoiceField(label="引用的档案", coerce=int, required=False)
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, records=(), township=None, **kwargs):
        self.phones_of = township
        super().__init__(*args, **kwargs)
        self.fields["cited"].choices = [(record.pk, str(record)) for record in records]

    @property
    def mark(self):
        given = self.cleaned_data
        return Mark(given["points"], visible(given["reason"]), tuple(given["cited"]))


class PassOnForm(ReasonForm):
    """To whom an evaluator's sheet goes, and why."""

    wants_instance = True
    to = forms.ModelChoiceField(label="由谁接手", queryset=User.objects.none())
    field_order = ["to", "reason"]

    def __init__(self, *args, about, **kwargs):
        self.sheet = about
        super().__init__(*args, **kwargs)

    def narrow(self):
        township = self.sheet.evaluation.village.township_id
        return {"to": possible_evaluators(township).exclude(pk=self.sheet.scorer_id)}
