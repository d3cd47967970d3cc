"""既有文本: what was in force before the system came, with what is known of its adoption."""

from township.dates import cn_date
from township.setup.columns import BookColumn, CellRefused, SetupPart, one_of, past_day, text
from township.setup.parts.files import file_column, named_files
from township.setup.parts.village_names import VILLAGE, village_called, villages_of
from township.setup.parts.villages import village_name
from township.shorttext import even
from villages.acts.prior_adoption import UNPROVED, add_papers, enter_past_text
from villages.models import Attachment, PriorAdoption, Text, TextVersion
from villages.queries.prior_adoption import after_begin, count_faults
from villages.rules.kinds import MeetingKind, Mode, TextKind
from villages.sheets.columns import count

KIND, TITLE, ON, FROM = "类别", "名称", "通过日期", "施行日期"
BODY, MEETING, FILED, RECEIPT, PROOF = (
    "由什么会议通过",
    "会议名称",
    "备案日期",
    "备案编号",
    "凭据说明",
)
KINDS = dict(zip(TextKind.labels, TextKind, strict=True))
# As villages call them.
ALSO = {
    **{"章程": TextKind.CHARTER, "村民自治章程": TextKind.CHARTER, "制度": TextKind.RULE},
    **dict.fromkeys(("村规民约", "居民公约", "自治公约", "公约"), TextKind.COVENANT),
    "协议书": TextKind.AGREEMENT,
}
BODIES = {
    "村民会议": (MeetingKind.VILLAGERS, ""),
    "户代表会议": (MeetingKind.VILLAGERS, Mode.HOUSEHOLD),
    "村民代表会议": (MeetingKind.VILLAGE_REPS, ""),
    "居民会议": (MeetingKind.RESIDENTS, ""),
    "居民户代表会议": (MeetingKind.RESIDENTS, Mode.HOUSEHOLD),
    "居民代表会议": (MeetingKind.RESIDENT_REPS, ""),
}
TOTAL = "应到"
COUNTS = {TOTAL: "total", "实到": "present", "赞成": "yes", "反对": "no", "弃权": "abstain"}
ON_PAGE = "请在文本的页面上更正"


def body_of(prior):
    """What adopted a text, as the sheet has it; None where it is not known."""
    mode = prior.mode if prior.mode == Mode.HOUSEHOLD else ""
    return (MeetingKind(prior.meeting_kind), mode) if prior.meeting_kind else None


def body_name(body):
    return next((word for word, one in BODIES.items() if one == body), body[0].label)


class TextsPart(SetupPart):
    name = "既有文本"
    takes_files = True
    main = TITLE
    note = (
        "一行一份用系统以前已经通过、现在还施行的章程、制度、公约。"
        "文本另写了从哪一天起施行的，把施行日期也填上，不填就是通过日期。"
        "会议、人数和票数查得到的照填，系统按当天的法律判断；查不到的空着，不判断，不要估计。"
        "扫描件、照片和工作簿一起传上来，在“文件名”里写它的名字，几个文件用“；”隔开；"
        "还没有扫描的，在“凭据说明”里写明原件存在哪里，以后在文本的页面上补交。"
    )
    columns = (
        BookColumn(VILLAGE, 20, "示例：青山村", village_name, True, ("村名",)),
        BookColumn(KIND, 12, "自治章程", one_of(KIND, KINDS, ALSO), True, ("文本类别",)),
        BookColumn(TITLE, 34, "青山村村民自治章程", text(TITLE, 60), True, ("文本名称", "标题")),
        BookColumn(ON, 14, "2021-06-01", past_day(ON), True, ("表决日期",)),
        BookColumn(FROM, 14, "", past_day(FROM), aliases=("起施行日期", "生效日期")),
        BookColumn(BODY, 16, "村民会议", one_of(BODY, BODIES), aliases=("通过的会议",)),
        BookColumn(MEETING, 28, "", text(MEETING, 60)),
        *(BookColumn(title, 8, "", count(title)) for title in COUNTS),
        BookColumn(FILED, 14, "", past_day(FILED)),
        BookColumn(RECEIPT, 16, "", text(RECEIPT, 40)),
        BookColumn(PROOF, 36, "原件存村委会档案柜", text(PROOF, 300), aliases=("凭据",)),
        file_column("青山村章程.pdf"),
    )

    def begin(self):
        self.villages = villages_of(self.township)
        rows = Text.objects.filter(village__township=self.township)
        self.texts = {(row.village_id, even(row.title)): row for row in rows}
        found = PriorAdoption.objects.filter(text_version__text__village__township=self.township)
        found = found.select_related("text_version__text__village__township")
        self.priors = {row.text_version.text_id: row for row in found}

    def choices(self):
        return {KIND: TextKind.labels, BODY: list(BODIES)}

    def rank(self, values):
        """A rule rests on the charter of its day: charters come first."""
        return values[KIND] != TextKind.CHARTER

    def take(self, values, number):
        village = village_called(self, values[VILLAGE])
        key = (village.pk, even(values[TITLE]))
        self.once(key, number, TITLE, f"{village}的《{values[TITLE]}》写了两次")
        files = named_files(self, values)
        known = self.texts.get(key)
        if known:
            return self._compare(known, values, files)
        prior = self._enter(village, values, self._prior(village, values), files)
        self.texts[key] = prior.text_version.text
        self.priors[prior.text_version.text_id] = prior
        return "new"

    def _prior(self, village, values):
        """What is known of the adoption, as far as it can be true."""
        for sentence in after_begin(village.township, values[ON]):
            raise CellRefused(ON, sentence)
        if values[FROM] and values[FROM] < values[ON]:
            raise CellRefused(FROM, "施行日期不能早于通过日期。")
        if values[FILED] and values[FILED] < values[ON]:
            raise CellRefused(FILED, "备案日期不能早于通过日期。")
        if values[RECEIPT] and not values[FILED]:
            raise CellRefused(FILED, "填了备案编号的，请把备案日期也填上。")
        kind, mode = values[BODY] or ("", "")
        return PriorAdoption(
            on=values[ON],
            effective_on=values[FROM],
            meeting_kind=kind,
            mode=mode,
            meeting_title=values[MEETING] or "",
            filed_on=values[FILED],
            receipt_no=values[RECEIPT] or "",
            proof=values[PROOF] or "",
            **{field: values[title] for title, field in COUNTS.items()},
        )

    def _enter(self, village, values, prior, files):
        if not files and not prior.proof:
            raise CellRefused(PROOF, UNPROVED)
        text_there = Text(village=village, kind=values[KIND], title=values[TITLE])
        prior.text_version = TextVersion(text=text_there)
        for sentence in count_faults(prior):
            raise CellRefused(BODY if not prior.meeting_kind else TOTAL, sentence)
        enter_past_text(village, values[KIND], values[TITLE], prior, by=self.by, files=files)
        if prior.judged and not prior.judged.is_passed:
            self.remarks.append(f"按填的人数和票数，{prior.judged.sentence}。请核对。")
        return prior

    def _compare(self, text_there, values, files):
        prior = self.priors.get(text_there.pk)
        if prior is None:
            told = f"《{text_there}》已经在系统里起草，不用补录。"
            raise CellRefused(TITLE, told)
        known = {
            KIND: TextKind(text_there.kind),
            ON: prior.on,
            FROM: prior.effective_on or prior.on,
            BODY: body_of(prior),
            MEETING: prior.meeting_title,
            FILED: prior.filed_on,
            RECEIPT: prior.receipt_no,
            PROOF: prior.proof,
        } | {title: getattr(prior, field) for title, field in COUNTS.items()}
        titles = {
            KIND: lambda kind: kind.label,
            ON: cn_date,
            FROM: cn_date,
            BODY: body_name,
            FILED: cn_date,
        }
        titles |= dict.fromkeys((MEETING, RECEIPT, PROOF, *COUNTS), str)
        self.refuse_other(titles, known, values, ON_PAGE)
        kept = set(Attachment.objects.of(prior).values_list("file", flat=True))
        fresh = [(file, name) for file, name in files if file.pk not in kept]
        if not fresh:
            return "same"
        add_papers(prior, fresh, by=self.by)
        return "update"
