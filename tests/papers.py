"""Papers as they come: photos, scans, PDFs that do things, files that only look like one."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw

from cpdesk.base.paths import resource

HEIC = resource("sample", "photo.heic")
ORIENTATION, GPS = 0x0112, 0x8825


def photo(size: tuple[int, int] = (64, 48)) -> Image.Image:
    """White, with a red quarter at the upper left and a blue one at the lower right."""
    image = Image.new("RGB", size, "white")
    wide, high = size
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, wide // 2 - 1, high // 2 - 1), fill="red")
    draw.rectangle((wide // 2, high // 2, wide - 1, high - 1), fill="blue")
    return image


def coded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def sideways(size: tuple[int, int] = (64, 48)) -> bytes:
    """A JPEG as a phone writes it held upright: the sensor's rows, and a word how to turn them."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[GPS] = {1: "N", 2: (23.0, 1.0, 5.0)}
    stored = photo(size).transpose(Image.Transpose.ROTATE_90)
    return coded(stored, "JPEG", quality=95, exif=exif)


def tiff(pages: int, mode: str = "L") -> bytes:
    images = [Image.new(mode, (60, 80 + at)) for at in range(pages)]
    return coded(images[0], "TIFF", save_all=True, append_images=images[1:])


def png_of(wide: int, high: int) -> bytes:
    """A small file that says it has so many pixels."""
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(100))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, *zip(*parts, strict=True)))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "content")
    return out.getvalue()


def pdf(pages: int = 1, size: tuple[float, float] = (595, 842), words: str = "") -> bytes:
    """Pages with a few words on each, in a font that every reader has."""
    document = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for at in range(pages):
        page = document.add_blank_page(page_size=size)
        page.obj.Resources = Dictionary(Font=Dictionary(F=font))
        drawn = f"BT /F 20 Tf 40 40 Td ({words or 'page'} {at + 1}) Tj ET"
        page.obj.Contents = document.make_stream(drawn.encode())
    return saved(document)


def saved(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out, compress_streams=False)
    return out.getvalue()


def active_pdf() -> bytes:
    """One that runs scripts, launches a program, carries files, and shows a stamp."""
    document = pikepdf.open(io.BytesIO(pdf(1)))
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('hello')"))
    launch = Dictionary(S=Name.Launch, F=String("evil.exe"))
    held = Dictionary(EF=Dictionary(F=document.make_stream(b"a file within")), F=String("a.exe"),
                      Type=Name.Filespec)  # fmt: skip
    page = document.pages[0].obj
    look = document.make_stream(b"1 0 0 rg 0 0 100 100 re f")
    look.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 100]),
                           AF=Array([held])))  # fmt: skip
    stamp = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([100, 600, 200, 700]), F=4,
                       AP=Dictionary(N=document.make_indirect(look)), A=launch)  # fmt: skip
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 99, 99]), A=launch)
    page.Annots = Array([document.make_indirect(stamp), document.make_indirect(link)])
    page.AA = Dictionary(O=script)
    document.Root.OpenAction = script
    document.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("s"), script])),
        EmbeddedFiles=Dictionary(Names=Array([String("a.exe"), held])),
    )
    return saved(document)
