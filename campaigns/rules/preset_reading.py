"""Turns the tables of a preset file into frozen dataclasses, strictly.

Serves the rule that another campaign is another file and no code: whoever writes one is told the
file, the key and what is wrong, in Chinese. Unknown and missing keys are errors, numbers that are
counted as money or points are written as strings so that nothing passes through a float.
"""

from __future__ import annotations

import tomllib
import types
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from campaigns.rules.criteria import ScoringError, exact

T = TypeVar("T")

_PLAIN = {str: "文字", int: "整数", bool: "true或false"}


class PresetError(ValueError):
    """The preset cannot be used; the message names file, key and fault in Chinese."""

    def __init__(self, file: str, key: str, fault: str) -> None:
        super().__init__(
            f"预设文件“{file}”，{key}：{fault}" if key else f"预设文件“{file}”：{fault}"
        )
        self.file, self.key, self.fault = file, key, fault


def read_tables(path: Path) -> dict[str, Any]:
    """The parsed TOML of `path`."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PresetError(path.name, "", "文件不存在。") from None
    except (OSError, UnicodeDecodeError):
        raise PresetError(path.name, "", "文件无法读取，须为UTF-8编码的文本。") from None
    except tomllib.TOMLDecodeError as wrong:
        raise PresetError(path.name, "", f"不符合TOML格式（{wrong}）。") from None


def build(cls: Any, row: Any, file: str, key: str) -> Any:
    """`row` as an instance of the dataclass `cls`, its fields converted by their annotations."""
    if not isinstance(row, dict):
        raise PresetError(file, key, "应为一组“键 = 值”。")
    known = {field.name: field for field in fields(cls)}
    for name in row:
        if name not in known:
            raise PresetError(file, _below(key, name), "没有这一项，请检查拼写。")
    given = {}
    for name, field in known.items():
        if name in row:
            given[name] = _value(_hints(cls)[name], row[name], file, _below(key, name))
        elif field.default is MISSING:
            raise PresetError(file, _below(key, name), "缺少这一项。")
    try:
        return cls(**given)
    except ScoringError as wrong:
        raise PresetError(file, key, str(wrong)) from None


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return get_type_hints(cls)


def _below(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name


def _value(kind: Any, value: Any, file: str, key: str) -> Any:
    if get_origin(kind) is types.UnionType:  # "X | None": a file never writes None itself
        kind = get_args(kind)[0]
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise PresetError(file, key, "应为列表。")
        item = get_args(kind)[0]
        return tuple(
            _value(item, one, file, f"{key}[{place}]") for place, one in enumerate(value, 1)
        )
    if is_dataclass(kind):
        return build(kind, value, file, key)
    if kind is Decimal:
        return _decimal(value, file, key)
    if type(value) is not kind:
        raise PresetError(file, key, f"应为{_PLAIN[kind]}。")
    if kind is str and not value.strip() and value:
        raise PresetError(file, key, "只有空白。")
    return value


def _decimal(value: Any, file: str, key: str) -> Decimal:
    if not isinstance(value, str):
        raise PresetError(file, key, '数值须写成带引号的十进制数，如 "2.5"。')
    try:
        return exact(value)
    except ScoringError as wrong:
        raise PresetError(file, key, str(wrong)) from None
