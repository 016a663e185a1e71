"""A Word form as an office might give it out: tables, content controls, squares, blanks."""

from __future__ import annotations

import io
import zipfile

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships'
    '+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName='
    '"/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def text(words: str, letters: str = "") -> str:
    return f'<w:r><w:rPr>{letters}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def line(*inside: str) -> str:
    return f"<w:p>{''.join(inside)}</w:p>"


def cell(inside: str, wide: int = 1, letters: str = "") -> str:
    about = f"<w:pPr><w:rPr>{letters}</w:rPr></w:pPr>" if letters else ""
    body = line(text(inside)) if inside and not inside.startswith("<") else inside or (
        f"<w:p>{about}</w:p>"
    )
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{wide}"/></w:tcPr>{body}</w:tc>'


def table(columns: int, *rows: tuple[str, ...]) -> str:
    grid = '<w:gridCol w:w="2000"/>' * columns
    inside = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{inside}</w:tbl>"


def control(tag: str, shown: str = "Click here", about: str = "") -> str:
    letters = '<w:rStyle w:val="PlaceholderText"/><w:b/>'
    return (f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/><w:showingPlcHdr/>{about}</w:sdtPr>'
            f"<w:sdtContent>{text(shown, letters)}</w:sdtContent></w:sdt>")  # fmt: skip


def box(tag: str) -> str:
    about = ('<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612"/>'
             '<w14:uncheckedState w14:val="2610"/></w14:checkbox>')  # fmt: skip
    return (f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/>{about}</w:sdtPr>'
            f"<w:sdtContent>{text('☐')}</w:sdtContent></w:sdt>")  # fmt: skip


def word_form() -> bytes:
    """The bytes of the form."""
    options = ('<w:dropDownList><w:listItem w:displayText="Food and beverage 食品和飲品業" '
               'w:value="a"/><w:listItem w:displayText="Printing and publishing 印刷和出版業" '
               'w:value="b"/></w:dropDownList>')  # fmt: skip
    small = '<w:sz w:val="18"/><w:color w:val="0000FF"/>'
    body = "".join((
        line(text("Application Form 申請表")),
        line(text("Part A  Applicant 甲部 申請公司")),
        table(4,
              (cell("Name of company 公司名稱"), cell("", 3, small)),
              (cell("Business Registration No. 商業登記號碼"), cell(""), cell("Telephone 電話"),
               cell("")),
              (cell("E-mail 電郵"), cell(line(control("email"))), cell("Website 網址"),
               cell(""))),
        line(text("Type of company 公司類別:   "), box("ltd"), text(" Limited company 有限公司   "),
             box("part"), text(" Partnership 合夥")),
        line(text("Part B  Factory 乙部 工廠")),
        line(text("Target sector 所屬行業: "), control("sector", "Choose", options)),
        line(text("Environmental penalties in the past three years 過去三年環保處罰:   "),
             text("□ Yes 有   □ No 沒有")),
        line(text("Address of factory 工廠地址: ________________")),
        line(text("Part C  Budget breakdown 丙部 財政預算明細")),
        table(3, (cell("Item 項目"), cell("Quantity 數量"), cell("Amount (HK$) 金額（港元）")),
              *[(cell(""), cell(""), cell("")) for _ in range(3)]),
        line(text("Signature 簽署: ")),
    ))  # fmt: skip
    document = (f'<w:document xmlns:w="{_W}" xmlns:w14="{_W14}"><w:body>{body}'
                '<w:sectPr/></w:body></w:document>')  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", _TYPES)
        file.writestr("_rels/.rels", _RELATIONS)
        file.writestr("word/document.xml", document)
        file.writestr("word/theme/theme1.xml", "<theme/>")
    return out.getvalue()
