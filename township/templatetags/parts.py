"""{% part "name" row … %} … {% endpart %}: a piece of a kept page that is kept by itself.

What is read from rows inside is read inside alone (township.crud.parts): the view hands it over as
something that is looked up when it is shown. A row that was read outside is named.
"""

from functools import partial

from django import template

from township.crud.parts import part

register = template.Library()


class PartNode(template.Node):
    def __init__(self, name, rows, nodelist):
        self.name, self.rows, self.nodelist = name, rows, nodelist

    def render(self, context):
        rows = [row.resolve(context) for row in self.rows]
        name = ("shown", self.name, *(row.pk for row in rows))
        make = partial(self.nodelist.render, context)
        return part(name, make, *(type(row) for row in rows))


@register.tag("part")
def do_part(parser, token):
    _, name, *rows = token.split_contents()
    nodelist = parser.parse(("endpart",))
    parser.delete_first_token()
    return PartNode(name.strip('"'), [parser.compile_filter(row) for row in rows], nodelist)
