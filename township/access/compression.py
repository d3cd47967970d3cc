"""Pages go out compressed: 80 kB become 7, which is what a village's weak line feels.

Django's middleware hides the length behind random bytes (BREACH). Files are left alone: photos, PDF
and packages are compressed already, and whoever downloads one sees how much is left.
"""

from django.middleware.gzip import GZipMiddleware

COMPRESSED = ("text/html", "text/plain", "application/json")


class CompressionMiddleware(GZipMiddleware):
    def process_response(self, request, response):
        kind = response.headers.get("Content-Type", "")
        if response.streaming or not kind.startswith(COMPRESSED):
            return response
        return super().process_response(request, response)
