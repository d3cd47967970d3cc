"""What the district is sent, frozen on the day it is sent (plan, clauses 56–58; dossier §5).

Plain values only, so that nothing later can change it: the figures and opinions of the
application form, the evaluation, and the list of evidence in the standard's order with the sums
of the files. The papers of the submission are composed from these values alone.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from archives.models import Category, PartFile
from campaigns.models import Application, Evaluation, Honour, Submission
from campaigns.papers import evaluation as evaluation_papers
from villages.models import (
    AssociationMember,
    Body,
    Figures,
    Group,
    Have,
    HaveKey,
    Representative,
    Term,
    Village,
)
from villages.options import organ_of
from villages.rules.bodies import BodyKind, PostKind

FIGURE_NAMES = {
    "population": "常住人口",
    "households": "户数",
    "adults": "18周岁以上人数",
    "groups": "小组数",
    "representatives": "代表人数",
    "women_representatives": "其中妇女",
    "directors": "协会理事",
    "association_groups": "会员小组",
    "members": "会员人数",
    "venue": "活动场地",
}


def submit_snapshot(application: Application, on: date) -> Submission:
    """Freeze and return what is sent to the district on the day `on`."""
    content = plain(snapshot_of(application, on))
    return Submission.objects.create(
        application=application,
        number=application.submissions.count() + 1,
        sent_on=on,
        snapshot=content,
        sha256=digest(content),
    )


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON gives them back: dates and decimals are text."""
    return json.loads(json.dumps(values, ensure_ascii=False, cls=DjangoJSONEncoder))


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 in hex of what was handed in, whatever the order of its keys."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def snapshot_of(application: Application, on: date | None = None) -> dict[str, Any]:
    """The application as it stands: values for its papers and the list of its evidence."""
    village, evaluation = application.village, application.evaluation
    on = on or timezone.localdate()
    sheet = evaluation_papers.evaluation_sheet(evaluation, on=evaluation.round.finalised_on)
    return {
        "village": str(village),
        "kind": village.get_kind_display(),
        "committee": f"{village}{village.committee}",
        "township": str(village.township),
        "organ": organ_of(village.township),
        "campaign": application.campaign.short_name or application.campaign.name,
        "basis": [
            {"title": row.title, "number": row.number}
            for row in application.campaign.documents.all()
        ],
        "level": application.level_name,
        "held": _level_held(village, application.level),
        "named_by": str(application.level.named_by),
        "year": evaluation.round.year,
        "on": on,
        "figures": figures_of(village, on, application.campaign.bodies_asked),
        "points": str(evaluation.points),
        "self_points": str(evaluation.result.get("self_total") or ""),
        "standard": evaluation.standard_cited,
        "result": evaluation.result,
        "sheet": sheet,
        "vetoes": [one["name"] for one in evaluation.result.get("vetoes", ())],
        "evidence": evidence_of(evaluation),
        "deeds": application.deeds,
        "village_opinion": application.village_opinion,
        "office_opinion": application.office_opinion,
        "document": [application.genre.label, application.document_number],
        "is_request": application.is_request,
        "recipient": application.sent_to,
        "notice": notice_of(application),
        "steps": _steps(application),
    }


def _steps(application):
    return [
        {
            "act": step.act,
            "label": step.label,
            "by": step.by_name,
            "stands_in_for": step.stands_in_for,
            "opinion": step.opinion,
            "on": step.on,
            "at": step.at,
        }
        for step in application.steps.all()
    ]


def _level_held(village, level):
    held = Honour.objects.held().filter(village=village, level__campaign=level.campaign_id)
    best = held.select_related("level").order_by("-level__rank").first()
    return best.level_name if best else ""


def notice_of(application: Application) -> dict[str, bool | date | None]:
    """The announcement that let it go: its own, else that of the evaluation."""
    own = application.notices.first()
    if own:
        return {"since": own.since, "until": own.until, "is_own": True}
    round = application.evaluation.round
    return {"since": round.announced_on, "until": round.announced_until, "is_own": False}


def figures_of(
    village: Village, on: date, bodies: Collection[str] = ()
) -> dict[str, int | str | None]:
    """The figures that the application form asks for, as they stood on the day; those of the
    association only where it is among the `bodies` that the campaign asks for. Seven queries."""
    figures = Figures.objects.latest_of(village)
    shares = Representative.objects.filter(village=village).shares(on)
    found = {
        "population": figures and figures.population,
        "households": figures and figures.households,
        "adults": figures and figures.adults,
        "groups": Group.objects.filter(village=village).count(),
        "representatives": shares["total"],
        "women_representatives": shares["women"],
    }
    return found | (_of_association(village, on) if BodyKind.ASSOCIATION in bodies else {})


def _of_association(village, on):
    members = AssociationMember.objects.filter(village=village).serving(on)
    directors = Term.objects.filter(
        body__in=Body.objects.filter(village=village, kind=BodyKind.ASSOCIATION)
    ).serving(on)
    officers = [
        PostKind.PRESIDENT,
        PostKind.VICE_PRESIDENT,
        PostKind.GENERAL_SECRETARY,
        PostKind.BOARD_MEMBER,
    ]
    venue = (
        Have.objects.filter(check_of__village=village, key=HaveKey.VENUE, is_met=True)
        .order_by("-check_of__year")
        .first()
    )
    return {
        "directors": directors.filter(post__in=officers).values("person").distinct().count(),
        "association_groups": members.exclude(group=None).values("group").distinct().count(),
        "members": members.count(),
        "venue": venue.evidence or "有" if venue else "",
    }


def evidence_of(evaluation: Evaluation) -> list[dict[str, list[Any] | str]]:
    """[{code, name, rule, records}] in the standard's order, from the frozen list; three queries.

    Under an indicator stand the records that evaluators cited, else all of its categories. Only
    the newest version of each part goes to the district; records of restricted categories are
    listed without their files.
    """
    kept = evaluation.evidence
    newest, parts = _newest(kept)
    restricted = set(
        Category.objects.filter(
            township=evaluation.village.township_id, is_restricted=True
        ).values_list("code", flat=True)
    )
    found = []
    for indicator in evaluation.standard_version.indicators.all():
        rows = [one for one in kept if indicator.code in one["cited"]] or [
            one for one in kept if one["category"] in indicator.evidence
        ]
        records = []
        for one in rows:
            is_restricted = one["category"] in restricted
            files = [
                file | parts[one["record"], file["sha256"]]
                for file in one["files"]
                if (one["record"], file["sha256"]) in newest and not is_restricted
            ]
            records.append(
                {key: one[key] for key in ("record", "title", "on", "reference_code")}
                | {"files": files, "is_restricted": is_restricted}
            )
        told = {"code": indicator.code, "name": indicator.name, "rule": indicator.rule}
        found.append(told | {"records": records})
    return found


def _newest(kept):
    """({(record, sha256)} of newest versions, {…: {part, size, media_type}}); one query."""
    known = {(one["record"], file["sha256"]) for one in kept for file in one["files"]}
    rows = PartFile.objects.filter(part__record__in={record for record, _ in known})
    latest, told = defaultdict(tuple), {}
    for row in rows.select_related("part", "file").order_by("part__order", "number"):
        key = (row.part.record_id, row.file.sha256)
        if key in known:
            latest[row.part_id] = key
            told[key] = {
                "part": row.part.name,
                "size": row.file.size,
                "media_type": row.file.media_type,
            }
    return set(latest.values()), told
