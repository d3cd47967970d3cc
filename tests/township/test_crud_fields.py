"""Several rows are chosen by ids from outside: too large, no number, or of another place."""

import pytest
from django import forms
from django.urls import reverse

from township.crud import UserForm
from villages.models import Group


@pytest.mark.parametrize("given", ["9" * 400, str(2**63), "²", "-1", "a\x00b", "1e9", ""])
def test_an_id_that_is_none_is_refused_in_words(client, office, village, given):
    client.force_login(office)
    address = reverse("villages:village_edit", args=[village.pk])
    fields = {
        "name": "万顺村",
        "kind": "village",
        "fonds_code": "J001",
        "order": 0,
        "cadres": given,
    }
    answer = client.post(address, fields)
    assert answer.status_code == 422 and "请从列出的选项里选。" in answer.text


class Careless(UserForm):
    groups = forms.ModelMultipleChoiceField(Group.objects.all())

    def narrow(self):
        return {"groups": Group.objects.none()}


def test_a_form_that_would_take_any_id_is_a_mistake(office):
    with pytest.raises(TypeError, match="RowsField"):
        Careless(user=office)
