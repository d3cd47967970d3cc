"""What each robot is sent, signed as its vendor says, and what its answer means."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from township.alerts import messages

# Made with openssl, see the tests.
DING = "hmPWwU%2B7lVdm3ZZz0r9tSfx0L4Q26jWOZr9%2BGs6EZQM%3D"
FEISHU = "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8="


def test_each_robot_has_its_shape():
    sent = messages.to_wecom("https://a/b?key=1", "万顺村")
    assert json.loads(sent.body) == {"msgtype": "text", "text": {"content": "万顺村"}}
    assert sent.address == "https://a/b?key=1" and "json" in sent.headers["Content-Type"]
    sent = messages.to_feishu("https://a/b", "万顺村", "", 1)
    assert json.loads(sent.body) == {"msg_type": "text", "content": {"text": "万顺村"}}


def test_dingtalk_is_signed_in_the_address():
    """By hand with openssl: printf '1577262236757\\nthis is secret' | openssl dgst -sha256 -hmac
    'this is secret' -binary | base64"""
    sent = messages.to_dingtalk(
        "https://a/send?access_token=1", "x", "this is secret", 1577262236.757
    )
    assert sent.address.startswith("https://a/send?access_token=1&timestamp=1577262236757&sign=")
    sign = sent.address.partition("&sign=")[2]
    assert sign == DING and "this" not in sent.address
    assert "&sign=" not in messages.to_dingtalk("https://a/send?x=1", "x", "", 1).address


def test_feishu_is_signed_in_the_body():
    sent = json.loads(messages.to_feishu("https://a", "x", "demo", 1599360473).body)
    assert (sent["timestamp"], sent["sign"]) == ("1599360473", FEISHU)


@pytest.mark.parametrize(
    ("way", "body", "taken"),
    [
        ("wecom", b'{"errcode": 0, "errmsg": "ok"}', True),
        ("wecom", b'{"errcode": 93000}', False),
        ("dingtalk", b'{"errcode": 310000}', False),
        ("feishu", b'{"code": 0}', True),
        ("feishu", b'{"StatusCode": 0}', True),
        ("feishu", b'{"code": 19021}', False),
        ("wecom", b"<html>", False),
        ("wecom", b"[]", False),
        ("hook", b"", True),
        ("sms", b"anything", True),
    ],
)
def test_only_the_answer_says_whether_it_was_taken(way, body, taken):
    assert messages.is_taken(way, body) is taken


@pytest.mark.parametrize(
    ("template", "is_form", "fault"),
    [
        ('{"a": "{text}"}', False, None),
        ('{"a": {"b": ["{text}"]}}', False, None),
        ('{"a": {"b": "{text}"}}', True, "只能有一层"),
        ('{"a": "x"}', False, "{text}"),
        ("[1]", False, "花括号"),
        ("text", False, "不是JSON"),
    ],
)
def test_a_template_is_looked_at_before_it_is_kept(template, is_form, fault):
    found = messages.template_faults(template, is_form=is_form)
    assert fault in found[0] if fault else found == []


def test_a_template_goes_as_json_or_as_a_form():
    values = {"text": "万顺村&", "phone": "13800138000", "secret": "s"}
    template = (
        '{"mobile": "{phone}", "content": "{text}", "key": "{secret}", "n": 1, "o": "{other}"}'
    )
    sent = messages.by_template("https://a", template, values, is_form=False)
    told = {"mobile": "13800138000", "content": "万顺村&", "key": "s", "n": 1, "o": "{other}"}
    assert json.loads(sent.body) == told
    sent = messages.by_template("https://a", template, values, is_form=True)
    assert b"content=%E4%B8%87%E9%A1%BA%E6%9D%91%26&key=s&n=1" in sent.body


@given(text=st.text(), phone=st.text())
def test_no_value_breaks_out_of_its_place_or_is_filled_in_again(text, phone):
    template = '{"a": "{text}", "b": "<{phone}>"}'
    values = {"text": text, "phone": phone, "secret": "hush"}
    sent = messages.by_template("https://a", template, values, is_form=False)
    assert json.loads(sent.body) == {"a": text, "b": f"<{phone}>"}
