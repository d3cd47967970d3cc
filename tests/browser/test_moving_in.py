"""A township moves in by its pages alone: from the first sign-in to the workbook it sends."""

import io

import pytest
from django.core.management import call_command
from openpyxl import load_workbook
from playwright.sync_api import expect

from campaigns.models import Honour, PriorResult, Target
from tests.browser import samples
from tests.township.setup.test_moving_in import OWN, found, qingshan
from township.setup.parts import PARTS
from villages.models import Attachment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LOOK = "看每一行的结果"
FIRST = "青山镇村（居）民自治创建活动"
SCANS = ("东村章程.jpg", "东村命名通知.jpg", "东村2026年汇总表.jpg")


def arrives(person, username, password):
    """The first sign-in asks for a password of one's own."""
    person.page.goto("/")
    person.fill("账号", username).fill("密码", password).press("登录")
    person.fill("原密码", password).fill("新密码", OWN).fill("再输一次新密码", OWN)
    person.press("保存新密码").sees("首页", at="h1")


def platform_is_set_up(admin, capsys):
    call_command("create_admin", "guan", name="管平台")
    told = capsys.readouterr().out
    arrives(admin, "guan", told.partition("初始密码：")[2].split()[0])
    admin.sees("建镇").look("home")
    admin.press("新建镇").fill("或者新建区", "江南区").fill("名称", "青山镇").fill(
        "代号", "qingshan"
    )
    admin.press("保存").sees("新建账号", at="h1").look("account-new")
    admin.fill("账号", "ban").fill("姓名", "王办事").press("保存").sees("初始密码条", at="h1")
    password = admin.page.locator(".slip-password").first.inner_text()
    # What was saved is not offered again for the next account.
    admin.press("已记下，返回账号").press("新建账号").sees_no("已经保存过", "恢复").holds(
        "账号", ""
    )
    return password


def campaign_is_founded(office):
    office.press("新建创建活动")
    office.fill("活动名称", FIRST)
    office.fill("目的", "让村（居）民依法自我管理。").fill("首年", 2024).fill("末年", 2028)
    office.choose("级别和标准", "自治")
    office.fill("依据文件标题", "关于开展创建活动的通知").fill("发文机关", "江南区人民政府")
    office.fill("文号", "江府发〔2024〕2号").fill("成文日期", "2024-01-05")
    office.upload("原件或扫描件", samples.word()).press("建立活动").sees("填写机关名称")
    office.fill("命名机关：区（县）人民政府", "江南区人民政府")
    office.press("保存").sees("启动前要办的事")


def filled(content):
    """The template that was downloaded, with the rows of 青山镇 below its examples."""
    book = load_workbook(io.BytesIO(content))
    for key, lines in qingshan().items():
        page = book[PARTS[key].name]
        for number, line in enumerate(lines, 3):
            for column, text in enumerate(line, 1):
                page.cell(number, column, text)
    stream = io.BytesIO()
    book.save(stream)
    return book, stream.getvalue()


def presses(office, label, title):
    """Looking at 233 rows and composing the papers of 146 takes its time; the page waits for it."""
    office.page.get_by_role("button", name=label).click(no_wait_after=True)
    expect(office.page.locator("h1")).to_contain_text(title, timeout=120_000)
    expect(office.page.locator("form[data-sent]")).to_have_count(0, timeout=120_000)
    return office


def bytes_of(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_township_moves_in_by_its_pages(visitor, clock, capsys, album):
    clock.go(2027, 1, 18)
    password = platform_is_set_up(visitor("admin"), capsys)
    office = visitor("office")
    arrives(office, "ban", password)
    campaign_is_founded(office)
    office.menu("建镇工作簿").sees("既有文本", "既有荣誉", "往年考评结果").look("setup", axe=True)
    with office.page.expect_download() as download:
        office.press("下载工作簿")
    book, content = filled(download.value.path().read_bytes())

    book["既有文本"]["B4"] = "通知"
    office.upload("表格文件", ("青山镇.xlsx", BOOK, bytes_of(book)))
    office.choose_files(*(samples.photo(name) for name in SCANS))
    presses(office, LOOK, "建镇工作簿").sees("“既有文本”B4", "类别只能填")
    office.look("setup-faulty", axe=True)
    assert not Target.objects.exists()

    office.upload("表格文件", ("青山镇.xlsx", BOOK, content))
    presses(office, LOOK, "建镇工作簿").sees("还没有写入").sees_no("没有收到文件", "有错").look(
        "setup-preview", axe=True
    )
    presses(office, "写入233行", "初始密码条")
    there = found()
    assert (there["village"], there["textversion"], there["target"]) == (14, 84, 28)
    assert Honour.objects.exclude(file=None).count() == 1 and Attachment.objects.count() == 1
    assert PriorResult.objects.exclude(file=None).count() == 1

    office.menu("村（居）").press("南村").press("自治文本")
    office.press("南村村规民约（补录）").sees("系统没有判断", "只登记了原件在哪里").look("text")
    office.press("补交凭据").choose_files(samples.photo("村规民约.jpg")).look("papers", axe=True)
    office.press("保存").sees("村规民约.jpg").sees_no("只登记了原件在哪里")
