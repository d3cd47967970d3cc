"""Offline scoring on the pages of evaluators and office."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from campaigns.acts import workbook_batch as workbook_batch_acts
from campaigns.models import Score, WorkbookBatch
from tests.campaigns.filled_workbook import NAME, filled
from tests.campaigns.rounds import *  # noqa: F403
from township.crud.preview import token_of


def test_on_the_pages_of_the_evaluator(as_user, scoring, evaluator):
    client = as_user(evaluator)
    answer = client.get(reverse("campaigns:workbook", args=[scoring.pk]))
    book = load_workbook(io.BytesIO(answer.content))
    book["评分"]["K2"] = 3
    book["评分"]["L2"] = "缺一人"
    kept = io.BytesIO()
    book.save(kept)
    upload = SimpleUploadedFile(NAME, kept.getvalue())
    url = reverse("campaigns:workbook_import", args=[scoring.pk])
    assert client.get(url).status_code == 200
    answer = client.post(url, {"upload": upload})
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(answer.url)
    assert "将更新1项" in page.content.decode()
    assert client.post(answer.url, {}).status_code == 302
    assert Score.objects.get().reason == "缺一人"


def test_all_workbooks_are_made_in_the_background(
    as_user, scoring, office, evaluator, django_capture_on_commit_callbacks
):
    client = as_user(office)
    url = reverse("campaigns:workbooks", args=[scoring.pk])
    assert client.get(url).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url, {}).status_code == 302
    batch = WorkbookBatch.objects.get()
    assert batch.is_running
    workbook_batch_acts.make_workbooks.func(batch.pk)
    batch.refresh_from_db()
    assert (batch.done, batch.most) == (1, 1)
    progress = client.get(reverse("campaigns:batch_progress", args=[batch.pk]))
    assert "下载全部评分表" in progress.content.decode()
    answer = client.get(reverse("campaigns:batch_file", args=[batch.pk]))
    names = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()
    assert names == ["2025年度考评离线评分表-赵考评-evaluator1.xlsx"]


def test_who_has_no_village_has_no_workbook(as_user, scoring, second_evaluator):
    url = reverse("campaigns:workbook", args=[scoring.pk])
    answer = as_user(second_evaluator).get(url)
    assert answer.status_code == 409 and "没有可以下载的评分表" in answer.text


def test_a_second_batch_waits_for_the_first(as_user, scoring, office):
    client, url = as_user(office), reverse("campaigns:workbooks", args=[scoring.pk])
    batch = WorkbookBatch.objects.create(round=scoring, most=2, done=1, made_by=office)
    answer = client.post(url)
    assert answer.status_code == 422 and "请等这一次完成" in answer.text
    early = client.get(reverse("campaigns:batch_file", args=[batch.pk]))
    assert early.status_code == 409 and "还没有全部生成" in early.text
    WorkbookBatch.objects.update(fault="生成时出错")
    assert client.post(url).status_code == 302
    assert client.get(reverse("campaigns:batch_file", args=[batch.pk])).status_code == 409


def test_without_evaluators_nothing_is_made(as_user, opened, office):
    url = reverse("campaigns:workbooks", args=[opened.pk])
    answer = as_user(office).post(url)
    assert answer.status_code == 422 and "还没有分配考评员" in answer.text
    assert not WorkbookBatch.objects.exists()


def test_faults_are_shown_and_nothing_can_be_confirmed(as_user, scoring, evaluator):
    client = as_user(evaluator)
    file, name = filled(scoring, evaluator, {("万顺村", "B1"): (9, None)})
    url = reverse("campaigns:workbook_preview", args=[scoring.pk])
    address = f"{url}?file={token_of(scoring, (file, name))}"
    page = client.get(address).text
    assert "得分9超过了最高分8.0" in page and "“评分”K7" in page
    assert client.post(address).status_code == 422
    assert not Score.objects.exists()


def test_the_office_fills_no_workbook(as_user, scoring, office):
    for name in ("workbook", "workbook_import", "workbook_preview"):
        url = reverse(f"campaigns:{name}", args=[scoring.pk])
        assert as_user(office).get(url).status_code == 403
