"""Two versions of a text beside each other, word by word."""

from township.crud import Page, Within
from villages.models import TextVersion
from villages.queries.text import pieces
from villages.rules.comparison import compare
from villages.rules.kinds import Change


class Comparison(Within, Page):
    """`?with=` names the other version; the one before unless told."""

    permission = "text.view"
    within = TextVersion
    within_kwarg = "pk"
    within_select = ("text__village__township",)
    template = "villages/text/compare.html"

    def get_title(self):
        return f"版本比较：{self.parent.text}"

    def get_context_data(self, **context):
        rows = TextVersion.objects.for_user(self.request.user, self.permission)
        rows = rows.select_related("text__village__township")
        others = list(rows.filter(text=self.parent.text_id).exclude(pk=self.parent.pk))
        wanted = self.request.GET.get("with", "")
        other = next((row for row in others if str(row.pk) == wanted), None)
        if other is None:
            earlier = [row for row in others if row.number < self.parent.number]
            other = next(iter(earlier or others), None)
        pairs, counts = [], []
        if other:
            old, new = sorted([other, self.parent], key=lambda row: row.number)
            found = compare(pieces(old), pieces(new))
            pairs = [pair for pair in found if pair.change != Change.EQUAL]
            counts = [
                (change.label, sum(pair.change == change for pair in found)) for change in Change
            ]
            context |= {"old": old, "new": new}
        return super().get_context_data(
            version=self.parent,
            other=other,
            others=others,
            pairs=[_shown(pair) for pair in pairs],
            counts=counts,
            **context,
        )


def _shown(pair):
    clause = pair.new or pair.old
    relabelled = ""
    if pair.old and pair.new and pair.old.label != pair.new.label:
        relabelled = f"原{pair.old.label}"
    return {
        "label": clause.label or "前言",
        "relabelled": relabelled,
        "change": pair.change,
        "tone": {"insert": "good", "delete": "bad"}.get(pair.change, "active"),
        "spans": pair.spans,
    }
