"""Words that tell of somebody's births, health, papers or accounts: in the columns of a sheet, in
the title of a list, in a remark on a person, in the name of what is kept. Pure.

One list for all of them. The red line is 人口与计划生育法第二十条, 个人信息保护法第六条 and
第二十八条: no reproductive or health data on anybody, no numbers of papers, no bank accounts.
Marriage, religion and what is read off a body are refused as columns with them. What is welfare
(低保, 五保, 特困), a dwelling, an income or an office is not: an import that does not know such a
column leaves it out.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from township.radicals import as_characters

# A head stands in these lines; a cell with more signs is a title, or a sentence.
FIRST_LINES, LONGEST_HEADER = 10, 8

# The association, its officers and the law they work by.
BODIES = re.compile(
    "(人口(和|与)?)?(计划生育|计生)(协会|协|专干|专[（(]兼[）)]职人员|办公室|办|委员会|委|局|干部"
    "|工作小组|法律|法规|政策|法|条例|基层群众自治|(村民|居民|群众)?自治)"
)

_PAPERS = (
    "身[份分]证|证件(?!照)|(公民|居民)身份|身份(号|信息|ID)|公民号|居民证?号|户口[簿本册]|户[口籍]编?号|护照"
    "|社[保安](卡|编?号)|社会保障|医保(卡|编?号)|(参保|合作医疗|新农合)编?[号证卡]|残疾人?证|学籍号|驾驶?[证照]"
    "|行驶证|军[官人]证|通行证|港澳证|[回台][乡胞]证|居[住留]证|永居证|绿卡|签证号|车牌|号牌|^证号"
    "|(?<!会员)(?<!代表)(?<!选民)(?<!委员)(?<!荣誉)证(编?号码?)$"
    "|SFZ|SHENG?FENG?ZHENG?|HUZHAO|HUKOUB|ZHENGJIAN|CHEPAI|PLATEN[OU]|PASSPORT|IDCARD"
    "|^ID(CARD|N[OU]|号|$)|(CITIZEN|NATIONAL|PERSONAL)ID|IDENTI(TY|FICATION)(CARD|N[OU]|$)"
)
_ACCOUNTS = (
    "银行[卡账]|卡号|账[号户]|一卡通|开户(银)?行|存折|工资卡"
    "|YINHANG[KZ]|KAHAO|ZHANGHAO|BANK(CARD|ACCOUNT)|ACCOUNTN[OU]|YHKH"
)
_FINES = "罚款|罚金"
_BODY = (
    "[孕妇环]检|透环|B超|避孕|节育|绝育|结扎(?!实)|[上放取带]环(?!境|节|保|卫)|引产|流产(?!业|品)|人流(?!量|动)|四术"
    "|怀孕|孕期|孕情|孕周|孕产|妊娠|预产|月经|生育|胎次|[一二三多]孩|孩次|子女|超生|政策[内外]|社会抚养费"
    "|出生(人数|孩|胎|缺陷|情况|登记|医学|证|性别|率|体重)"
    "|小孩|[孩儿]子|儿女|末孩|计划外|胎儿|绝经|皮埋|(?<!管理)药具(?!管理|发放|专?员|站|点)|社抚费|失独|育龄|计生(情况|状况|措施|手术)"
    "|婚育(?!新风|文化|文明)|妇科|两癌|病种|[慢重大]性?病|精神障碍|用药|服药|体检|^健康(情况|程度)?$"
    "|健康状况|身体状况|病史|病情|病名|病历|疾病|疾患|患病|残疾(?!人(协会|联|专|工作))|残障|伤残|[聋盲]人|聋哑|智障"
    "|血型|血压|血糖|艾滋|HIV|梅毒|[性妇]病|妇女病|传染病|精神病|精神分裂|抑郁症|肝炎|乙肝|结核|糖尿病|癌|肿瘤"
    "|尿毒症|心脏病|宫颈|乳腺|婚检|孕妇|[查未待备]孕|环查|查环|环情(?!况)|分娩|哺乳|剖腹产|顺产|药流|准生|新生儿"
    "|[一二三四头]胎(?!政策)|[独二双纯]女户|奖扶|特扶|特殊家庭|输[卵精]管|不[孕育]|试管婴儿|人工授精|安全套|避孕套"
    "|男扎|女扎|更年期|既往史|彩超|孩数|辅助生殖|白带|HPV|TCT|新冠|婴儿|IUD|LMP|孕[次育史]|产次|胎数|性生活|性取向"
    "|计生(证明|手册)|遗传病|过敏史|家族史"
)
# What tells of a body only where it is all that a column is called, or stands in it.
_BODY_COLUMN = (
    "^(环|孕|产|病|残|胎|身体|身体情况|身体条件|智力|精神状态|视力|体重|身高|体温|服务证号|服务手册|计生证|产假|产后"
    "|生产日期|三查(情况)?|(落实)?措施(名称|落实|类[型别]|日期|情况)?|健康(等级|码|档案)|EDC|HYZK|SYZK|JKZK|SBKH)$"
    "|婚姻(?!家庭)|婚[否况]|[未已初再离结]婚|离异|丧偶|配偶|丈夫|妻子|诊断|医疗费|残补|住院|手术|核酸|疫苗|接种"
    "|[男女]孩|宗教|指纹|人脸|基因|DNA|HUN(YIN|FOU|YU)|JIEHUN|LIHUN|MARI(TAL|AGE)|MARRI|SPOUSE|HEALTH|JIANKANG"
    "|BLOOD|XUEXING|DISAB|CANJI|DISEASE|ILLNESS|MEDICAL|JIBING|BINGSHI|PREGNAN|HUAIYUN|YUNJIAN|CONTRACEPT"
    "|STERILI|ABORTION|MENSTR|BIYUN|JIEYU|JIEZA|JUEYU|SHANGHUAN|SHENGYU|ZHUNSHENG|CHILDREN"
)
# What a remark says of one person.
_BODY_REMARK = (
    r"孕[一二三四五六七八九十\d]+个?[月周]|[有带取放上]过?了?环$|[一二两三四五\d]个?(女儿|儿子|男孩|女孩)|一儿一女"
    "|产假|瘫痪|卧床|中风|高血压|智力障碍|(A|B|O|AB)型血|体弱多病|身体(不|欠)|住院|手术|有病|超生"
)
_REFUSED = re.compile(
    f"(?P<paper>{_PAPERS})|(?P<account>{_ACCOUNTS})|(?P<fine>{_FINES})|{_BODY}|{_BODY_COLUMN}"
)
# Children are counted, or else only spoken of: 子女代签.
_FAMILY = re.compile(r"(?<![生个无有一二两三四五\d])(子女|儿[子女]|小孩|孩子)")
_REFUSED_REMARK = re.compile(f"{_BODY}|{_BODY_REMARK}")
_WHAT = {
    "paper": "证件号码",
    "account": "银行账号",
    "fine": "罚款收费",
    None: "生育、健康等敏感个人信息",
}
_REFUSED_TITLE = re.compile(_BODY)
_SIMPLIFIED = str.maketrans(
    "檢節結紮殘證証護號藥產婦體戶銀帳賬檔歷環測療險學駕業醫複絕兒單術孫離種紀錄冊",
    "检节结扎残证证护号药产妇体户银账账档历环测疗险学驾业医复绝儿单术孙离种纪录册",
)
_HARMLESS = re.compile(f"{BODIES.pattern}|计划生育工作|生育服务(站|点|员)|疾病预防控制")
# Who serves others is told by the office: 残疾人联络员, 乡村医生.
_OFFICE = re.compile(
    "(员|专干|干部|主任|委员|会长|站长|院长|组长|医生|护士|志愿者|工作|协会|残联|残协)$"
)
# Words of campaigns and of services to all, in titles of lists that are not about bodies.
_HARMLESS_TITLE = re.compile(
    f"{_HARMLESS.pattern}|计划生育(?!手术)|优生优育|(避孕(节育)?|生育)(知情选择|文明|友好|支持|关怀|服务)"
    "|(管理|发放)(避孕)?药具|(病|高血压|癌症?|新生儿|残疾人?|孕产妇)(防治|预防|防控|保健|照护|帮扶)?(知识|宣传|服务|联络|专职)"
)
_LEAVES_OUT = re.compile("不(要|得|必|应|再|用|许|能|填|写|登记|统计)|勿|禁止")


# The name of what is kept is refused where it is that of a list or a paper about persons: one of
# these words stands with one of the body's. Offers to everybody, and rules, are no such thing.
_LIST = re.compile(
    "名单|名册|花名|登记|建档|台账|一览|明细|清单|汇总|月报|报表|统计|证明|报告|病历|个案|底册|底稿|档案|复印|扫描|照片"
    "|记录|情况|状况|信息|数据|结果|对象|[表册单卡证本书]$"
)
# Of groups of people much is lawfully written: only what lists them or is one's paper is refused.
_GROUPS = re.compile(
    "已婚育龄妇女|残疾人?|残障|失独|特殊家庭|育龄(妇女|群众|夫妻)?|新生儿|婴儿|孕产妇|孕妇|独生子女|子女|慢性?病|新冠"
)
_LIST_OF_GROUP = re.compile(
    "名单|名册|花名|登记|建档|信息采集|台账|一览|明细|底册|证明|病历|个案|档案|对象|[册卡证]$"
)
_BODY_NAME = re.compile(
    f"{_BODY}|出生(?!地|日|年月)|[未已新结离]婚|婚姻(?!家庭|法)|孕前检查|[产育]妇|[四二]项手术|计划生育手术"
    "|诊断|病假|健康(?=证$|档案)"
)
_PAPER_NAME = re.compile(
    "(身份证|户口[簿本册页]|计生服务手册|计划生育服务[手证]册?|护照|社保卡|医保卡|残疾人?证|军官证|通行证|居住证|银行卡|存折"
    "|[结离]婚证|出生证|准生证|生育证)"
    "(件|号|号码)?(的|正反面)?((复印|扫描|照片|拍照|图片|截图|影印|登记|名单|汇总|收集|信息).*|正反?面|[副原]件|本|明)?$"
)
# Names of files that a phone or an older program gave; whole, since syllables mean many things.
_PINYIN_NAME = re.compile(
    "(?<![A-Z])(SFZ|SHENFENZHENG|HUKOU(BEN|BU)|(JIEHUN|LIHUN|CHUSHENG|SHENGYU|ZHUNSHENG|CANJI)ZHENG"
    "|YINHANGKA|SHEBAOKA|(YUNJIAN|HUANJIAN|HUAIYUN|JIEZA|JIEYU|BIYUN|YINCHAN|YULINGFUNV|CHAOSHENG"
    "|DUSHENGZINV|CANJIREN)(MINGDAN|MINGCE|HUAMINGCE|(DENGJI|TONGJI)?BIAO|TAIZHANG|BAOGAO|ZHENGMING))"
    r"(FUYINJIAN|SAOMIAO(JIAN)?|ZHAOPIAN|ZHENGMIAN|FANMIAN|ZM|FM|复印件|扫描件?|照片|正反?面|反面|\d)*$"
)
_TO_ALL = re.compile(
    "((宣传|宣讲|活动|讲座|培训|会议?|座谈|义诊|竞赛|慰问|走访|演出|展板|服务日)[栏单页册周月日]?"
    "(记录|照片|情况|总结|签到表?|方案|简报|资料|材料|影像|报告|报道|登记表?|台账|图片|统计表?)+)"
    "|(宣传|知识|政策)(单|册|手册|卡片?|资料|材料)$"
)
_DAYS = re.compile(r"[\dA-Z年月季度第一二三四上下半份]")
_RULE = re.compile(
    "(制度|办法|规定|细则|章程|公约|通知|方案|预案|条例|政策|意见|指南|须知|流程|公告|倡议书|承诺书|协议书?|标语|宣传|讲座|培训|活动|慰问|义诊|走访|竞赛)$"
    "|不得|禁止|泄露|侵犯|收集或|强制|违法|违规|清理|废止|取消|整治"
)


def refused_columns(headers: Iterable[object]) -> list[tuple[str, str]]:
    """(header, why) for every column that may not enter; empty when the sheet may be read.

    Width, blanks and punctuation in a header do not hide a word. Birth dates, the association and
    its officers are allowed.
    """
    refused = []
    for header in headers:
        written = "" if header is None else str(header).strip()
        found = _REFUSED.search(_HARMLESS.sub("", _plain(written)))
        if found:
            refused.append(
                (written, f"“{found.group()}”属于{_WHAT[found.lastgroup]}，本系统不登记")
            )
    return refused


def told_of_columns(headers: Iterable[object]) -> list[str]:
    """A sentence for every column that may not enter."""
    return [f"“{header}”这一列，{why}，请删去这一列。" for header, why in refused_columns(headers)]


def told_of_sheet(name: str, rows: Sequence[Sequence[str]]) -> str:
    """A sentence when a sheet that is not imported looks like a list that may not be kept: by its
    name, or by what stands in its first lines; or ""."""
    cells = [cell for row in rows[:FIRST_LINES] for cell in row if cell]
    shown = [cell for cell in cells if not _LEAVES_OUT.search(_plain(cell))]
    headers = [cell for cell in shown if len(cell) <= LONGEST_HEADER]
    for told in told_of_columns(headers):
        return f"有{told}"
    for title in (name, *cells):
        if word := refused_title(title):
            return f"有按生育、健康情况（“{word}”）列的名单，本系统不登记这类名单。"
    return ""


def refused_note(note: str) -> str | None:
    """As `refused_remark`, for what is written beside a cell: how to fill it in is no remark."""
    parts = re.split("[，,；;。\n]+", note)
    return refused_remark("；".join(part for part in parts if not _LEAVES_OUT.search(part)))


def refused_title(title: str) -> str | None:
    """The word in the title of a list or the name of a sheet that makes it a list of persons by
    births or health; None when it may be read, and where a remark asks to leave such things out."""
    plain = _plain(title)
    found = (
        None if _LEAVES_OUT.search(plain) else _REFUSED_TITLE.search(_HARMLESS_TITLE.sub("", plain))
    )
    return found.group() if found else None


def refused_name(name: str) -> str | None:
    """The word in the name of a record, an activity, a posting or a file that makes it a list or a
    paper about somebody's births, health or identity; None for what is told or offered to all."""
    plain = _plain(name)
    if found := _PAPER_NAME.search(plain) or _PINYIN_NAME.search(plain):
        return found.group()
    plain = _TO_ALL.sub("", _HARMLESS_TITLE.sub("", plain))
    if _RULE.search(plain):
        return None
    for told, lists in ((plain, _LIST_OF_GROUP), (_GROUPS.sub("", plain), _LIST)):
        found = _BODY_NAME.search(told)
        if found and (lists.search(told) or _DAYS.sub("", told) == found.group()):
            return found.group()
    return None


def told_of_name(name: str) -> str:
    """A sentence when the name may not be that of anything that is kept, or ""."""
    if word := refused_name(name):
        return (
            f"从“{word}”看，这是登记个人生育、健康情况或者证件的材料，本系统不收这类材料。"
            "是宣传、活动、会议或者制度的，请在名称里写明。"
        )
    return ""


def refused_remark(remark: str) -> str | None:
    """The word in a remark on a person that tells of births or health; None where there is none,
    and where it names an office that serves others."""
    parts = re.split("[,;。、()]+", unicodedata.normalize("NFKC", remark))
    for part in (*parts, *(word for one in parts for word in one.split())):
        plain = _plain(part)
        plain = _FAMILY.sub("", _HARMLESS_TITLE.sub("", plain))
        found = _REFUSED_REMARK.search(plain)
        if found and not _OFFICE.search(plain):
            return found.group()
    return None


def _plain(written: str) -> str:
    """Without width, blanks, signs, line breaks and what nobody sees; in simplified characters."""
    even = unicodedata.normalize("NFKC", as_characters(written)).translate(_SIMPLIFIED)
    return re.sub(r"[\W_]+", "", even).upper()
