"""A drafted standard of the plan, its workbook out and in through the pages."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaigns.models import StandardVersion
from campaigns.queries.standard import definition


@pytest.fixture
def version(drafted):
    return StandardVersion.objects.get(standard__campaign=drafted, standard__code="ADVANCED")


@pytest.fixture
def signed_in(client, office):
    client.force_login(office)
    return client


def exported(client, version):
    answer = client.get(reverse("campaigns:standard_export", args=[version.pk]))
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def upload(client, version, book, name="标准.xlsx"):
    """Upload a workbook; the preview page, or the refused form."""
    stream = io.BytesIO()
    if isinstance(book, bytes):
        stream.write(book)
    else:
        book.save(stream)
    file = SimpleUploadedFile(name, stream.getvalue())
    url = reverse("campaigns:standard_import", args=[version.pk])
    answer = client.post(url, {"upload": file})
    return client.get(answer.url) if answer.status_code == 302 else answer


def confirm(client, page):
    return client.post(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"])


def asked(version):
    return definition(StandardVersion.objects.with_parts().get(pk=version.pk))
