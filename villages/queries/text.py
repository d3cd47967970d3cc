"""A text as its readers and its rules see it: its clauses, and the topics it does not yet name."""

from township.workflow.announcing import asked_once
from villages.models import Clause, StageText, TextVersion
from villages.queries.demand import demands, texts_needed, topics_asked
from villages.rules import clauses as cutting
from villages.rules.clauses import ClauseText
from villages.rules.coverage import missing_topics
from villages.rules.kinds import ClauseKind, TextKind, Topic


def piece(clause: Clause) -> ClauseText:
    """A clause row as the pure value that `villages.clauses` works on."""
    return cutting.ClauseText(ClauseKind(clause.kind), clause.label, clause.text)


def pieces(version: TextVersion) -> list[ClauseText]:
    """All clauses of a version in order, as pure values."""
    return [piece(clause) for clause in version.clauses.all()]


def written(version: TextVersion) -> str:
    """The whole text of a version as it is now."""
    return cutting.join(pieces(version))


def final_text(version: TextVersion) -> StageText:
    """The wording that is voted on, as it was fixed; one act asks for it once."""
    kept = version.stages.filter(round=version.round, stage=StageText.Stage.FINAL)
    return asked_once(("final text", version.pk, version.round), kept.get)


def is_charter_asked(version: TextVersion) -> bool:
    """Whether a campaign asks the villages for a charter, on which their other texts then rest.

    The law asks for none: 村规民约 are drawn up without (村民委员会组织法 art. 31).
    """
    return TextKind.CHARTER in texts_needed(demands(version.text.village.township))


def topics_of(version: TextVersion) -> list[Topic]:
    """What the text is to speak of: contents are asked of a charter alone."""
    if version.text.kind != TextKind.CHARTER:
        return []
    return topics_asked(demands(version.text.village.township))


def topics_missing(version: TextVersion) -> list[Topic]:
    """Contents that are asked and no clause of a charter is tagged with; none for other texts."""
    wanted = topics_of(version)
    missing = missing_topics(clause.topics for clause in version.clauses.all())
    return [topic for topic in missing if topic in wanted]


def may_revise(version: TextVersion) -> bool:
    """A new version starts from the one in force, or from a withdrawn one when none is."""
    if version.status in TextVersion.IN_FORCE:
        return True
    kept = TextVersion.objects.filter(text=version.text_id)
    is_last = not kept.filter(number__gt=version.number).exists()
    is_withdrawn = version.status == TextVersion.Status.WITHDRAWN
    return is_withdrawn and is_last and not kept.filter(status__in=TextVersion.IN_FORCE).exists()
