"""A worker starts without the libraries of Word, PDF, workbooks and pictures: they are loaded by
whoever writes such a file first."""

import os
import subprocess
import sys

HEAVY = ("docx", "lxml", "pypdf", "typst", "xlsxwriter", "openpyxl", "PIL", "pypdfium2")
START = """
import sys
import township.wsgi
from django.urls import get_resolver
assert get_resolver().url_patterns
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_a_worker_starts_without_what_few_pages_need(tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "township.settings",
        "DATABASE_URL": "sqlite:///:memory:",
        "DATA_DIR": str(tmp_path),
    }
    command = [sys.executable, "-W", "ignore", "-c", START]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    loaded = answer.stdout.split()
    assert "django" in loaded and "campaigns" in loaded
    assert not set(HEAVY) & set(loaded)
