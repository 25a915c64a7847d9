"""Writes or checks the generated files in events/."""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PHOTO = (ROOT / "model" / "self-test.jpg").read_bytes()


def write_or_check(events):
    """Writes events, given as pairs of name and event; with --check, exits with 1 if a file differs."""
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
        sys.exit("these differ from the generated events: " + ", ".join(stale))
