"""PeopleKind of a village who hold a post or a seat today, by name or by what they are."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from archives.queries.search import pieces
from township.finding.asking import FoundLine
from township.finding.shapes import MOST, RowsKind, note
from villages.models import AssociationMember, Person, Representative, Term
from villages.rules.bodies import PostKind

SEATS = {Representative: ("村民代表", "居民代表"), AssociationMember: ("协会会员",)}


def people_of(user, permission):
    """Who holds a post or a seat today."""
    today = timezone.localdate()
    terms = Term.objects.for_user(user, "organisation.view").serving(today)
    held = [terms, *(one.objects.for_user(user, permission).serving(today) for one in SEATS)]
    serves = Q(pk__in=[])
    for rows in held:
        serves |= Exists(rows.filter(person=OuterRef("pk")))
    shown = [
        Prefetch(name, queryset=rows, to_attr=f"serving_{name}")
        for name, rows in zip(("terms", "representatives", "associationmembers"), held, strict=True)
    ]
    shown[0].queryset = terms.select_related("body__village__township")
    return Person.objects.for_user(user, permission).filter(serves).prefetch_related(*shown)


@dataclass(frozen=True)
class PeopleKind(RowsKind):
    """Members by name or by what they are: 主任, 村民代表, 会员."""

    def find(self, user, words):
        today = timezone.localdate()
        every, is_own = Q(), Q(pk__in=[])
        for word in words:
            own = Q(name__icontains=word) | self._serving(word, today)
            every &= own | Q(village__name__icontains=word)
            is_own |= own
        rows = self.rows(user, self.permission).prefetch_related(None).filter(every & is_own)
        return list(
            rows.order_by("village__order", "name", "pk").values_list("pk", flat=True)[: MOST + 1]
        )

    @staticmethod
    def _serving(word, today):
        posts = [post for post, label in PostKind.choices if word in label]
        told = Q(pk__in=[])
        if posts:
            rows = Term.objects.serving(today).filter(post__in=posts, person=OuterRef("pk"))
            told |= Exists(rows)
        staff = Term.objects.serving(today).filter(post=PostKind.STAFF, person=OuterRef("pk"))
        told |= Q(village__township__settings__staff_title__icontains=word) & Exists(staff)
        for model, called in (
            (Representative, "村民代表居民代表"),
            (AssociationMember, "协会会员"),
        ):
            if word in called:
                told |= Exists(model.objects.serving(today).filter(person=OuterRef("pk")))
        return told


def person_line(row, words):
    posts = [f"{term.body}{term.post_name}" for term in row.serving_terms]
    if row.serving_representatives:
        posts.append(row.village.words.representative)
    if row.serving_associationmembers:
        posts.append("协会会员")
    told = note(row.village, "、".join(dict.fromkeys(posts)))
    return FoundLine(row.get_absolute_url(), pieces(row.name, words), told)
