"""Keeps the files in events/ as the scripts that make them say."""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PHOTO = (ROOT / "model" / "self-test.jpg").read_bytes()


def write_or_check(events):
    """Writes pairs of a name and an event; with --check it writes nothing, and exits with 1 if a file differs."""
    check = "--check" in sys.argv[1:]
    stale = []
    for name, event in events:
        file = ROOT / "events" / f"{name}.json"
        content = (json.dumps(event, indent=2, ensure_ascii=False) + "\n").encode()
        if not check:
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(content)
        elif not file.exists() or file.read_bytes() != content:
            stale.append(file.name)
    if stale:
        sys.exit("made anew, these would differ: " + ", ".join(stale))
