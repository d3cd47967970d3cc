"""{% part "name" %} … {% endpart %}: a piece of a kept page that is kept by itself.

What is read from rows inside is read inside alone (township.crud.parts): the view hands it over as
something that is looked up when it is shown.
"""

from django import template
from django.utils.safestring import mark_safe

from township.crud.parts import part

register = template.Library()


class PartNode(template.Node):
    def __init__(self, name, nodelist):
        self.name, self.nodelist = name, nodelist

    def render(self, context):
        return mark_safe(part(("shown", self.name), lambda: str(self.nodelist.render(context))))


@register.tag("part")
def do_part(parser, token):
    _, name = token.split_contents()
    nodelist = parser.parse(("endpart",))
    parser.delete_first_token()
    return PartNode(name.strip('"'), nodelist)
