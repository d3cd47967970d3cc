"""Finds acts in a text that today's law forbids or doubts, for the reviewer of a filing.

An act inside a prohibition (不得收取押金), an abolition (取消社会抚养费) or in the hands of the
authority whose act it is (由公安机关依法罚款) is only mentioned, not alarmed. Headings and the rest
of the clause are read along with a sentence: amounts under 罚则 are fines. The search is a net, not
a judge: a reviewer can dismiss a flag but cannot see a missing one. Serves 村民委员会组织法
第三十一条第二款 and the dossier's §2; the acts stand in `red_flags.toml`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from villages.rules.clause_reading import Reading, read
from villages.rules.clauses import ClauseText
from villages.rules.kinds import Alarm, ClauseKind
from villages.rules.likeness import HARMLESS, INNOCENT, SUSPECT, heaviest, likeness
from villages.rules.red_flag_rules import Article, RedFlagRule, flag_rules


@dataclass(frozen=True)
class Flag:
    """An act to look at.

    at: position of the clause; start, end: where its words stand in the text of the clause.
    """

    at: int
    clause: ClauseText
    rule: RedFlagRule
    start: int
    end: int
    alarm: Alarm

    @property
    def phrase(self) -> str:
        """The words as written."""
        return self.clause.text[self.start : self.end]

    @property
    def item(self) -> str:
        """Key of the checklist item (`legality.CHECKLIST`)."""
        return self.rule.item

    @property
    def act(self) -> str:
        return self.rule.act

    @property
    def why(self) -> str:
        return self.rule.why

    @property
    def instead(self) -> str:
        """A lawful way to say what was meant."""
        return self.rule.instead

    @property
    def law(self) -> str:
        return self.rule.law

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles with their words."""
        return self.rule.articles

    def law_of(self, is_community: bool) -> str:
        """The articles that bind the place."""
        return "；".join(article.name_for(is_community) for article in self.rule.articles)

    @property
    def place(self) -> str:
        """Where it stands: 第五条, or 前言."""
        return self.clause.label.strip("、：:．.") or ClauseKind(self.clause.kind).label


# A run of signs without an end is read in pieces, so that time grows with the text alone.
_SENTENCE = re.compile(r"[^。！？；\n]{1,400}")
# What is weighed as one: to its full stop.
_STATEMENT = re.compile("[^。！？]{1,400}")
_FORBIDDEN = (
    "不得(?!少于|低于|超过|高于|不|拒|隐瞒)|不准|不许|不能|不可|不应|不再|不收|不设|不以|不(?=因)|不把|不将"
    "|严禁|禁止|杜绝|反对|防止|避免|无权|无需|[无毋]须|不需要?|不要求|毋|不组织|不鼓励|不提倡|不主张|不赞成|不搞|不兴|不摆|不必|不要(?!求|脸)"
    "|不[交缴](?:任何|一切|各种|什么)|不(?:负责|负担|承担)(?![者的其她任安])|不靠|不查[验看]|不索[要取]|不签[订署]?(?=带|含|附|有)"
)
_FORBIDS = re.compile(_FORBIDDEN)
# These end the reach of a prohibition, or turn it round (不得拒绝, 不得少交).
_ENDS = re.compile(
    "[，：]|否则|违者|违反|但|逾期|拒(?!绝办)|逃|欠|少[交缴]|漏|规避|抵制|阻|妨碍|不参加|不落实|无故|不[交缴]"
    "|的(处|给|要|予|缴|交)|(生育|怀孕|参加|检查|落实|履行|执行|服从|配合)[^，]{0,4}[的者]$"
)
# One bar beside another forbids twice, it forbids no bar: 不得登船、不得参加.
_ALONGSIDE = re.compile("[、或也且]$")
_BAR = re.compile("不[得准许能]|严禁|禁止")
# A reason that a prohibition names does not end it: 不得以生育为由，罚款…, 不得因欠费取消…
_PRETEXT = re.compile(
    "^因(?![^，]*拒)[^，]{0,30}|[^，]{0,40}(?:为由|名义|理由|借口|原因|为条件|前提|任何(?:组织|人)[^，]{0,6})，|[^，]{0,24}为由"
)
# One negation just before the act: 不扣, 未罚款.
_NOT = re.compile(
    "(?:[不莫勿毋未免]|非法|私自|私设|拒绝|不予"
    "|不(?:重复|另行?|再次)|(?:^|，)不(?:进|看(?![管护])|问|作|搞)[^，的者也要须就]{1,8})$"
)
# An abolition reaches over a plain list of nouns only.
_ABOLISHES = re.compile(
    "(?:取消|废止|废除|停止|免收|免除|清理(?!费))(?:征收|收取|执行|实行)?[^，并且征收缴交处给要]{0,16}$"
    "|^(?:取消|废止|废除|停止|免收|清理)[^，]{0,30}(?:一切|各种|各类|所有|任何)[^，]{0,8}$"
)
_ABOLISHED_BEHIND = re.compile(
    "(?:的|等|规定|做法|条款|制度|项目|已经?|予以|一律|全部|均|都|现|应当?|依法|今后|费用|征收|自[^，]{1,14}起)*"
    "(?:取消|废止|废除|停止|免收|(?:不得|不再|严禁|禁止)再?(?:收|征|设|要求|处|执行|实行|使用))"
)
# Said of a way of doing: 曝光群众的做法一律停止，已张贴的….
_WAY_ABOLISHED = re.compile(
    "[^，]{0,20}的?(?:做法|办法|规定|制度)[^，]{0,4}(?:停止|取消|废止|废除|不再)"
)
_ABOLISHED_AFTER = re.compile(
    "[^，]{0,8}(?:早就|早?已经?)[^，]{0,8}(?:退[清还回]|清退|发还)|[^，未不]{0,30}(?:一律|全部|均|予以|已经?|应当|全)?(?:取消|废止|废除|清理|作废|停止执行)了?(?=，|$)"
)
# No power of that kind: 没有搜查权.
_NO_POWER = re.compile("(?:没有|无|不具有|不享有|并无)[^，]{0,6}$")
_POWER = re.compile("[^，]{0,8}(?:权|职权|权力|资格)")
# A bar on the body that would do it: 任何会议都无权取消…, not 村委会不得为其开具….
_BARRED = re.compile("[都均也一律]*(?:无权|不得|不准|不许|不能|严禁)(?!为|给|替|向其|对其)")
_BODIES = (
    "(?:任何(?:组织|单位|会议|机构)|村(?:里|上|委会|民委员会|干部|集体|民小组|规民约)|两委|居委会|社区|理事会|协会"
    "|发包方|物业[^，]{0,4}|学校|幼儿园|单位|公约|章程|(?:股份|合作|经济|经联)社|族人|寨上|本[社会](?=不)|甲方|嘎查|网格员)(?:和个人)?[^，批同许审]{0,4}"
)
_BODY = re.compile(f"{_BODIES}$")
# The words themselves tell that the body may not: 股份社不得扣发, not 村委会不得为其开具.
_BODY_BARRED = re.compile(
    f"{_BODIES}(?:不得|不准|不许|不能|不重复)(?![为给替向对发退批办开盖签供提接收列推分]|出具|受理|安排|上报)"
)
# Said of the act itself: 扣留证件属于违法行为, 停水停电任何人不得为之.
_CONDEMNED = re.compile(
    "[^。]{0,16}(?:属于?违法|是违法|均属违法|违法行为|侵犯[^，]{0,6}权|无效|任何(?:人|组织)[^，]{0,8}不得(?!阻|拒|妨|异议|过问|说情))"
)
_FORBIDDEN_INSIDE = re.compile(
    f"(?:{_FORBIDDEN})(?!享有|行使)[^，]{{0,5}}$|[不莫勿](?:公开|当众)?[\u4e00-\u9fff]{{2}}$"
)
# Said of a right that nothing is made to hang on.
_UNLINKED = re.compile(
    r"(.{1,3})不\1[^，不]{0,6}，?[^，不]{0,4}(?:[都也](?!不|没|要|得|须|应)|由(?:本人|自己|自家|当事人|两人))"
    "|无关|不受[^，]{0,6}影响|不影响(?:其(?!效力)|本人|村民|享受|他们|[^，]{0,6}(?:待遇|分红|权利|福利|收益|补贴|办理|投票|资格|评议))|脱钩|不[^，]{0,14}挂钩|一视同仁"
    "|(?:没有|不予|未予?)采纳(?=$|，)|(?:被|予以)否决(?=$|，)"
)
# Whose act it is: the authority's, told by name and in its own way; not the fate of a person that
# a clause goes by (被公安机关处罚过的，…).
_AUTHORITY = re.compile(
    "(?<![被受遭])(?<!受到)(?<!被..)(?:(?<!物业)(?:机关|部门)|(?:司法|执法)机构|执法队|城管|渔政|草原站|公安|派出所|民警|林业|自然资源"
    "|卫生健康|民政|市场监管|海关|纪委|法院|检察院|政府|住建|环保|生态环境|应急管理|供电公司|供水公司|党组织)"
    "[^。]{0,24}?(?:依法|予以|依照|依规|依纪|按照?(?:国家)?规定|处理|处置|查处|责令|处以|可以|核实|审核|决定"
    "|裁决|办理|罚款|执行|处罚|给予)"
)
# What a villager did, left to the authority: 殴打他人的，由公安机关依法处理.
_LEFT_TO = re.compile(
    "[^。]{0,16}(?:的|者|行为)，[^。]{0,8}(?:由|报|移送|交|送|请)[^，]{0,6}"
    "(?:公安|派出所|司法|有关部门|有关机关|执法|法院|主管|镇|县|政府|纪委)"
    "|(?:只能)?由[^，。]{0,14}(?:机关|部门)[^，。]{0,12}(?:实施|作出|决定)"
)
# The next step of an authority that the sentence before names: …责令改正；拒不改正的，处….
_NEXT_STEP = re.compile("(?:拒不改正|情节[较严]?重|逾期不改|没有违法所得|违法所得)[^，]{0,14}，")
_BY_VILLAGE = re.compile(
    "，(?:还|另|再|由?村|小组|并由村|同时)|村(?:里|委会|民委员会|集体|上)?(?:另|再|还|有权|可以|给予|处)"
    "|除[^，]{0,24}外"
)
# Signs before and behind a phrase in which a prohibition is looked for.
_REACH = 60
# A short rest of words up to the next comma.
_REST = re.compile("[^，：]{0,12}(?=[，：]|$)")
# The same words over and over in one sentence say nothing new.
_MOST_MATCHES = 8
_GRAVITY = {Alarm.MENTIONED: 0, Alarm.DOUBTFUL: 1, Alarm.UNLAWFUL: 2}


def red_flags(clauses: Sequence[ClauseText], title: str = "") -> list[Flag]:
    """All flags in reading order; of several on the same words of one item only the gravest.

    title: of the text, read as a heading over all of it.
    """
    flags: list[Flag] = []
    heading = title
    for at, clause in enumerate(clauses):
        if clause.kind == ClauseKind.CHAPTER:
            heading = f"{title}\n{clause.heading}"
        reading = read(clause, heading)
        flags += _weighed(at, clause, reading, list(_of_clause(at, clause, reading)))
    return flags


def alarmed(flags: Iterable[Flag]) -> list[Flag]:
    """Those that somebody has to judge, in reading order: of one act in one clause the first."""
    first: dict[tuple[int, str], Flag] = {}
    for flag in flags:
        if flag.alarm != Alarm.MENTIONED:
            first.setdefault((flag.at, flag.rule.key), flag)
    return list(first.values())


def _kept(flags: list[Flag]) -> list[Flag]:
    """Without those whose words lie within another as grave of the same item, or say twice what
    one act is; a net is told only where its clause holds no sharper act."""
    is_sharp = any(_is_sharp(flag) for flag in flags)
    told = [f for f in flags if not f.rule.is_net or not (is_sharp or f.alarm == Alarm.MENTIONED)]
    kept: list[Flag] = []
    for flag in sorted(told, key=lambda f: (-_GRAVITY[f.alarm], f.start - f.end, f.start)):
        if not any(_says_already(one, flag) for one in kept):
            kept.append(flag)
    return sorted(kept, key=lambda flag: (flag.start, flag.end))


def _says_already(one: Flag, other: Flag) -> bool:
    if one.rule.key == other.rule.key and one.phrase == other.phrase:
        return True
    if one.rule.is_net and other.rule.is_net:
        return one.start < other.end and other.start < one.end
    return one.item == other.item and one.start <= other.start and other.end <= one.end


def _weighed(at: int, clause: ClauseText, reading: Reading, flags: list[Flag]) -> list[Flag]:
    """What is told of a clause once its sentences are weighed: no net in one that reads like the
    lawful, an act only as mentioned in one where all words do; where nothing else is told, the
    sentence that reads most like those judged unlawful."""
    if clause.kind == ClauseKind.CHAPTER:
        return flags
    weighed = [(found, likeness(found.group())) for found in _STATEMENT.finditer(reading.text)]
    likes = [(reading.told(*found.span()), like) for found, like in weighed]
    kept = _kept([one for flag in flags for one in _believed(flag, likes)])
    rule = flag_rules()["likeness"]
    if any(f.alarm != Alarm.MENTIONED for f in kept) or not _concerns(rule, reading):
        return kept
    suspects = [one for one in weighed if one[1] > SUSPECT and not reading.is_turned(one[0])]
    if suspects:
        found, _ = max(suspects, key=lambda one: one[1])
        begin, end = heaviest(found.group())
        start, end = reading.told(found.start() + begin, found.start() + end)
        kept.append(Flag(at, clause, rule, start, end, rule.alarm))
    return kept


def _believed(flag: Flag, likes: Sequence[tuple[tuple[int, int], float]]) -> Iterator[Flag]:
    """The flag as the likeness of its sentence leaves it.

    likes: ((start, end) in the clause, likeness) of each of its sentences.
    """
    like = next((like for (b, e), like in likes if b <= flag.start < e), 0.0)
    if not flag.rule.is_net and like < HARMLESS:
        yield replace(flag, alarm=Alarm.MENTIONED)
    elif not flag.rule.is_net or like >= INNOCENT:
        yield flag


def _is_sharp(flag: Flag) -> bool:
    return flag.alarm != Alarm.MENTIONED and not flag.rule.is_net


def _of_clause(at: int, clause: ClauseText, reading: Reading) -> Iterator[Flag]:
    # A heading names what it is about and lays nothing down, so no wide net is cast over it.
    is_heading = clause.kind == ClauseKind.CHAPTER
    rules = [
        rule
        for rule in flag_rules().values()
        if _concerns(rule, reading) and not (is_heading and rule.is_net)
    ]
    for found in _SENTENCE.finditer(reading.text):
        sentence, offset = found.group(), found.start()
        is_listed = reading.is_listed(found)
        for rule in rules:
            if rule.needs_in == "sentence" and rule.needs and not rule.needs.search(sentence):
                continue
            matches = list(_matches(rule, sentence))
            is_excused = is_listed or (
                bool(matches) and (_is_excused(rule, sentence) or _is_next_step(reading, found))
            )
            for match in matches:
                place = (offset + match.start(), offset + match.end())
                is_harmless = (
                    is_excused
                    or any(b <= place[0] and place[1] <= e for b, e in reading.put_away)
                    or _is_turned(rule, sentence, match)
                )
                alarm = Alarm.MENTIONED if is_harmless else rule.alarm
                start, end = reading.told(place[0], offset + _told_to(sentence, match))
                yield Flag(at, clause, rule, start, end, alarm)


def _told_to(sentence: str, match: re.Match) -> int:
    """Where what is told of a match ends: an act behind its condition is told to its comma, so that
    nobody reads 租户不参加会议，不享."""
    rest = _REST.match(sentence, match.end()) if "，" in match.group() else None
    return rest.end() if rest else match.end()


def _concerns(rule: RedFlagRule, reading: Reading) -> bool:
    if rule.birth not in (None, reading.is_on_birth):
        return False
    if rule.needs and rule.needs_in == "heading":
        return rule.needs.search(reading.heading) is not None
    if rule.needs and rule.needs_in == "clause":
        return rule.needs.search(reading.text) is not None
    return True


def _matches(rule: RedFlagRule, sentence: str) -> Iterator[re.Match]:
    for pattern in rule.when:
        for match in islice(pattern.finditer(sentence), _MOST_MATCHES):
            if match.end() > match.start():
                yield match


def _is_excused(rule: RedFlagRule, sentence: str) -> bool:
    """Whether the sentence as a whole makes the act lawful: by free will, by contract, by law."""
    if _UNLINKED.search(sentence):
        return True
    if rule.unless and rule.unless.search(sentence):
        return True
    return any(turn.search(sentence) for turn in rule.turns)


def _is_next_step(reading: Reading, sentence: re.Match) -> bool:
    """Whether it goes on with what an authority does in the sentence before."""
    if not _NEXT_STEP.match(sentence.group()) or _BY_VILLAGE.search(sentence.group()):
        return False
    before = reading.text[: sentence.start()].rpartition("。")[2]
    return _is_of_authority(before, len(before))


def _is_turned(rule: RedFlagRule, sentence: str, match: re.Match) -> bool:
    """Whether the sentence forbids, abolishes or leaves to the authority what the words name."""
    start = match.start("act") if "act" in match.re.groupindex else -1
    start = match.start() if start < 0 else start
    before = sentence[max(0, start - _REACH) : start]
    behind = sentence[match.end() : match.end() + _REACH]
    is_alongside = _ALONGSIDE.search(before) and _BAR.match(sentence, start)
    if rule.forbids and not is_alongside and _is_forbidden(before):
        return True
    if rule.abolishes and (
        _ABOLISHES.search(before)
        or _ABOLISHED_BEHIND.match(behind)
        or _ABOLISHED_AFTER.match(behind)
        or _WAY_ABOLISHED.match(sentence, start)
        or _CONDEMNED.match(behind)
    ):
        return True
    if _BARRED.match(match.group()) and _BODY.search(before):
        return True
    if _BODY_BARRED.search(sentence, match.start(), match.end() + 1):
        return True
    if _NO_POWER.search(before) and _POWER.match(behind):
        return True
    if _LEFT_TO.match(behind) or _is_of_authority(sentence, start):
        return True
    return rule.inside and _FORBIDDEN_INSIDE.search(match.group()) is not None


def _is_forbidden(before: str) -> bool:
    if _NOT.search(before):
        return True
    found = list(_FORBIDS.finditer(before))
    if not found:
        return False
    between = _PRETEXT.sub("", before[found[-1].end() :], count=1)
    return not _ENDS.search(between)


def _is_of_authority(sentence: str, start: int) -> bool:
    for named in _AUTHORITY.finditer(sentence):
        if named.start() >= start:
            return False
        between = sentence[max(0, named.start() - 2) : start]
        if not _BY_VILLAGE.search(between):
            return True
    return False
