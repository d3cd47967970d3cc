"""Whether an indicator counts births, contraception or pregnancy of persons, and so is refused.

Serves the project's red line, 人口与计划生育法 arts. 20 and 43, and 个人信息保护法 arts. 28–30:
old score tables rated villages by births and sterilisations; such lines may not come back, by
preset file or by workbook. Information and services offered to all stay allowed, and so does the
word 计划生育 itself, since the association still bears it.
"""

from __future__ import annotations

import re
import unicodedata

# Offers to everybody: taken out before looking, unless what follows counts persons.
_OFFERED = re.compile(
    r"(避孕(节育)?|生殖健康|生育)(方法|措施|药具)?的?(知情选择|知识|服务|咨询|宣传|关怀|支持|友好)"
    r"(?!.{0,4}(人数|人次|例数|对象|登记|花名册))"
)
_COUNTED = re.compile(
    r"出生|生育(率|指标|情况|数|对象|证|信息|史)|超生|多孩|[一二三]孩(?![子童])|政策[内外]生|违法生|早[婚育]|"
    r"节育|避孕|绝育|结扎|[上放取]环(?![境节保])|环检|孕检|孕情|怀孕|妊娠|人流(?![量动])|流产|"
    r"引产|补救措施|四术|性别比|社会抚养费"
)


def refusal(text: str) -> str | None:
    """The reason why `text` may not be an indicator, as a sentence, or None when it may."""
    plain = re.sub(r"[\s·、，,.\-_]+", "", unicodedata.normalize("NFKC", text))
    found = _COUNTED.search(_OFFERED.sub("", plain))
    if found is None:
        return None
    return f"涉及个人生育或避孕情况（“{found.group()}”），本系统不统计、不考核这类内容，请删去。"
