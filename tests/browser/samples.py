"""Files that a user uploads, made on the spot: (name, media type, bytes)."""

import io

from docx import Document
from PIL import Image, ImageDraw
from pypdf import PdfWriter

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word(name="关于开展创建活动的通知.docx", text="关于开展创建活动的通知"):
    document = Document()
    document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return name, WORD, stream.getvalue()


def pdf(name="公示照片说明.pdf"):
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    stream = io.BytesIO()
    writer.write(stream)
    return name, "application/pdf", stream.getvalue()


def photo(name="公开栏.jpg"):
    image = Image.new("RGB", (640, 480), (214, 226, 220))
    ImageDraw.Draw(image).rectangle((80, 60, 560, 420), outline=(120, 60, 40), width=12)
    stream = io.BytesIO()
    image.save(stream, "JPEG")
    return name, "image/jpeg", stream.getvalue()


def programme(name="会议纪要.pdf"):
    """A Windows programme that calls itself a PDF."""
    return name, "application/pdf", b"MZ\x90\x00\x03" + bytes(400)
