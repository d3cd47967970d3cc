"""{% sections %} … {% endsections %}: long content with an index of its headings in sight.

The index is made of the second-level headings themselves, so it names what is there; what has
only a few of them needs none.
"""

import re
from html import unescape

from django import template
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

register = template.Library()

FEWEST = 4
HEADING = re.compile(r"<h2(?P<attributes>[^>]*)>(?P<text>.*?)</h2>", re.DOTALL)
ID = re.compile(r'\sid="([^"]+)"')
HIDDEN = re.compile(r'class="[^"]*\bvisually-hidden\b')


class Sections(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        content = self.nodelist.render(context)
        html, index = indexed(content)
        if len(index) < FEWEST:
            return content
        return render_to_string("components/sections.html", {"index": index, "content": html})


def indexed(content):
    """(content whose second-level headings all have an id, [(id, text)] of them)."""
    index = []

    def with_id(found):
        attributes = found["attributes"]
        if HIDDEN.search(attributes):
            return found[0]
        named = ID.search(attributes)
        anchor = named[1] if named else f"part-{len(index) + 1}"
        # Without the marks of numbers and icons, which a heading may hold beside its words.
        index.append((anchor, unescape(strip_tags(found["text"])).strip()))
        if named:
            return found[0]
        return f'<h2 id="{anchor}"{attributes}>{found["text"]}</h2>'

    return mark_safe(HEADING.sub(with_id, content)), index


@register.tag
def sections(parser, token):
    nodelist = parser.parse(("endsections",))
    parser.delete_first_token()
    return Sections(nodelist)
