"""Each process of the server counts for itself, and whichever is asked tells the numbers of all."""

import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.one_database
COUNTED = """
import os, sys
from township.watching import requests
for _ in range(int(sys.argv[1])):
    requests.count("villages", True, 200, 0.03)
requests.count("accounts", False, 302, 3.0)
if len(sys.argv) > 2:
    print(requests.as_metrics().decode())
"""


def counted(folder, *words):
    done = subprocess.run(
        [sys.executable, "-c", COUNTED, *words],
        cwd=settings.BASE_DIR,
        env={"PROMETHEUS_MULTIPROC_DIR": str(folder), "PYTHONPATH": str(settings.BASE_DIR)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_numbers_of_all_processes_are_added_up_also_of_those_that_ended(tmp_path):
    counted(tmp_path, "3")
    lines = counted(tmp_path, "4", "tell").splitlines()
    told = dict(line.rsplit(" ", 1) for line in lines if line and line[0] != "#")
    assert told['chuangjiantong_requests_total{part="villages",status="200",way="read"}'] == "7.0"
    assert told['chuangjiantong_requests_total{part="accounts",status="302",way="write"}'] == "2.0"
    bucket = 'chuangjiantong_request_seconds_bucket{{le="{}",part="{}",way="{}"}}'
    assert told[bucket.format("0.025", "villages", "read")] == "0.0"
    assert told[bucket.format("0.05", "villages", "read")] == "7.0"
    assert told[bucket.format("2.0", "accounts", "write")] == "0.0"
    assert told[bucket.format("5.0", "accounts", "write")] == "2.0"
