"""When a villager's question is answered."""

from django.utils import timezone

from township.today import after_today
from township.workflow import Transition, Workflow
from villages.models import Asker, Query


def _may_answer(query, by, on=None, **given):
    if on is None:
        return
    yield from after_today(on, "答复日期")
    if on < query.asked_on:
        yield "答复日期早于询问日期，请检查。"


def _answer(query, by, on=None, answer="", is_public=False, **given):
    query.answer, query.answered_on = answer, on or timezone.localdate()
    query.is_public = is_public
    query.save(update_fields=["answer", "answered_on", "is_public"])


def _by_page(query, by, **given):
    if not query.is_by_page:
        yield "这一条是自己登记的，请答复。"


def _set_aside(query, by, reason="", **given):
    query.set_aside_because, query.answered_on = reason, timezone.localdate()
    query.save(update_fields=["set_aside_because", "answered_on"])


def _set_public(value):
    def effect(query, by, **given):
        query.is_public = value
        query.save(update_fields=["is_public"])

    return effect


def _may_set_public(value):
    def guard(query, by, **given):
        if query.is_public is value:
            yield "已经公布。" if value else "没有公布。"

    return guard


def _has_asker(query, by, **given):
    if not Asker.objects.filter(query=query).exists():
        yield "没有留姓名和电话，或者已经删去。"


QUERY = Workflow(
    Query,
    "query",
    [
        Transition(
            "answer",
            "登记答复",
            (Query.Status.OPEN,),
            Query.Status.ANSWERED,
            "query.edit",
            guard=_may_answer,
            effect=_answer,
            confirm="答复登记后不能再改，询问和答复一并归档。",
        ),
        Transition(
            "set_aside",
            "退回",
            (Query.Status.OPEN,),
            Query.Status.SET_ASIDE,
            "query.edit",
            guard=_by_page,
            effect=_set_aside,
            style="secondary",
            confirm="只用于广告、辱骂、和本村（社区）无关的内容；提的人凭查询码看得到原因。",
        ),
        Transition(
            "publish",
            "公布询问和答复",
            (Query.Status.ANSWERED,),
            None,
            "query.edit",
            guard=_may_set_public(True),
            effect=_set_public(True),
            style="secondary",
            confirm="公开页面上会列出问了什么、怎么答复，不写是谁问的。请先看里面有没有写别人的名字和家里的事。",
        ),
        Transition(
            "hide",
            "收回公布",
            (Query.Status.ANSWERED,),
            None,
            "query.edit",
            guard=_may_set_public(False),
            effect=_set_public(False),
            style="secondary",
        ),
        Transition(
            "erase_asker",
            "删去姓名和电话",
            tuple(Query.Status.values),
            None,
            "query.edit",
            guard=_has_asker,
            effect=lambda query, by, **given: Asker.objects.filter(query=query).delete(),
            style="secondary",
            confirm="删去提问人留下的姓名和电话，询问和答复不变。删了找不回来。",
        ),
    ],
)
