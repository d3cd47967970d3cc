"""Targets are changed with reason and document, withdrawn, rolled forward."""

from django.urls import reverse

from campaigns.acts import target as target_acts
from campaigns.models import Target, TargetChange

KIND = TargetChange.Kind


def target_of(campaign, village, level):
    return campaign.targets.get(village__name=village, level__code=level)


def test_a_running_campaigns_target_needs_reason_and_document(client, running, office):
    client.force_login(office)
    target = target_of(running, "三水村", "ADVANCED")
    url = reverse("campaigns:target_adjust", args=[target.pk])
    bare = {"due_year": "2028", "commitment": "firm", "reason": "", "document": ""}
    assert client.post(url, bare).status_code == 422
    full = bare | {"reason": "换届，班子晚到位。", "document": "镇党委会2026年3月5日纪要"}
    assert client.post(url, full).status_code == 302
    target.refresh_from_db()
    assert target.due_year == 2028
    page = client.get(target.get_absolute_url()).text
    assert (
        "2027年，约束性（必须完成） → 2028年，约束性（必须完成）" in page
        and "换届，班子晚到位。" in page
    )


def test_drafted_targets_are_simply_deleted(client, drafted, office):
    client.force_login(office)
    target = target_of(drafted, "合作村", "QUALIFIED")
    client.post(reverse("campaigns:target_remove", args=[target.pk]))
    assert not Target.objects.filter(pk=target.pk).exists()


def test_roll_forward_page_offers_what_was_missed(client, running, office, time_machine):
    client.force_login(office)
    url = reverse("campaigns:targets_roll", args=[running.pk])
    assert client.get(url).status_code == 302, "nothing missed in the first year"
    time_machine.move_to("2027-02-01 09:00:00+08:00")
    client.force_login(office)
    page = client.get(url)
    assert "万顺村" in page.text and "治华村" in page.text and "三水村" not in page.text
    chosen = [target_of(running, "万顺村", "ADVANCED").pk]
    given = {"targets": chosen, "to_year": "2028", "reason": "档案未齐", "document": "纪要"}
    assert client.post(url, given).status_code == 302
    assert target_of(running, "万顺村", "ADVANCED").due_year == 2028


def test_withdrawn_targets_stay_in_the_list(client, running, office):
    target = target_of(running, "合作村", "QUALIFIED")
    target_acts.change(target, KIND.WITHDRAWN, reason="并村", document="区文", by=office)
    client.force_login(office)
    assert "已撤销" in client.get(reverse("campaigns:targets", args=[running.pk])).text


def test_after_the_last_year_there_is_nothing_to_roll_to(client, running, office, time_machine):
    time_machine.move_to("2031-02-01 09:00:00+08:00")
    client.force_login(office)
    answer = client.get(reverse("campaigns:targets_roll", args=[running.pk]), follow=True)
    assert "没有可以顺延到的年度" in answer.text
