"""Files sent in pieces, as a browser sends them."""

import base64
import io

from django.urls import reverse
from PIL import Image

TUS = {"Tus-Resumable": "1.0.0"}


def picture(colour="red", size=64):
    stream = io.BytesIO()
    Image.new("RGB", (size, size), colour).save(stream, "JPEG")
    return stream.getvalue()


def begin(client, village, content, name="现场.jpg", **headers):
    metadata = f"filename {base64.b64encode(name.encode()).decode()}"
    return client.post(
        reverse("archives:uploads", args=[village.pk]),
        headers=TUS | {"Upload-Length": str(len(content)), "Upload-Metadata": metadata} | headers,
    )


def send(client, url, offset, piece, **headers):
    return client.patch(
        url,
        piece,
        content_type="application/offset+octet-stream",
        headers=TUS | {"Upload-Offset": str(offset)} | headers,
    )


def where(client, url):
    answer = client.head(url, headers=TUS)
    return int(answer["Upload-Offset"]) if answer.status_code == 200 else answer.status_code
