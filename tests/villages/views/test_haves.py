"""The association's five haves by form, with their evidence."""

from django.urls import reverse
from django.utils import timezone

from villages.models import Have, HavesCheck


def test_the_five_haves_need_evidence(client, village, cadre):
    client.force_login(cadre)
    url = reverse("villages:haves_edit", args=[village.pk, 2026])
    refused = client.post(url, {"met-venue": "on"})
    assert refused.status_code == 422 and "请写佐证说明或上传照片" in refused.text
    assert not HavesCheck.objects.exists()
    sent = {"met-venue": "on", "evidence-venue": "村活动室80平方米"}
    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent | {"met-team": "on", "evidence-team": "8人"}).status_code == 302
    assert Have.objects.filter(is_met=True).count() == 2 and Have.objects.count() == 5
    page = client.get(reverse("villages:haves", args=[village.pk])).text
    assert "2026年：具备2项" in page
    next_year = timezone.localdate().year + 1
    assert client.get(url.replace("2026", str(next_year))).status_code == 404
