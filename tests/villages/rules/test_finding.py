"""What a verdict says of the measure it rests on."""

from villages.rules.finding import Finding, older
from villages.rules.kinds import Severity
from villages.rules.provinces import rules_of


def test_what_rests_on_an_older_measure_says_so_once_and_what_does_not_is_silent():
    local = rules_of("sichuan")
    own = Finding("notice", True, "提前三日通知", Severity.DEFECT, law=local.name)
    of_law = Finding("quorum", True, "过半数", Severity.DECISIVE, law="村民委员会组织法")
    (told,) = older(local, [own, of_law, own])
    assert told.sentence.startswith(f"《{local.name}》是2015年12月3日的文本，早于2026年1月1日")
    assert told.sentence.endswith("不一致的以法律为准") and told.severity == Severity.NOTE
    assert list(older(local, [of_law])) == [] == list(older(rules_of("hainan"), [own]))
