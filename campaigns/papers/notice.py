"""What the announcement of an application says (拟申报公示; dossier §5)."""

from campaigns.papers.evaluation import address_of
from villages.options import contact_of, organ_of


def notice(row):
    """The context of 拟申报公示, on the sheet for postings."""
    application = row.application
    village, evaluation = application.village, application.evaluation
    organ = organ_of(village.township)
    return {
        "title": f"关于拟申报{application.level_name}的公示",
        "body": f"经村（居）自评和镇级考评，拟推荐{village}申报{application.level_name}。",
        "items": [
            f"村（居）：{village}",
            f"申报级别：{application.level_name}",
            f"考评年度和得分：{evaluation.round.year}年度，{evaluation.points}分",
        ],
        "since": row.since,
        "until": row.until,
        "days": row.days,
        "place": "镇政务公开栏、村（居）务公开栏",
        "organ": organ,
        "author": organ,
        **contact_of(village.township),
        "on": row.since,
        "link": address_of("campaigns:public_notice", row.pk),
    }
