"""Form of 民主评议: how many rated each person as what."""

from django import forms

from township.crud import UserForm
from villages.acts.appraisal import rating_problems
from villages.queries.appraisal import rateable
from villages.rules.appraisal import RatingCounts
from villages.rules.bodies import BodyKind
from villages.rules.kinds import Rating

COUNTS = tuple(rating.value for rating in Rating)


class RatingsForm(UserForm):
    """One line for each who is in office. The rating may be left to the ballots."""

    def __init__(self, *args, motion, **kwargs):
        self.motion = motion
        super().__init__(*args, **kwargs)
        self.people = rateable(motion)
        entered = {row.term_id: row for row in motion.appraisals.all()}
        for term in self.people:
            row = entered.get(term.pk)
            for name in COUNTS:
                self.fields[f"{name}-{term.pk}"] = forms.IntegerField(
                    label=Rating(name).label,
                    min_value=0,
                    max_value=100000,
                    required=False,
                    initial=getattr(row, name) if row else None,
                )
            self.fields[f"rating-{term.pk}"] = forms.ChoiceField(
                label="评定",
                choices=[("", "按票数"), *Rating.choices],
                required=False,
                initial=row.rating if row else "",
            )
            self.fields[f"ground-{term.pk}"] = forms.CharField(
                label="评定依据",
                max_length=100,
                required=False,
                initial=row.ground if row else "",
            )
        self.guard_reading(*(f"{one.pk}{one.person}" for one in self.people))

    @property
    def rows(self):
        """[(who, bound fields)]."""
        names = (*COUNTS, "rating", "ground")
        return [
            (
                f"{term.person}（{term.body}{term.post_name}）",
                [self[f"{n}-{term.pk}"] for n in names],
            )
            for term in self.people
        ]

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            for sentence in rating_problems(self.motion, self.results):
                self.add_error(None, sentence)
        return cleaned

    @property
    def results(self):
        """{term: (ballots, rating or None, ground)} of those who have a line; the members of the
        committee all need one."""
        found = {}
        for term in self.people:
            counts = [self.cleaned_data.get(f"{name}-{term.pk}") for name in COUNTS]
            if any(counts) or term.body.kind == BodyKind.COMMITTEE:
                rating = self.cleaned_data.get(f"rating-{term.pk}")
                ground = self.cleaned_data.get(f"ground-{term.pk}", "")
                ballots = RatingCounts(*(number or 0 for number in counts))
                found[term] = (ballots, Rating(rating) if rating else None, ground)
        return found
