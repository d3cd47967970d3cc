"""Offline scoring on the pages of evaluators and office."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from campaigns.acts import workbook_batch as workbook_batch_acts
from campaigns.models import Score, WorkbookBatch
from tests.campaigns.filled_workbook import NAME
from tests.campaigns.rounds import *  # noqa: F403


def test_on_the_pages_of_the_evaluator(as_user, scoring, evaluator):
    client = as_user(evaluator)
    answer = client.get(reverse("campaigns:workbook", args=[scoring.pk]))
    book = load_workbook(io.BytesIO(answer.content))
    book["打分"]["K2"] = 3
    book["打分"]["L2"] = "缺一人"
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
    assert "下载全部打分表" in progress.content.decode()
    answer = client.get(reverse("campaigns:batch_file", args=[batch.pk]))
    names = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()
    assert names == ["2025年度考评离线打分表-赵考评-evaluator1.xlsx"]
