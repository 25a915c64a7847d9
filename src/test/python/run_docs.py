"""Runs the README and docs/: every command and program in them, from the repository's root and in their order.

    target/venv/bin/python src/test/python/run_docs.py [FILE...]

Each fenced block says what it is. `sh` is run; `sh server=PORT` starts a server, which runs until another block needs
its port; `python`, `java` and `js` are run with a photo's path and have to print its label; `json` and `sql` are
parsed. `text output` is what the block before it printed, `json output` what the server answers. `sh usage` is a command
to be completed: its options have to exist. `sh aws` and `sh docker` need an account or Docker: bash checks their syntax,
and what they name has to exist (run_docs_aws.py runs the first as far as they go). `python torch` is run in target/torch
with `network` of fine_tuned.py. `python boto3` is run by rekognition_clients.py, and RekognitionIT has the code of
`java sdk`. model/README.md builds other models: run_guide.py runs it in a copy of the checkout.

Prints a line for each block, and ends with 1 at the first that fails. Needs target/snaplabel, node, and ports 8080, 8081
and 9000.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import sqlglot

import aws_commands
from documents import GUIDE, MANUAL, ROOT, blocks, is_printed, without_numbers
from manifest import read_manifest

PHOTO = "model/self-test.jpg"
TEST_COMMAND = "mvn verify"
SECONDS = 600
TOLERANCE = 0.01  # of probabilities
BASH = ["bash", "-euo", "pipefail", "-c"]
# Without this, curl exits with 0 when the API answers with an error.
STRICT = 'curl() { command curl --fail-with-body "$@"; }\n'

# The command that runs a program, and the file name that it requires.
PROGRAMS = {
    "python": (sys.executable, "classify.py"),
    "java": ("java", "Classify.java"),
    "js": ("node", "classify.mjs"),
}

TORCH = [ROOT / "target/torch/bin/python", "-c"]
TORCH_PRELUDE = "from fine_tuned import network\n"


class Failure(Exception):
    pass


class Servers:
    """The servers started by blocks, by port."""

    def __init__(self):
        self.running = {}

    def start(self, port, text):
        self.stop(port)
        if answers(port):
            raise Failure(f"port {port} is in use by another program")
        log = tempfile.TemporaryFile()
        server = subprocess.Popen([*BASH, text], cwd=ROOT, stdout=log, stderr=log, start_new_session=True)
        self.running[port] = server
        deadline = time.monotonic() + SECONDS
        while not answers(port):
            if server.poll() is not None or time.monotonic() > deadline:
                log.seek(0)
                raise Failure(f"nothing listens on port {port}\n{log.read().decode()}")
            time.sleep(0.1)

    def stop(self, port):
        if server := self.running.pop(port, None):
            # The whole process group: bash and its children. It may have exited already.
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=30)

    def stop_all(self):
        for port in list(self.running):
            self.stop(port)


def answers(port):
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def run(command, **options):
    try:
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, **options)
    except FileNotFoundError as missing:
        raise Failure(f"{missing.filename} is not installed") from missing
    except subprocess.TimeoutExpired as late:
        raise Failure(f"took more than {SECONDS} s") from late
    if ran.returncode:
        raise Failure(f"ended with {ran.returncode}\n{ran.stdout}{ran.stderr}")
    return ran.stdout


def classify():
    request = urllib.request.Request("http://localhost:8080/classify?topK=1", (ROOT / PHOTO).read_bytes())
    request.add_header("Content-Type", "image/jpeg")
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def shows_this_model(path):
    """Whether the model is the one whose answers a document shows: the stand-in, or the one that the guide builds."""
    if path == GUIDE:
        return True
    pinned = (ROOT / "model/model.properties").read_text(encoding="utf-8")
    return f"stand-in.sha256={read_manifest()['sourceSha256']}" in pinned


def check_answer(shown):
    real = classify()
    difference = abs(shown["predictions"][0].pop("probability") - real["predictions"][0].pop("probability"))
    if {**shown, "timing": None} != {**real, "timing": None} or difference > TOLERANCE:
        raise Failure(f"the answer is:\n{json.dumps(classify())}")


def check_output(shown, printed):
    missing = [line for line in shown.splitlines() if line != "..." and not is_printed(line, printed)]
    if missing:
        raise Failure(f"was not printed: {missing}\n{printed}")


def check_words(shown, printed):
    """Compares output without numbers, which depend on the processor that trained the network."""
    check_output(without_numbers(shown), without_numbers(printed))


def run_program(language, text):
    command, name = PROGRAMS[language]
    label = classify()["predictions"][0]["label"]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, name).write_text(text, encoding="utf-8")
        printed = run([command, f"{folder}/{name}", PHOTO])
    if label not in printed:
        raise Failure(f"does not print '{label}', but:\n{printed}")


def check_names(text):
    """Checks that files, outputs, parameters, resources and tags exist that a block names without being run."""
    template = (ROOT / "template.yaml").read_text(encoding="utf-8")
    sections = re.split(r"^(?=\w)", template, flags=re.MULTILINE)
    names = {part.split(":")[0]: set(re.findall(r"^  (\w+):", part, re.MULTILINE)) for part in sections}
    missing = set(re.findall(r"\$\(output (\w+)\)", text)) - names["Outputs"]
    for overrides in re.findall(r"--parameter-overrides((?: \w+=\S+)+)", text):
        missing |= set(re.findall(r"(\w+)=", overrides)) - names["Parameters"]
    missing |= set(re.findall(r"sam local invoke (\w+)", text)) - names["Resources"]
    for path in re.findall(r"(?<![\w/.-])(?:src|model|events)/[\w./-]+", text):
        if not (ROOT / path).exists():
            missing.add(path)
    for script, arguments in re.findall(r"^(src/\S+)(.*)", text, re.MULTILINE):
        source = (ROOT / script).read_text(encoding="utf-8") if script not in missing else ""
        missing |= {option for option in re.findall(r"--[a-z-]+", arguments) if option not in source}
    missing |= {f"snaplabel:{tag}" for tag in re.findall(r"snaplabel:(\w+)", text) if tag not in own_tags()}
    if missing:
        raise Failure(f"does not exist: {', '.join(sorted(missing))}")


def own_tags():
    """Returns the names of the tags that the function writes."""
    [source] = (ROOT / "src/main/java").rglob("tagging/OwnTag.java")
    return {name.lower() for name in re.findall(r"^  ([A-Z]+)[,;]$", source.read_text(encoding="utf-8"), re.MULTILINE)}


def check_command(command, arguments):
    """Checks that a command of target/snaplabel has the options that it is given."""
    known = run(["target/snaplabel", command, "--help"])
    for option in re.findall(r"--[a-z0-9-]+", arguments):
        if not re.search(rf"{option}\b", known):
            raise Failure(f"target/snaplabel {command} has no option {option}")


def check_usage(text):
    pom = (ROOT / "pom.xml").read_text(encoding="utf-8")
    commands = re.findall(r"^target/snaplabel ([\w-]+)(.*)$", text, re.MULTILINE)
    properties = re.findall(r"-D([a-z]\w*\.[\w.]+)=", text)
    if not commands and not properties:
        raise Failure("has neither a command of target/snaplabel nor an option of the build")
    for command, arguments in commands:
        check_command(command, arguments)
    for name in properties:
        if f"<{name}>" not in pom and f"${{{name}}}" not in pom:
            raise Failure(f"pom.xml has no property {name}")


def check_sentences(text):
    """Checks the commands of target/snaplabel that sentences name."""
    for command, arguments in re.findall(r"`target/snaplabel ([\w-]+)([^`]*)`", text):
        check_command(command, arguments)


def look_at(text):
    run(["bash", "-n"], input=text)
    if wrong := list(aws_commands.faults(text)):
        raise Failure("\n".join(wrong))
    check_names(text)


def run_block(path, kind, text, servers, printed):
    """Returns what was done, and what the block printed."""
    match kind.split(" "):
        case ["sh", "aws" | "docker"]:
            look_at(text)
            return "checked", ""
        case ["sh", "usage"]:
            check_usage(text)
            return "checked", ""
        case ["sh", server]:
            servers.start(int(server.removeprefix("server=")), text)
            return "listens", ""
        case ["sh"] if text.strip() == TEST_COMMAND:
            if TEST_COMMAND not in (ROOT / ".ci/run").read_text(encoding="utf-8"):
                raise Failure(".ci/run does not run it")
            return "is what .ci/run runs", ""
        case ["sh"]:
            return "ran", run([*BASH, STRICT + text])
        case ["text" | "json", "output"] if not shows_this_model(path):
            return "shows another model", ""
        case ["text", "output"] if path == GUIDE:
            check_words(text, printed)
            return "was printed", printed
        case ["text", "output"]:
            check_output(text, printed)
            return "was printed", ""
        case ["json", "output"]:
            check_answer(json.loads(text))
            return "was answered", ""
        case ["json"]:
            json.loads(text)
            check_names(text)
            return "parsed", ""
        case ["sql"]:
            sqlglot.parse_one(text, dialect="athena")
            check_names(text)
            return "parsed", ""
        case ["text"]:
            return "only shown", ""
        case ["python", "boto3", *_] | ["java", "sdk"]:
            return "tested by rekognition_clients.py or RekognitionIT", ""
        case ["python", "torch"]:
            modules = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
            return "ran", run([*TORCH, TORCH_PRELUDE + text], env=modules)
        case [language] if language in PROGRAMS:
            run_program(language, text)
            return "ran", ""
    raise Failure("this kind of block is not known")


def run_document(path, servers):
    printed = ""
    place = path.relative_to(ROOT)
    try:
        for block in blocks(path):
            place = block
            started = time.monotonic()
            outcome, printed = run_block(path, block.kind, block.text, servers, printed)
            print(f"{place}: {outcome}, {time.monotonic() - started:.1f} s", flush=True)
        place = f"{path.relative_to(ROOT)}, its sentences"
        check_sentences(path.read_text(encoding="utf-8"))
    except (Failure, ValueError, OSError, sqlglot.errors.ParseError) as failure:
        sys.exit(f"{place}: {failure}")


def main(*names):
    for folder in ("photos", "bucket"):  # left by the last run
        shutil.rmtree(ROOT / "target" / folder, ignore_errors=True)
    servers = Servers()
    try:
        for path in [ROOT / name for name in names] or MANUAL:
            run_document(path, servers)
    finally:
        servers.stop_all()


if __name__ == "__main__":
    main(*sys.argv[1:])
