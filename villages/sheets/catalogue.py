"""Rosters, groups and figures as workbooks, in and out (django-import-export)."""

from villages.sheets.place import FiguresResource, GroupResource
from villages.sheets.roster import MemberResource, RepresentativeResource

RESOURCES = {
    "representatives": RepresentativeResource,
    "members": MemberResource,
    "groups": GroupResource,
    "figures": FiguresResource,
    "figures_of_new": FiguresResource,
}

NAMES = {
    "representatives": "代表花名册",
    "members": "协会会员花名册",
    "groups": "小组",
    "figures": "村（居）基本情况",
    "figures_of_new": "村（居）和基本情况",
}
