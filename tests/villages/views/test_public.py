"""What everybody may read of a village without an account."""

from django.test import Client
from django.urls import reverse

from tests.villages import way
from tests.villages.workflows.test_posting import prepared
from villages.models import Village


def page(village):
    return Client().get(reverse("villages:open", args=[village.pk]))


def test_only_what_hangs_today_is_shown(village, other_village):
    prepared(village, 2, status="posted", title="今天公示", body="收入若干。")
    prepared(village, 20, status="posted", title="过期公示")
    prepared(village, 2, title="待张贴")
    prepared(other_village, 2, status="posted", title="别村公示")
    shown = page(village)
    assert [row.title for row in shown.context["postings"]] == ["今天公示"]
    assert "收入若干。" in shown.text and "过期公示" not in shown.text


def test_an_empty_board_says_so_and_tells_how_soon_questions_are_answered(village):
    village.township.settings["query_days"] = 7
    village.township.save()
    shown = page(village)
    assert "现在没有正在公示的内容" in shown.text and shown.context["query_days"] == 7
    assert "<svg" in shown.text


def test_a_village_that_is_no_more_says_so_on_its_board(village):
    Village.objects.update(closed_on="2026-05-31")
    assert "万顺村到2026年5月31日为止，已撤销" in page(village).content.decode()


def test_many_postings_cost_as_much_as_one(village, cadre, django_assert_max_num_queries):
    version = way.adopted(village, cadre)
    for number in range(5):
        prepared(village, 2, status="posted", title=f"{number}", text_version=version)
    with django_assert_max_num_queries(10):
        assert page(village).status_code == 200
