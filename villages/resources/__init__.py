"""Rosters, groups and figures as workbooks, in and out (django-import-export)."""

from villages.resources.place import FiguresResource, GroupResource
from villages.resources.roster import MemberResource, RepresentativeResource

RESOURCES = {
    "representatives": RepresentativeResource,
    "members": MemberResource,
    "groups": GroupResource,
    "figures": FiguresResource,
}
