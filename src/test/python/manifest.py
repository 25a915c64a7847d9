"""Reads the manifest of the compiled model."""

import re

from documents import ROOT

BUNDLE = ROOT / "model" / "compiled"


def read_manifest(bundle=BUNDLE):
    """Returns the properties of manifest.properties, as Java's Properties.store wrote them: one per line."""
    lines = (bundle / "manifest.properties").read_text(encoding="utf-8").splitlines()
    return {key: re.sub(r"\\(.)", r"\1", value) for key, value in (line.split("=", 1) for line in lines)}
