"""What lies outside this installation answers when it likes, or never: it is asked aside.

Whoever wants to know waits a few seconds, once for all; what was answered stands for a minute. So
a store or a mail server that hangs costs a page a moment, and one thread.
"""

import threading
import time
from collections.abc import Callable

PATIENCE, STANDS = 5.0, 60.0


class Outside:
    """`ask(*about)` gives (what is told, tone), in a thread of its own: it reads no row. Where it
    fails or is silent, `what_to_do` is told with that, in this `tone`."""

    def __init__(
        self, ask: Callable[..., tuple[str, str]], what_to_do: str, tone: str = "bad"
    ) -> None:
        self.ask, self.what_to_do, self.tone = ask, what_to_do, tone
        self.lock, self.known = threading.Lock(), {}

    def __call__(self, *about: object) -> tuple[str, str]:
        with self.lock:
            asked = self.known.get(about)
            if asked is None or asked.is_over():
                asked = self.known[about] = _Question(self, about)
        return asked.answer()


class _Question:
    def __init__(self, outside, about):
        self.began, self.ended = time.monotonic(), None
        self.said = f"{PATIENCE:g}秒没有应答：{outside.what_to_do}", outside.tone
        self.thread = threading.Thread(target=self._ask, args=(outside, about), daemon=True)
        self.thread.start()

    def _ask(self, outside, about):
        try:
            self.said = outside.ask(*about)
        except Exception as error:
            self.said = f"连不上（{error}）：{outside.what_to_do}", outside.tone
        self.ended = time.monotonic()

    def is_over(self):
        return self.ended is not None and time.monotonic() - self.ended > STANDS

    def answer(self):
        """Who comes later waits for the rest of the time only."""
        self.thread.join(max(0.0, self.began + PATIENCE - time.monotonic()))
        return self.said
