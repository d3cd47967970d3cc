"""村（居）: kind, 全宗号, and the figures of a year."""

from django.utils import timezone

from township.namefields import read_village_name
from township.setup.columns import BookColumn, CellRefused, SetupPart, one_of
from township.setup.parts.village_names import VILLAGE, villages_of
from township.shorttext import even, read_short
from villages.acts.village import register_village, set_figures
from villages.models import Village
from villages.sheets.columns import count
from villages.sheets.place import read_year

KIND, FONDS, YEAR = "类别", "全宗号", "数据年度"
KINDS = dict(zip(Village.Kind.labels, Village.Kind, strict=True))
FIGURES = {"常住人口": "population", "户数": "households", "18周岁以上人数": "adults"}
EXAMPLES = ("1200", "400", "900")


def village_name(cell):
    return read_short(read_village_name(cell), "村（居）名称", 30)


def fonds_code(cell):
    code = even(cell).upper()
    if code and (len(code) != 4 or not code.isascii() or not code.isalnum()):
        raise ValueError(f"全宗号是4位字母和数字，例如J012，现在是“{cell[:20]}”。")
    return code or None


class VillagesPart(SetupPart):
    name = "村（居）"
    main = VILLAGE
    note = "一行一个村（居）。全宗号不填的由系统编。人口几栏要填就都填，数据年度不填的按今年。"
    columns = (
        BookColumn(VILLAGE, 20, "示例：青山村", village_name, True, ("村名", "名称", "村居名称")),
        BookColumn(KIND, 8, "村", one_of(KIND, KINDS), True),
        BookColumn(FONDS, 10, "J012", fonds_code),
        BookColumn(YEAR, 10, "2026", read_year, aliases=("年度",)),
        *(
            BookColumn(title, 14, example, count(title))
            for title, example in zip(FIGURES, EXAMPLES, strict=True)
        ),
    )

    def begin(self):
        self.villages = villages_of(self.township)

    def choices(self):
        return {KIND: Village.Kind.labels}

    def take(self, values, number):
        name = values[VILLAGE]
        self.once(name, number, VILLAGE, f"“{name}”写了两次")
        counts = self._counts(values)
        village = self.villages.get(name)
        outcome = "same" if village else "new"
        if village is None:
            village = self._new(values)
        else:
            outcome = self._compare(village, values)
        if counts:
            year = values[YEAR] or timezone.localdate().year
            is_changed = set_figures(village, year, counts, by=self.by)
            outcome = "update" if is_changed and outcome == "same" else outcome
        self.villages[name] = village
        return outcome

    def _new(self, values):
        if Village.objects.filter(township=self.township, name=values[VILLAGE]).exists():
            raise CellRefused(VILLAGE, "这个村（居）已经撤并，名称不能再用。")
        self._refuse_taken(values)
        village = Village(
            township=self.township,
            name=values[VILLAGE],
            kind=values[KIND],
            fonds_code=values[FONDS] or "",
        )
        return register_village(village, by=self.by)

    def _refuse_taken(self, values):
        code = values[FONDS]
        if code and Village.objects.filter(township=self.township, fonds_code=code).exists():
            raise CellRefused(FONDS, f"全宗号{code}已经是别的村（居）的。")

    def _compare(self, village, values):
        if village.kind != values[KIND]:
            told = (
                f"{village}登记的是{village.get_kind_display()}。村改居要凭文件，在村的页面上办理。"
            )
            raise CellRefused(KIND, told)
        if values[FONDS] and values[FONDS] != village.fonds_code:
            told = f"{village}的全宗号是{village.fonds_code}，要改请在村的页面上改。"
            raise CellRefused(FONDS, told)
        return "same"

    def _counts(self, values):
        told = {field: values[title] for title, field in FIGURES.items()}
        lacking = [title for title in FIGURES if values[title] is None]
        if len(lacking) == len(FIGURES):
            return None
        if lacking:
            raise CellRefused(lacking[0], f"“{lacking[0]}”没有填写，人口几栏要填就都填。")
        return told
