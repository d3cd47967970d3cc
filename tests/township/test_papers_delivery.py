"""Papers reach the browser: as a page with buttons, and as files with Chinese names."""

from urllib.parse import unquote

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from tests.township.paper_samples import SAMPLES
from township.papers import compose, paper_response, send


@pytest.fixture
def sheet():
    return compose("sign_in", SAMPLES["sign_in"])


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx", "txt"])
def test_files_carry_their_chinese_name_and_type(sheet, form):
    response = paper_response(sheet, form)
    disposition = response["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''")
    assert unquote(disposition.split("''")[1]) == f"万顺村第三次村民代表会议签到册.{form}"
    assert response["X-Content-Type-Options"] == "nosniff"
    magic = {"pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK", "txt": "万顺村".encode()}
    assert response.content.startswith(magic[form])


def test_another_name_and_showing_in_the_browser(sheet):
    response = paper_response(sheet, "pdf", "签到", is_shown=True)
    assert response["Content-Disposition"].startswith("inline")
    assert unquote(response["Content-Disposition"]).endswith("签到.pdf")


@pytest.mark.parametrize("form", ["exe", "html", "blocks", "__class__"])
def test_other_formats_do_not_exist(sheet, form):
    with pytest.raises(Http404):
        paper_response(sheet, form)


def test_names_are_safe_on_windows():
    paper = compose("posting", {"title": 'a/b\\c:d*e?f"g<h>i|j 名' + "长" * 100})
    assert paper.stem == "a_b_c_d_e_f_g_h_i_j_名" + "长" * 59


def request_for(rf, path):
    request = rf.get(path)
    request.user = AnonymousUser()
    return request


def test_the_page_offers_printing_and_every_format(rf, sheet):
    page = send(request_for(rf, "/papers/?page=2"), sheet).content.decode()
    assert "data-print" in page
    for form, label in (("pdf", "下载 PDF"), ("docx", "下载 Word"), ("xlsx", "下载 Excel")):
        assert label in page
        assert f"?page=2&amp;format={form}" in page
    assert "<h1>万顺村第三次村民代表会议签到册</h1>" in " ".join(page.split())
    assert 'class="paper paper-form' in page
    assert "style=" not in page


def test_a_paper_without_a_list_offers_no_workbook(rf):
    page = send(request_for(rf, "/"), compose("minutes", SAMPLES["minutes"])).content.decode()
    assert "下载 Word" in page and "下载 Excel" not in page


def test_the_same_address_answers_with_the_file(rf, sheet):
    response = send(request_for(rf, "/?format=docx"), sheet, filename="签到册")
    assert unquote(response["Content-Disposition"]).endswith("签到册.docx")
    shown = send(request_for(rf, "/?format=pdf&show=1"), sheet)
    assert shown["Content-Disposition"].startswith("inline")
    with pytest.raises(Http404):
        send(request_for(rf, "/?format=bat"), sheet)


def test_typed_text_is_escaped_on_the_page():
    page = compose("posting", {"title": "<script>alert(1)</script>", "link": "https://a/?a=1&b=2"})
    assert "<script>" not in page.html()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.html()
