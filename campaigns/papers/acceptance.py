"""What the paper of an acceptance says (验收表; dossier §5)."""

from decimal import Decimal

from campaigns.models import Acceptance

BY_HAND = "□查阅　□座谈　□实地"
CONCLUSIONS = {
    Acceptance.Result.ACCEPTED: "验收合格",
    Acceptance.Result.RETURNED: "退回整改",
    Acceptance.Result.REFUSED: "不合格",
}


def acceptance(row, checks):
    """The context of 验收表. `checks` are AcceptanceCheck rows of the same submission."""
    content = row.submission.snapshot
    rules = {one["code"]: one["rule"] for one in content["evidence"]}
    said = [text.rstrip("。；") for text in (row.opinion, row.problems) if text]
    return {
        "campaign": content["campaign"],
        "township": content["township"],
        "village": content["village"],
        "level": content["level"],
        "number": content["document"][1],
        "standard": content["standard"],
        "visited_on": row.visited_on,
        "team": [{"name": name} for name in row.team.replace("，", "、").split("、") if name],
        "items": [_checked(one, rules) for one in checks] or _to_check(content),
        "township_score": content["points"],
        "total": points_after(content, checks),
        "decision": CONCLUSIONS[Acceptance.Result(row.result)],
        "reason": "；".join(said) + "。",
        "on": row.visited_on,
        "author": content["named_by"],
    }


def _checked(one, rules):
    return {
        "indicator": f"{one.code}　{one.name}",
        "standard": rules.get(one.code, ""),
        "method": one.get_method_display(),
        "points": one.most,
        "score": one.score,
        "problem": one.problem or "无",
        "due_on": one.rectify_by or "—",
    }


def _to_check(content):
    """Every indicator of the standard, to be filled in by hand on the spot."""
    full = {line["code"]: line.get("full", "") for line in content["result"].get("lines", ())}
    return [
        {
            "indicator": f"{one['code']}　{one['name']}",
            "standard": one["rule"],
            "method": BY_HAND,
            "points": full.get(one["code"], ""),
        }
        for one in content["evidence"]
    ]


def points_after(content, checks):
    """The township's points, with the team's where it checked an indicator itself."""
    given = {line["code"]: line["points"] for line in content["result"].get("lines", ())}
    changes = (one.score - Decimal(given.get(one.code) or one.score) for one in checks)
    return Decimal(content["points"]) + sum(changes, Decimal())
