"""Rules that can be read from the source, without running it."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "services", "service", "managers", "misc"}
WRITTEN_BY_HAND = {".py", ".js", ".mjs", ".css", ".html", ".sh"}
OTHERS_WORK = {"migrations", "vendor", "node_modules"}
LONGEST_FILE = 400  # lines

# What tests/ holds beside its mirror of stillroom/.
BESIDE_THE_MIRROR = {"architecture", "attacks", "breaks", "journeys", "js", "lint", "races", "vectors", "weather"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(root: Path, *suffixes: str, under: str = "stillroom") -> Iterator[Path]:
    for path in sorted((root / under).rglob("*")):
        if path.suffix in suffixes and not OTHERS_WORK & set(path.relative_to(root).parts):
            yield path


def modules(root: Path, *names: str) -> Iterator[tuple[str, ast.Module]]:
    """Each `stillroom/<room>/<name>.py` and each file of a package `stillroom/<room>/<name>/`, parsed."""
    for path in files(root, ".py"):
        inside = path.relative_to(root).parts[2:]
        if inside and inside[0].removesuffix(".py") in names:
            yield path.relative_to(root).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def public_functions(module: ast.Module) -> Iterator[Function]:
    for node in module.body:
        if isinstance(node, Function) and not node.name.startswith("_"):
            yield node


def no_objects_in_views(root: Path) -> Iterator[str]:
    """Views ask queries and call actions; a table seen from a view is a way around `Hidden`."""
    for path, module in modules(root, "views", "consumers", "jobs", "context", "middleware"):
        for node in ast.walk(module):
            if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}:
                yield f"{path}:{node.lineno}: .{node.attr} here: ask a query"


def queries_begin_with_the_person(root: Path) -> Iterator[str]:
    """The first parameter is who asks. What is due belongs to nobody: its name says so and it takes the instant."""
    for path, module in modules(root, "queries"):
        for function in public_functions(module):
            names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
            wanted = {"now"} if function.name.startswith("due_") else {"keyholder", "visitor"}
            if not names or names[0] not in wanted:
                yield f"{path}:{function.lineno}: {function.name}() begins with {' or '.join(sorted(wanted))}"


def actions_take_names(root: Path) -> Iterator[str]:
    """Who reads a call to an action reads what each value is."""
    for path, module in modules(root, "actions"):
        for function in public_functions(module):
            arguments = function.args
            if arguments.posonlyargs or arguments.args or arguments.vararg:
                yield f"{path}:{function.lineno}: {function.name}() takes keyword arguments only"


def names_mean_something(root: Path) -> Iterator[str]:
    """A drawer for everything is where the next circle starts."""
    for under in ("stillroom", "tests", "benchmarks"):
        for path in files(root, ".py", under=under):
            inside = path.relative_to(root)
            for part in inside.parts:
                if part.removesuffix(".py") in FORBIDDEN_NAMES:
                    yield f"{inside.as_posix()}: {part} is no name: say what is in it"


def files_are_short(root: Path) -> Iterator[str]:
    for under in ("stillroom", "tests", "benchmarks", "bin"):
        for path in files(root, *WRITTEN_BY_HAND, under=under):
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > LONGEST_FILE:
                yield f"{path.relative_to(root).as_posix()}: {lines} lines, more than {LONGEST_FILE}"


def tests_mirror_the_house(root: Path) -> Iterator[str]:
    """Each folder of tests stands for a folder or a module of stillroom/, and each room has tests."""
    for folder in sorted((root / "tests").rglob("*/")):
        inside = folder.relative_to(root / "tests")
        if inside.parts[0] in BESIDE_THE_MIRROR or "__pycache__" in inside.parts or not any(folder.glob("*.py")):
            continue
        room = root / "stillroom" / inside
        if not room.is_dir() and not room.with_suffix(".py").is_file():
            yield f"tests/{inside.as_posix()}: no stillroom/{inside.as_posix()}"
    for room in sorted((root / "stillroom").glob("*/__init__.py")):
        if not any((root / "tests" / room.parent.name).rglob("test_*.py")):
            yield f"stillroom/{room.parent.name}: no test in tests/{room.parent.name}"


def floors(root: Path) -> dict[str, int]:
    """Each room's floor, 0 the highest, as the import linter reads it."""
    contracts = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    return {room.strip(" ()"): floor for floor, layer in enumerate(layers) for room in layer.split("|")}


RULES = [
    no_objects_in_views,
    queries_begin_with_the_person,
    actions_take_names,
    names_mean_something,
    files_are_short,
    tests_mirror_the_house,
]
