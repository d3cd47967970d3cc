"""Every page leads to its chapter of the handbook, and every chapter that is named is there."""

import pytest
from django.urls import reverse

from township.access import GRANTS, Role, permission_of
from township.access.checks import patterns
from township.accounts import handbook
from township.accounts.help import (
    BY_NAME,
    CHAPTERS,
    WORDS,
    WORDS_PAGE,
    chapter_of,
    words_on,
)

THERE = {f"{one.page}#{one.title}" for one in handbook.chapters()}
NO_CHAPTER = {name for name, told in BY_NAME.items() if not told}


def pages():
    for _, pattern in patterns():
        if permission := permission_of(pattern.callback):
            yield permission, pattern.name


def test_every_page_has_a_chapter_for_whoever_may_open_it():
    asked = [
        (name, chapter_of(permission, name, {role}))
        for permission, name in pages()
        for role in GRANTS[permission]
        if name not in NO_CHAPTER
    ]
    assert len(asked) > 500
    assert {chapter for _, chapter in asked} <= THERE


def test_nothing_is_named_that_no_page_has():
    nouns = {permission.partition(".")[0] for permission in GRANTS}
    assert set(CHAPTERS) == nouns
    assert set(BY_NAME) <= {name for _, name in pages()}
    told = [one if isinstance(one, str) else one.values() for one in CHAPTERS.values()]
    named = {one for line in told for one in ([line] if isinstance(line, str) else line)}
    assert named <= THERE
    assert THERE - named - set(BY_NAME.values()) - OF_THE_HANDBOOK == set()


# Read from the handbook itself; no page is about them alone.
OF_THE_HANDBOOK = {
    f"{one.page}#{one.title}"
    for one in handbook.chapters()
    if one.title == one.page_title or one.page in ("admin", "operating", WORDS_PAGE)
} | {
    "cadre#会议之外的程序",
    "cadre#没有信号怎么办",
    "cadre#纸质件拍成一个文件",
    "evaluator#没有网络的时候",
    "office#到村检查指导",
    "office#用系统以前的事",
}


@pytest.mark.parametrize(
    ("who", "chapter"),
    [("cadre", "章程从草稿到备案"), ("office", "审核草案"), ("evaluator", "章程从草稿到备案")],
)
def test_the_same_page_leads_each_reader_to_the_own_chapter(who, chapter, request):
    user = request.getfixturevalue(who)
    assert chapter_of("text.view", "texts", user.roles).endswith(f"#{chapter}")


def test_the_page_shows_the_way(client, cadre, village):
    client.force_login(cadre)
    page = client.get(reverse("villages:texts", args=[village.pk])).text
    assert "/handbook/cadre/#章程从草稿到备案" in page and "怎么用" in page
    assert "怎么用</a>" not in client.get("/handbook/").text


@pytest.mark.parametrize("role", Role.values)
def test_every_home_leads_to_the_first_chapter_of_the_role(role, everybody, client):
    client.force_login(everybody[role])
    page = client.get("/").text
    chapter = chapter_of("home.view", "home", {role})
    assert handbook.address(*chapter.split("#")) in page


def test_every_word_is_explained_and_every_explanation_is_shown():
    explained = {one.title for one in handbook.chapters() if one.page == WORDS_PAGE}
    named = {word for words in WORDS.values() for word in words}
    assert named | {"系统里的词"} == explained
    assert set(WORDS) <= set(CHAPTERS)
    assert words_on("home.view") == []


def test_a_page_explains_its_words_without_a_script(client, cadre, village):
    client.force_login(cadre)
    page = client.get(reverse("villages:meetings", args=[village.pk])).text
    assert "<summary>法定人数</summary>" in page and "到不了的表决无效" in page
