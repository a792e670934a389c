"""A headless Chromium, driven through its debugging pipe with nothing but the standard library."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_LOADED = """new Promise(done =>
    document.readyState === "complete" ? done() : addEventListener("load", () => done()))"""
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def installed() -> str | None:
    """The path of a Chromium on this machine."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


class Browser:
    """One page. Use it in `with`; every method waits until the page has done what it asks for."""

    def __init__(self, binary: str) -> None:
        self._profile = TemporaryDirectory(ignore_cleanup_errors=True)
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()

        def connect() -> None:
            """Chromium reads commands from descriptor 3 and answers on 4."""
            for wanted, given in ((3, theirs_in), (4, theirs_out)):
                os.dup2(os.dup(given) if given in (3, 4) else given, wanted)

        flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        more = ["--remote-debugging-pipe", f"--user-data-dir={self._profile.name}", "about:blank"]
        os.set_inheritable(theirs_in, True)
        os.set_inheritable(theirs_out, True)
        self._process = subprocess.Popen(
            [binary, *flags, *more],
            preexec_fn=connect,
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._in, self._out = os.fdopen(ours_in, "rb"), os.fdopen(ours_out, "wb")
        self._count, self._session = 0, ""
        self.events: list[dict[str, Any]] = []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        attached = self.send("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *_: object) -> None:
        self._session = ""
        self.send("Browser.close")
        self._process.wait(timeout=20)
        self._profile.cleanup()

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command of the DevTools protocol and return its result; what the page reports
        meanwhile is kept in `events`. Raises `RuntimeError` on an error."""
        self._count += 1
        message: dict[str, Any] = {"id": self._count, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        self._out.write(json.dumps(message).encode() + b"\0")
        self._out.flush()
        while True:
            answer = self._read()
            if answer.get("id") == self._count:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                result: dict[str, Any] = answer["result"]
                return result
            self.events.append(answer)

    def _read(self) -> dict[str, Any]:
        out = bytearray()
        while (char := self._in.read(1)) != b"\0":
            if not char:
                raise RuntimeError("the browser went away")
            out += char
        answer: dict[str, Any] = json.loads(out)
        return answer

    def open(self, path: Path, width: int, height: int, dark: bool = False) -> None:
        """Load a file at a width and height in CSS pixels."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.send("Emulation.setEmulatedMedia", features=[scheme, still])
        self.send("Page.navigate", url=path.absolute().as_uri())
        self.run(_LOADED)

    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page. Raises `RuntimeError` if it throws."""
        answer = self.send(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']['text']}")
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press and release a key."""
        text = {"text": "\r"} if key == "Enter" else {"text": key} if len(key) == 1 else {}
        codes = {"Tab": 9, "Enter": 13, "Escape": 27}
        code = {"windowsVirtualKeyCode": codes.get(key, ord(key[0].upper()))}
        self.send("Input.dispatchKeyEvent", type="keyDown", key=key, **text, **code)
        self.send("Input.dispatchKeyEvent", type="keyUp", key=key, **code)

    def picture(self, path: Path, whole: bool = False) -> None:
        """Save what the page looks like, on the screen or in its whole length, as a PNG."""
        more: dict[str, Any] = {}
        if whole:
            size = self.send("Page.getLayoutMetrics")["cssContentSize"]
            more = {"captureBeyondViewport": True, "clip": {**size, "scale": 1}}
        data = self.send("Page.captureScreenshot", format="png", **more)["data"]
        path.write_bytes(base64.b64decode(data))

    def printed(self, path: Path) -> None:
        """Save the page as it prints, as a PDF."""
        path.write_bytes(base64.b64decode(self.send("Page.printToPDF", paperWidth=8.27)["data"]))
