"""Promise 12: what is taken out is what is seen, row by row; what is not seen cannot be taken."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.villages.workbooks import representatives, upload
from villages.models import Representative

KIND = "representatives"


@pytest.fixture
def filled(client, cadre, village):
    client.force_login(cadre)
    address = reverse("villages:import", args=[village.pk, KIND])
    shown = client.post(address, {"sheet": upload(representatives())})
    client.post(address, {"sealed": shown.context["sealed"], "wanted": "write"})
    return village


def exported(client, village):
    answer = client.post(reverse("villages:roster_export", args=[village.pk, KIND]))
    if answer.status_code != 200:
        return answer.status_code
    rows = load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
    return {str(cell) for row in rows for cell in row if cell}


def test_the_rows_of_an_export_are_those_of_the_page(client, filled, cadre, office):
    names = set(Representative.objects.values_list("person__name", flat=True))
    assert len(names) == 3
    for user in (cadre, office):
        client.force_login(user)
        page = client.get(reverse("villages:representatives", args=[filled.pk])).text
        taken = exported(client, filled)
        assert all(name in page and name in taken for name in names)
    gone = Representative.objects.get(person__name="王五")
    gone.delete()
    page = client.get(reverse("villages:representatives", args=[filled.pk])).text
    assert "王五" not in page and "王五" not in exported(client, filled)


def test_nobody_takes_out_what_he_does_not_see(client, filled, other_cadre, leader, observer):
    for user, answer in ((other_cadre, 404), (leader, 403), (observer, 403)):
        client.force_login(user)
        assert exported(client, filled) == answer
