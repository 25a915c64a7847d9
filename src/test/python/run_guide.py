"""Follows model/README.md from a checkpoint to a working function, in a copy of the checkout.

    target/venv/bin/python src/test/python/run_guide.py

The guide builds models of its own; in a copy it leaves this checkout's package, and what its last build remembers, as
they are. The copy has the compiled classes. The guide's commands (run_docs.py) are followed by the tests that take the
right answers from the packaged model (the function with its events, the page in a browser), and by SAM CLI with an HTTP
event and, with moto, an event of S3. Needs target/classes, target/test-classes, PyTorch in target/torch, moto in
target/moto, SAM CLI in target/sam, Chromium, what sam_local.py needs, and ports 8080 and 8081.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from checkout import copy_checkout
from documents import GUIDE, ROOT

# Created by .ci/run; too large to copy, and only read.
TOOLS = ("moto", "sam", "torch")
# The copy has the classes of this checkout.
MAVEN = ["-Dmaven.main.skip", "-Dmaven.test.skip"]
TESTS = ",".join([
    "FunctionIT#everyHttpEventGetsItsAnswer",
    "SnapStartIT#everyHttpEventGetsItsAnswer",
    "PageIT#droppedPhotosAreLabeledInOrder+moreLabelsNeedNoSecondCall",
])
EVENTS = ["http-api-image", "s3-put"]


def prepare(copy):
    copy_checkout(copy)
    shutil.copytree(ROOT / "target/test-classes", copy / "target/test-classes")
    for tool in TOOLS:
        (copy / "target" / tool).symlink_to(ROOT / "target" / tool)
    (copy / ".mvn").mkdir()
    (copy / ".mvn/maven.config").write_text("\n".join(MAVEN))
    # The stand-in for AWS's image is expected next to the checkout.
    (copy.parent / "shared").symlink_to(ROOT.parent / "shared")


def steps(copy):
    scripts = copy / "src/test/python"
    yield "the guide", [sys.executable, scripts / "run_docs.py", GUIDE.relative_to(ROOT)]
    yield "tests of the package", [
        "mvn", "--batch-mode", "--quiet", "-Dmaven.test.skip=false", f"-Dit.test={TESTS}",
        "toolchains:select-jdk-toolchain@find-jdk-25", "failsafe:integration-test", "failsafe:verify",
    ]
    yield "SAM CLI", [copy / "target/sam/bin/python", scripts / "sam_local.py", *EVENTS]


def main():
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "checkout")
        prepare(copy)
        for name, command in steps(copy):
            started = time.monotonic()
            ran = subprocess.run(command, cwd=copy, env=os.environ | {"TOOLS_REQUIRED": "yes"}, check=False)
            if ran.returncode:
                sys.exit(f"{name}: ended with {ran.returncode}")
            print(f"{name}: {time.monotonic() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
