"""What the pages of a village have in common: where they stand, who may write there."""

from types import SimpleNamespace

from villages.forms.activity import ActivityForm
from villages.views.frame import changes_of, may_in


def test_a_permission_holds_within_its_reach(village, other_village, cadre, office, observer):
    assert may_in(cadre, "text.edit", village) and not may_in(cadre, "text.edit", other_village)
    assert may_in(office, "filing.review", other_village)
    assert not may_in(observer, "text.edit", village)


def test_history_hears_of_changes_and_not_of_the_form_s_own_fields():
    form = SimpleNamespace(
        changed_data=["place", "form_key", "read_version", "files"],
        fields=ActivityForm.base_fields,
        initial={"place": "甲"},
        cleaned_data={"place": "乙"},
    )
    assert changes_of(form) == {"地点": ["甲", "乙"]}
