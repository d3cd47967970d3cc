"""What the way in tells Django of a request, as names in the WSGI environment."""

# Less came than was announced: nothing of it may be taken for what somebody sent.
CUT = "township.cut"
# More came than the request may carry, which a body without an announced length shows on the way.
TOO_LONG = "township.too_long"
# Only the head is here: say whether the body may come, and how long it may be.
HEAD_ONLY = "township.head_only"
# The header of that answer: bytes.
MAY_SEND = "X-May-Send"
