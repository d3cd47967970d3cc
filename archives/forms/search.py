"""The question of the search page. Not tied to a row: it is sent by GET and may be bookmarked."""

from django import forms

from archives.models import Category
from archives.queries.search import Wanted
from villages.models import Village


class FindingForm(forms.Form):
    words = forms.CharField(
        label="查找",
        max_length=100,
        required=False,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "placeholder": "如：村民会议 修路",
                "autocomplete": "off",
                "enterkeyhint": "search",
            }
        ),
    )
    village = forms.ModelChoiceField(
        label="村（居）", queryset=Village.objects.none(), required=False, empty_label="全部"
    )
    category = forms.ModelChoiceField(
        label="类别", queryset=Category.objects.none(), required=False, empty_label="全部"
    )
    year = forms.IntegerField(label="年度", min_value=1949, max_value=2100, required=False)
    number = forms.CharField(label="档号或文号", max_length=60, required=False)
    since = forms.DateField(
        label="日期从", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label="到", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    has_withdrawn = forms.BooleanField(label="也找已撤回的", required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["village"].queryset = Village.objects.for_user(user, "record.view")
        categories = Category.objects.for_user(user, "category.view").in_use()
        self.fields["category"].queryset = categories.open_to(user)

    def clean(self):
        asked = super().clean()
        since, until = asked.get("since"), asked.get("until")
        if since and until and since > until:
            self.add_error("until", "结束日期不能早于开始日期。")
        return asked

    @property
    def wanted(self):
        """Wanted of a valid form."""
        return Wanted(**self.cleaned_data)

    def more(self):
        """The fields besides the words."""
        return [self[name] for name in self.fields if name != "words"]

    @property
    def has_more(self):
        return any(self.data.get(name) for name in self.fields if name != "words")
