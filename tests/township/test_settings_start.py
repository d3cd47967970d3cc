"""A start without what it needs stops with a sentence that says what to set."""

import json
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
        timeout=600,
    )


def started_with(names, **environment):
    """The values of settings in a process that starts with this environment."""
    script = (
        "from django.conf import settings; import json; "
        f"print(json.dumps([getattr(settings, name) for name in {names!r}]))"
    )
    given = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": "sqlite:///:memory:",
        "DJANGO_SETTINGS_MODULE": "township.settings",
        "SECRET_KEY": "only-for-this-start-0123456789-abcdefghijklmnopqrstuvwxyz",
    }
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=settings.BASE_DIR,
        env=given | environment,
        capture_output=True,
        check=True,
        timeout=600,
    )
    return json.loads(run.stdout)


def test_one_proxy_is_believed_behind_a_proxy_and_none_without():
    assert started_with(["PROXY_HOPS"]) == [0]
    assert started_with(["PROXY_HOPS"], BEHIND_PROXY="1") == [1]
    assert started_with(["PROXY_HOPS"], BEHIND_PROXY="1", PROXY_HOPS="2") == [2]


def test_records_of_signing_in_are_kept_for_half_a_year_at_least():
    run = start(
        SECRET_KEY="only-for-this-start-0123456789-abcdefghijklmnopqrstuvwxyz",
        ACCESS_LOG_DAYS="30",
    )
    assert run.returncode != 0
    assert "ACCESS_LOG_DAYS 太小" in run.stderr


def test_a_missing_secret_key_is_named():
    """A server never helps itself: only commands take the key that the site keeps."""
    run = subprocess.run(
        [sys.executable, "-c", "import township.wsgi"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "SECRET_KEY": ""},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert run.returncode != 0
    assert "环境变量 SECRET_KEY 没有设置" in run.stderr


def test_an_object_store_without_its_packages_is_named():
    # Not installed beside the tests: see requirements-s3.in.
    run = start(
        SECRET_KEY="only-for-this-start-0123456789-abcdefghijklmnopqrstuvwxyz", S3_BUCKET="b"
    )
    assert run.returncode != 0
    assert "没有安装对象存储的程序包" in run.stderr
