"""A start without what it needs stops with a sentence that says what to set."""

import os
import subprocess
import sys

from django.conf import settings


def start(**environment):
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "DATABASE_URL": "sqlite:///:memory:"} | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_missing_secret_key_is_named():
    run = start(SECRET_KEY="")
    assert run.returncode != 0
    assert "环境变量 SECRET_KEY 没有设置" in run.stderr


def test_an_object_store_without_its_packages_is_named():
    # Not installed beside the tests: see requirements-s3.in.
    run = start(
        SECRET_KEY="only-for-this-start-0123456789-abcdefghijklmnopqrstuvwxyz", S3_BUCKET="b"
    )
    assert run.returncode != 0
    assert "没有安装对象存储的程序包" in run.stderr
