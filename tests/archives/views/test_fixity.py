"""The pages of a check: made at once or in the background, read within reach."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from archives.acts import fixity
from archives.models import FixityRun
from archives.views import fixity as fixity_pages
from archives.workflows.record import RECORD
from tests.archives.tampering import file_of, put_in
from township.files import sweeping
from township.tasks import claims


@pytest.fixture
def sealed(village, cadre, categories):
    rows = [put_in(village, cadre, n, f"第{n}号通知的内容") for n in (1, 2)]
    return [RECORD.perform("seal", row, by=cadre) for row in rows]


def check(village, by):
    return fixity.run(village, 2026, occasion=fixity.Occasion.DEMAND, by=by)


def test_many_files_are_checked_in_the_background(
    sealed, village, office, other_cadre, client, monkeypatch
):
    monkeypatch.setattr(fixity_pages, "FILES_AT_ONCE", 1)
    client.force_login(office)
    answer = client.post(reverse("archives:fixity_check", args=[village.pk, 2026]))
    assert "排队等待检测2个文件" in client.get(answer.url).content.decode()
    partial = client.get(answer.url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in partial
    client.force_login(other_cadre)
    assert client.get(answer.url).status_code == 403
    waiting = DBTaskResult.objects.get(task_path__endswith="check_year")
    claims.claim("dead")
    claims.take_back()
    client.force_login(office)
    assert "自动再做一次，不用重新办理" in client.get(answer.url).content.decode()
    waiting.refresh_from_db()
    waiting.claim("worker")
    made = fixity.check_year.call(*waiting.args_kwargs["args"])
    assert fixity.check_year.call(*waiting.args_kwargs["args"]) == made, "done twice, made once"
    waiting.set_successful(made)
    assert client.get(answer.url).url == FixityRun.objects.latest("pk").get_absolute_url()
    again = client.get(answer.url, headers={"HX-Request": "true"})
    assert again["HX-Redirect"] == FixityRun.objects.latest("pk").get_absolute_url()
    nobody = reverse("archives:fixity_wait", args=["00000000-0000-4000-8000-000000000000"])
    assert client.get(nobody).status_code == 404


def test_checks_of_single_records_and_of_years_are_told_apart(sealed, village, office, client):
    year = check(village, office)
    client.force_login(office)

    def shown(**asked):
        listed = client.get(reverse("archives:fixity_runs"), asked).context["object_list"]
        return {row.pk for row in listed}

    single = set(FixityRun.objects.exclude(pk=year.pk).values_list("pk", flat=True))
    assert len(single) == 2 and shown() == single | {year.pk}
    assert shown(scope="year") == {year.pk} and shown(scope="record") == single
    assert shown(occasion="seal") == single and shown(is_passed="False") == set()
    assert shown(village=village.pk) == single | {year.pk}


def test_results_cannot_be_changed_and_stay_within_reach(
    sealed, village, office, other_cadre, client
):
    run = check(village, office)
    client.force_login(other_cadre)
    assert client.get(run.get_absolute_url()).status_code == 404
    client.force_login(office)
    paper = client.get(reverse("archives:fixity_paper", args=[run.pk])).content.decode()
    assert "真实性" in paper and "DA/T" not in paper.split("<main")[0]
    assert Path(settings.DATA_DIR).exists() and sweeping.verify_files([file_of(sealed[0])])
