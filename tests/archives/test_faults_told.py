"""What is not as it was kept is told on the home page of who must act, until it is right again."""

import threading
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from archives.acts import fixity, nightly
from archives.acts.record import file_fact
from archives.models import FixityRun
from archives.workflows.record import RECORD
from tests.archives.parts import part_of
from tests.archives.tampering import file_of, flip_a_byte
from tests.personas import cadre_of, make_village, person
from tests.unguarded import unguarded
from township import doctor, outside
from township.access import Role
from township.alerts.models import Alert
from township.files import blobs
from township.history.models import FoundFault, Verification
from township.history.verification import CHECKS
from township.users.models import Township

pytestmark = pytest.mark.usefixtures("categories", "keeping")
TITLE = "档案文件和件号有1处不对"


def sealed(village, cadre):
    part = part_of("正文", f"{village}通知的内容".encode(), "通知.txt")
    on = timezone.localdate()
    row = file_fact(village, "XCH", source="x:1", title="通知", on=on, by=cadre, parts=[part])
    row.source = ""
    row.save()
    return RECORD.perform("seal", row, by=cadre)


@pytest.fixture
def record(village, cadre, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    nightly.plan()
    return sealed(village, cadre)


class HangingStore(FileSystemStorage):
    """Takes every question and answers none until the test is over."""

    asked, may_answer = 0, threading.Event()

    def exists(self, name):
        type(self).asked += 1
        self.may_answer.wait(60)
        return False


@pytest.fixture
def hanging_store(settings, tmp_path):
    settings.DATA_DIR, settings.S3_BUCKET = tmp_path / "data", tmp_path.name
    backend = f"{HangingStore.__module__}.{HangingStore.__name__}"
    options = {"location": tmp_path / "bucket"}
    settings.STORAGES = settings.STORAGES | {"blobs": {"BACKEND": backend, "OPTIONS": options}}
    yield HangingStore
    HangingStore.may_answer.set()


def verify():
    try:
        call_command("verify", verbosity=0)
    except CommandError:
        return False
    return True


def home(client, user):
    client.force_login(user)
    return client.get(reverse("home")).text


def status(client, user):
    client.force_login(user)
    return client.get(reverse("status")).text


def test_a_changed_file_is_told_to_admin_and_office_until_it_is_put_back(
    client, admin, office, leader, cadre, record, time_machine
):
    assert verify() and TITLE not in home(client, admin) + home(client, office)
    good = file_of(record).path.read_bytes()
    flip_a_byte(file_of(record))
    assert not verify()
    found = FoundFault.objects.get()
    for user in (admin, office):
        assert TITLE in home(client, user) and "不要自行改动" in home(client, user)
        page = status(client, user)
        assert "万顺村“通知”" in page and "内容被改动" in page and "发现" in page
    for user in (leader, cadre):
        assert TITLE not in home(client, user)
    time_machine.move_to(timezone.now() + timedelta(days=3))
    assert not verify()
    assert FoundFault.objects.get().since == found.since, "told since it was first seen"
    blobs.path_of(file_of(record).sha256).write_bytes(good)
    assert verify() and not FoundFault.objects.exists()
    assert TITLE not in home(client, admin) + home(client, office)
    assert "核对档案文件和件号" in status(client, office) and Verification.objects.count() == len(
        CHECKS
    )


def test_an_office_is_told_of_its_own_township_only(client, admin, office, record, other_township):
    elsewhere = make_village(other_township, "外乡村", "W001")
    row = sealed(elsewhere, cadre_of(elsewhere, "far", "外村干部"))
    far = person("far-office", "外办", Role.OFFICE, township=other_township)
    flip_a_byte(file_of(row))
    assert not verify()
    assert TITLE in home(client, far) and "外乡村“通知”" in status(client, far)
    assert TITLE not in home(client, office) and "外乡村" not in status(client, office)
    assert f"{other_township}：" in status(client, admin)


def test_a_changed_entry_of_the_history_is_told_the_next_morning(client, office, record):
    with unguarded() as cursor:
        cursor.execute("UPDATE township_entry SET summary = 'x' WHERE number = 1")
    nightly.nightly.call()
    assert "办理历史有" in home(client, office) and "被改动过" in status(client, office)
    (line,) = Alert.objects.for_user(office, "alert.view").filter(path=reverse("status"))
    assert line.title.startswith("办理历史有1处不对")
    nightly.nightly.call()
    assert Alert.objects.filter(path=reverse("status")).count() == 1, "told once, to one"


def test_a_year_that_failed_its_check_is_told_until_it_passes(client, office, village, record):
    good = file_of(record).path.read_bytes()
    flip_a_byte(file_of(record))
    year, occasion = timezone.localdate().year, FixityRun.Occasion.SCHEDULE
    run = fixity.run(village, year, occasion=occasion, by=None)
    assert "1个村年度的档案检测不通过" in home(client, office)
    assert run.get_absolute_url() in status(client, office)
    blobs.path_of(file_of(record).sha256).write_bytes(good)
    fixity.run(village, year, occasion=occasion, by=None)
    assert "检测不通过" not in home(client, office)


def test_a_night_without_its_round_is_told_to_the_administrator(
    client, admin, office, record, time_machine
):
    assert "夜间整理有问题" not in home(client, admin)
    time_machine.move_to(timezone.now() + timedelta(days=2))
    assert "夜间整理有问题" in home(client, admin) and "manage.py worker" in home(client, admin)
    assert "夜间整理有问题" not in home(client, office)


def test_home_counts_what_doctor_and_status_page_find_wrong(client, admin, record, settings):
    """One list: no figure 0 beside a red matter, nothing that the doctor alone would tell."""
    settings.DISK_FLOOR, settings.SECRET_KEY = 10**15, "short"
    flip_a_byte(file_of(record))
    assert not verify()
    wrong = [one for one in doctor.findings() if one.tone == "bad"]
    assert {"磁盘", "密钥", "后台任务进程", "核对", "备份"} <= {one.label for one in wrong}
    client.force_login(admin)
    page = client.get(reverse("home"))
    told = [one for one in page.context["todos"] if one["url"] == reverse("status")]
    (figure,) = [one for one in page.context["stats"] if one.label == "待处理的问题"]
    assert figure.value == len(told) == len(wrong)
    hints = " ".join(one["hint"] for one in told)
    shown = unescape(status(client, admin))
    for one in wrong:
        assert one.told in shown and (one.label == "核对" or one.told in hints)


def test_home_asks_the_doctor_once_and_waits_for_no_store(
    client, admin, settings, monkeypatch, hanging_store
):
    """It tells to-dos and their number; a store that hangs is said to, and keeps nobody."""
    monkeypatch.setattr(outside, "PATIENCE", 0.05)
    looked = []
    monkeypatch.setitem(doctor.LOOKS, "时间", lambda: looked.append(1) or ("", "good"))
    assert "存放文件有问题" in home(client, admin) and "没有应答" in home(client, admin)
    assert len(looked) == 2, "twice asked for, each time looked at once"
    assert hanging_store.asked == 1, "nobody asks again while the first waits"
    assert client.get(reverse("healthz")).status_code == 200


def test_room_that_runs_out_is_told_before_it_is_gone(client, admin, office, record, settings):
    Township.objects.update(settings={"township_quota_gb": 0})
    assert "文件空间快满了" in home(client, office)
    settings.DISK_FLOOR = 10**15
    assert "磁盘有问题" in home(client, admin) and "满了，不再收文件" in home(client, admin)


def test_nothing_is_called_sound_that_was_not_there(client, office, village, record):
    client.force_login(office)
    address = reverse("archives:fixity_check", args=[village.pk, 2020])
    answer = client.post(address, follow=True)
    assert "没有可以检测的" in answer.text and not FixityRun.objects.filter(year=2020).exists()
    run = fixity.run(village, 2020, occasion=FixityRun.Occasion.SCHEDULE, by=None)
    assert "通过" not in run.conclusion and run.tone == "warn"
    file_of(record).path.unlink()
    year = timezone.localdate().year
    run = fixity.run(village, year, occasion=FixityRun.Occasion.DEMAND, by=office)
    (opened,) = [c for a in run.aspects if a["name"] == "可用性" for c in a["checks"]]
    assert opened["result"] == "0个可读，1个不见了，没有打开"
