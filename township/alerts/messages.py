"""What is said to the robots of work chats and to a gateway, and how it is signed. Pure.

企业微信 and 钉钉 take {"msgtype": "text"}, 飞书 {"msg_type": "text"}; each tells in its answer
whether it took the message: a status of 200 alone says nothing.
"""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

FIELDS = ("text", "title", "url", "phone", "secret")


@dataclass(frozen=True)
class Message:
    """A request as it goes out."""

    address: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


def _json(address: str, payload: Any) -> Message:
    body = json.dumps(payload, ensure_ascii=False).encode()
    return Message(address, body, {"Content-Type": "application/json; charset=utf-8"})


def signature(key: bytes, told: bytes) -> str:
    return base64.b64encode(hmac.new(key, told, hashlib.sha256).digest()).decode()


def to_wecom(address: str, text: str) -> Message:
    return _json(address, {"msgtype": "text", "text": {"content": text}})


def to_dingtalk(address: str, text: str, secret: str, seconds: float) -> Message:
    """Signed in the address: HMAC of "milliseconds, line end, secret" under the secret."""
    if secret:
        stamp = str(round(seconds * 1000))
        sign = signature(secret.encode(), f"{stamp}\n{secret}".encode())
        joint = "&" if "?" in address else "?"
        address = f"{address}{joint}timestamp={stamp}&sign={quote(sign, safe='')}"
    return _json(address, {"msgtype": "text", "text": {"content": text}})


def to_feishu(address: str, text: str, secret: str, seconds: float) -> Message:
    """Signed in the body: HMAC of nothing under "seconds, line end, secret"."""
    payload = {"msg_type": "text", "content": {"text": text}}
    if secret:
        stamp = str(int(seconds))
        payload = {
            "timestamp": stamp,
            "sign": signature(f"{stamp}\n{secret}".encode(), b""),
        } | payload
    return _json(address, payload)


def by_template(address: str, template: str, values: dict[str, str], *, is_form: bool) -> Message:
    """A JSON object whose texts hold {text}, {phone} …, filled in; as JSON or as a form."""
    payload = _filled(json.loads(template), values)
    if not is_form:
        return _json(address, payload)
    kind = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
    return Message(address, urlencode(payload).encode(), kind)


def _filled(value, values):
    if isinstance(value, dict):
        return {key: _filled(one, values) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, values) for one in value]
    if not isinstance(value, str):
        return value
    # One pass: what a value itself says in braces is not filled in again.
    parts = value.split("{")
    out = parts[0]
    for part in parts[1:]:
        name, brace, rest = part.partition("}")
        is_field = bool(brace) and name in FIELDS
        out += values.get(name, "") + rest if is_field else "{" + part
    return out


def template_faults(template: str, *, is_form: bool) -> list[str]:
    """Why a template cannot be used; nothing where it can."""
    try:
        payload = json.loads(template)
    except ValueError:
        return ['不是JSON，请照例子改，例如 {"mobile": "{phone}", "content": "{text}"}。']
    if not isinstance(payload, dict):
        return ["最外面要是一对花括号。"]
    if is_form and not all(isinstance(one, str | int) for one in payload.values()):
        return ["按表单格式发送的，只能有一层。"]
    if "{text}" not in template:
        return ["里面要有 {text}，提醒的内容放在这里。"]
    return []


def is_taken(way: str, body: bytes) -> bool:
    """Does a robot's answer say that it took the message? Others say it by their status."""
    codes = {"wecom": ("errcode",), "dingtalk": ("errcode",), "feishu": ("code", "StatusCode")}
    if way not in codes:
        return True
    try:
        answer = json.loads(body)
    except ValueError:
        return False
    return isinstance(answer, dict) and any(answer.get(one) == 0 for one in codes[way])
