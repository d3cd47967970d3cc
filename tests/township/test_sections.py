"""The index of a long page is made of its own headings."""

from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from township.templatetags.sections import FEWEST, indexed


def page(count):
    heads = "".join(f"<h2>第{n}段</h2><p>话</p>" for n in range(1, count + 1))
    return Template("{% load sections %}{% sections %}" + heads + "{% endsections %}").render(
        Context()
    )


def test_a_page_with_few_headings_has_no_index():
    assert "本页目录" not in page(FEWEST - 1)


def test_a_long_page_names_all_its_headings_in_order():
    told = page(FEWEST)
    assert told.count('aria-label="本页目录"') == 1
    assert [told.index(f'<a href="#part-{n}">第{n}段</a>') for n in range(1, FEWEST + 1)] == sorted(
        told.index(f'<a href="#part-{n}">') for n in range(1, FEWEST + 1)
    )
    assert told.count('id="part-') == FEWEST


def test_a_heading_keeps_its_own_id_and_one_for_readers_only_is_left_out():
    html, index = indexed(
        '<h2 id="mine" class="h5"><i class="bi"></i>档案</h2><h2 class="visually-hidden">暗</h2>'
        "<h2\nclass='x'>第二</h2>"
    )
    assert index == [("mine", "档案"), ("part-2", "第二")]
    assert html.startswith('<h2 id="mine" class="h5">') and '<h2 id="part-2"' in html


@given(st.lists(st.text(st.characters(blacklist_characters="<>&"), max_size=8), max_size=9))
def test_what_stands_between_the_headings_is_not_changed(texts):
    content = "".join(f"<p>{one}</p><h2>{one}</h2>" for one in texts)
    html, index = indexed(content)
    assert len(index) == len(texts) == len({anchor for anchor, _ in index})
    for anchor, _ in index:
        html = html.replace(f' id="{anchor}"', "")
    assert html == content
