"""The program's texts: collect them from the code, compile them, and check that none is missing.

`python catalogues.py collect|compile|check`; needs Babel. The English text is the key. Texts are
found in calls: `N_("...")`, `t("...")`, `told("...")`, `t.plural("...", "...", n)`,
`t.within("context", "...")` and the kinds of findings. Both branches of `a if x else b` count.
"""

from __future__ import annotations

import ast
import io
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).resolve().parent
CODE = HERE.parents[1] / "cpdesk"
TEMPLATE = HERE / "cpdesk.pot"
LANGUAGES = ("zh_Hant", "zh_Hans")
# Where in a call the text stands; `plural` has two, `within` its context first.
PLACES = {
    "N_": (0,), "t": (0,), "self": (0,), "told": (0,), "plural": (0, 1), "within": (0, 1),
    "blocking": (1,), "warning": (1,), "info": (1,),
}  # fmt: skip
HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals=1; plural=0;\\n"\n"Language: {language}\\n"\n\n'
)

Key = tuple[str, str]  # context and English text


def collect() -> int:
    """Bring the template and both catalogues up to date; a translation of a gone text goes too."""
    found = texts_of(CODE)
    TEMPLATE.write_text(template_of(found), encoding="utf-8")
    for language in LANGUAGES:
        known = {key_of(each): each.string for each in read(language) if each.id}
        path_of(language).write_text(catalogue_of(found, known, language), encoding="utf-8")
    print(f"{len(found)} texts", *(f"{missing(each)} missing in {each}" for each in LANGUAGES))
    return 0


def compile_all() -> int:
    """Compile what is newer than its compiled form."""
    for language in LANGUAGES:
        source, compiled = path_of(language), path_of(language).with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        with compiled.open("wb") as out:
            write_mo(out, read(language))
    return 0


def check() -> int:
    """Name every text that was not collected, not translated, or translated with other fields."""
    found = texts_of(CODE)
    faults = list(faults_of_template(found))
    for language in LANGUAGES:
        faults.extend(f"{language}: {each}" for each in faults_of(read(language), found))
    print(*faults[:40], f"{len(faults)} faults in {len(found)} texts", sep="\n")
    return 1 if faults else 0


def faults_of_template(found: dict[Key, Message]) -> Iterator[str]:
    current = TEMPLATE.read_text(encoding="utf-8") if TEMPLATE.exists() else ""
    if current != template_of(found):
        yield "the template is out of date: run `python dev.py translate`"


def faults_of(catalogue: Catalog, found: dict[Key, Message]) -> Iterator[str]:
    """What is wrong with one language, a line per text."""
    known = {key_of(each): each for each in catalogue if each.id}
    for key, message in found.items():
        entry = known.pop(key, None)
        said = first(entry.string) if entry else ""
        if not entry or not said:
            yield f"not translated: {key[1]}"
        elif entry.fuzzy:
            yield f"fuzzy: {key[1]}"
        elif fields(said) != fields(last(message.id)):
            yield f"other fields: {key[1]} -> {said}"
    yield from (f"not used: {key[1]}" for key in known)


def texts_of(folder: Path) -> dict[Key, Message]:
    """Every text of the code, sorted, so that the files differ only where the texts do."""
    found: dict[Key, Message] = {}
    for path in sorted(folder.rglob("*.py")):
        for message in texts_in(ast.parse(path.read_text(encoding="utf-8"))):
            known = found.get(key_of(message))
            if known is None or isinstance(message.id, tuple):
                found[key_of(message)] = message
    return dict(sorted(found.items(), key=lambda item: (item[0][1], item[0][0])))


def texts_in(tree: ast.AST) -> Iterator[Message]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from texts_of_call(node, PLACES.get(name_of(node.func), ()))


def texts_of_call(call: ast.Call, places: tuple[int, ...]) -> Iterator[Message]:
    if places and len(call.args) > max(places):
        yield from messages(name_of(call.func), [call.args[each] for each in places])


def messages(name: str, arguments: list[ast.expr]) -> Iterator[Message]:
    parts = [list(constants(each)) for each in arguments]
    if not all(parts):
        return
    if name == "plural":
        yield Message((parts[0][0], parts[1][0]))
    elif name == "within":
        yield from (Message(text, context=parts[0][0]) for text in parts[1])
    else:
        yield from (Message(text) for text in parts[0])


def constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from constants(node.body)
        yield from constants(node.orelse)


def name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def template_of(found: dict[Key, Message]) -> str:
    return catalogue_of(found, {}, "")


def catalogue_of(found: dict[Key, Message], known: dict[Key, object], language: str) -> str:
    catalogue = Catalog(locale=language or None)
    for key, message in found.items():
        said = first(known.get(key, ""))
        plural = isinstance(message.id, tuple)
        catalogue.add(message.id, (said,) if plural else said, context=message.context)
    out = io.BytesIO()
    write_po(out, catalogue, omit_header=True, no_location=True, width=100)
    return HEADER.format(language=language) + out.getvalue().decode().strip() + "\n"


def read(language: str) -> Catalog:
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def path_of(language: str) -> Path:
    return HERE / language / "LC_MESSAGES" / "cpdesk.po"


def key_of(message: Message) -> Key:
    return message.context or "", first(message.id)


def first(text: object) -> str:
    return str(text[0]) if isinstance(text, tuple | list) else str(text or "")


def last(text: object) -> str:
    return str(text[-1]) if isinstance(text, tuple | list) else str(text)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def missing(language: str) -> int:
    return sum(1 for each in read(language) if each.id and not first(each.string))


CHORES = {"collect": collect, "compile": compile_all, "check": check}

if __name__ == "__main__":
    sys.exit(CHORES[sys.argv[1]]())
