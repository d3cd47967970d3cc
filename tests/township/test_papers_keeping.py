"""A township's own template: in force at once, for this township, until it is taken back."""

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from township import doctor
from township.history.models import Entry
from township.papers import PaperTemplateError, compose, sources
from township.papers.issued import as_issued, issue_paper
from township.papers.keeping import keep_template, restore_shipped
from township.papers.samples import sample_of
from township.papers.sources import OwnTemplate

pytestmark = pytest.mark.django_db

NAME = "reward_receipt"
FRONT = '+++\ntitle = "收据"\nkind = "收据"\n+++\n'
OWN = FRONT + "# 本镇收据\n\n金额：{{ amount }}元\n"


@pytest.fixture
def own(township, office):
    return keep_template(NAME, township, OWN, by=office)


def text(township):
    return compose(NAME, sample_of(NAME), township).text()


def test_it_is_in_force_for_its_township_alone(own, township, other_township):
    assert text(township) == "本镇收据\n\n金额：200.00元\n"
    assert text(township.code) == text(township)
    assert "本镇收据" not in text(other_township)
    assert "本镇收据" not in compose(NAME, sample_of(NAME)).text()


def test_it_comes_before_a_file_of_the_operator(own, township, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    folder = sources.own_folder(township)
    folder.mkdir(parents=True)
    (folder / f"{NAME}.md").write_text(FRONT + "# 放的文件\n", encoding="utf-8")
    assert "本镇收据" in text(township)
    own.delete()
    assert "放的文件" in text(township)


def test_a_faulty_one_is_not_kept(own, township, office):
    with pytest.raises(PaperTemplateError, match="第6行"):
        keep_template(NAME, township, FRONT + "\n{{ nobody }}", by=office)
    assert OwnTemplate.objects.get().text == OWN


def test_what_was_issued_stays_as_it_was(own, township, office):
    issue_paper(NAME, township, sample_of(NAME), township)
    keep_template(NAME, township, FRONT + "# 第二版\n", by=office)
    assert "本镇收据" in as_issued(NAME, township).text()
    restore_shipped(own, by=office)
    assert "本镇收据" in as_issued(NAME, township).text()
    assert "领款" in text(township)


def test_history_tells_who_and_what(own, township, office):
    keep_template(NAME, township, OWN.replace("金额", "数额"), by=office)
    entry = Entry.objects.filter(verb="paper_template.edit").latest("id")
    assert entry.actor == office and "领款签收单" in entry.summary
    assert entry.changes["模板"] == ["金额：{{ amount }}元", "数额：{{ amount }}元"]
    restore_shipped(OwnTemplate.objects.get(), by=office)
    assert Entry.objects.filter(verb="paper_template.restore").exists()


def test_composing_asks_one_small_question(own, township, django_assert_num_queries):
    with django_assert_num_queries(1):
        text(township)


def told():
    return next(one for one in doctor.findings() if one.label == doctor.TEMPLATES)


def test_the_doctor_tells_what_an_upgrade_left_behind(own):
    assert told().tone == "good"
    rows: QuerySet = OwnTemplate.objects.all()
    rows.update(shipped_sum="0" * 64)
    assert told().tone == "warn" and "领款签收单" in told().told
    rows.update(text=FRONT + "{{ was_there_once }}")
    assert told().tone == "bad" and "领款签收单" in told().told


def test_a_file_of_the_operator_is_looked_through_like_one_of_the_page(
    client, township, office, settings, tmp_path
):
    settings.DATA_DIR = tmp_path
    folder = sources.own_folder(township)
    folder.mkdir(parents=True)
    (folder / f"{NAME}.md").write_text(FRONT + "# 甲\n\n{{ nobody }}\n", encoding="utf-8")
    (folder / "note.md").write_text("不是模板", encoding="utf-8")
    assert told().tone == "bad" and "领款签收单" in told().told
    client.force_login(office)
    for page in (reverse("paper_templates", args=[township.pk]), reverse("status")):
        assert "领款签收单" in (shown := client.get(page).text)
        assert "nobody" in shown or "用不了" in shown
    (folder / f"{NAME}.md").write_bytes((FRONT + "# 甲\n").encode("gb18030"))
    assert told().tone == "bad"
    keep_template(NAME, township, OWN, by=office)
    assert told().tone == "good"


def test_one_that_no_longer_fits_is_told_and_not_a_fault_of_the_site(own, township):
    OwnTemplate.objects.update(text=FRONT + "{% for a, b in copies %}{{ a }}{% endfor %}")
    with pytest.raises(PaperTemplateError, match="对不上"):
        text(township)
