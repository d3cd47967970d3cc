"""A line offers what was typed there before, each word once, and takes anything else."""

from django import forms

from township.crud.suggesting import SuggestedInput


def test_words_stand_in_a_list_of_the_line_and_are_escaped():
    field = forms.CharField(widget=SuggestedInput(["一楼", "<b>"]))
    form = type("Asked", (forms.Form,), {"place": field})({"place": "二楼"})
    told = str(form["place"])
    assert 'list="id_place_list"' in told and '<datalist id="id_place_list">' in told
    assert '<option value="一楼">' in told and '<option value="&lt;b&gt;">' in told
    assert form.is_valid() and form.cleaned_data["place"] == "二楼"
