"""What every answer asks of the browser beyond Django's own headers."""

from django.conf import settings

# Photos come through the camera of the file field, which needs no permission of the page.
NOT_NEEDED = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "payment",
    "usb",
)
PERMISSIONS = ", ".join(f"{feature}=()" for feature in NOT_NEEDED)


class BrowserGuardMiddleware:
    """Nothing that a signed-in person is shown stays on the computer (OWASP ASVS 5.0, 14.3.2):
    pages, papers, workbooks and files alike. Static files are answered before this.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response["Permissions-Policy"] = PERMISSIONS
        # Asked by the cookie, not by the person: this holds while the database is away, too.
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response["Cache-Control"] = "no-store"
        return response
