"""The rooms of the package import downwards only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import mkdocs_quotes

PACKAGE = Path(mkdocs_quotes.__file__).parent

STOREYS = (
    {"model", "parallel", "program", "progress"},
    {"lang", "text", "slugs"},
    {"read", "detect"},
    {"attribute", "resolve"},
    {"pipeline"},
    {"records", "index"},
    {"cluster"},
    {"render"},
    {"cli", "plugin"},
    {"__main__"},
)
"""From the ground up. A room may import from its own storey's rooms before it, and from all storeys below."""

HEIGHT = {room: height for height, storey in enumerate(STOREYS) for room in storey}
ONLY_IN = {
    "mkdocs": "plugin",
    "jinja2": "render",
    **dict.fromkeys(("pyarrow", "fsspec", "dask", "distributed"), "cluster"),
}

MODULES = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py") if "data" not in path.parts)


def imported(module: Path) -> set[str]:
    """The full names of what a module imports, wherever in it."""
    package = ["mkdocs_quotes", *module.parent.parts]
    names: set[str] = set()
    for node in ast.walk(ast.parse((PACKAGE / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*base, *(node.module.split(".") if node.module else [])])
            names.update(f"{origin}.{alias.name}" for alias in node.names)
    return names


def room(parts: tuple[str, ...]) -> str:
    return Path(parts[0]).stem


def test_every_room_has_a_storey() -> None:
    assert {room(module.parts) for module in MODULES} - {"__init__"} == set(HEIGHT)


@pytest.mark.parametrize("module", [module for module in MODULES if module != Path("__init__.py")], ids=str)
def test_imports_point_down(module: Path) -> None:
    own = room(module.parts)
    for name in imported(module):
        parts = name.split(".")
        if parts[0] != "mkdocs_quotes" or len(parts) < 2 or parts[1] not in HEIGHT:
            continue
        assert parts[1] == own or HEIGHT[parts[1]] < HEIGHT[own] or parts[1] in STOREYS[HEIGHT[own]], (
            f"{module} imports {name}"
        )


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_each_large_library_is_known_in_one_room(module: Path) -> None:
    for name in imported(module):
        owner = ONLY_IN.get(name.split(".")[0])
        assert owner in (None, room(module.parts)), f"{module} imports {name}"


def test_the_public_package_never_imports_the_plugin() -> None:
    assert not any(".plugin" in name for name in imported(Path("__init__.py")))
