"""The samples that the product keeps of its papers, and a picture to put into one."""

import base64

from township.papers.samples import sample_of
from township.papers.sources import names

SAMPLES = {name: values for name in names() if (values := sample_of(name))}
# One grey dot.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)
