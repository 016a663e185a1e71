"""Colours, sizes and the style sheet of the window; the pictures of the look decide them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from cpdesk.base.paths import resource
from cpdesk.documents.setting import ink
from cpdesk.documents.setting.ink import Ink


@dataclass(frozen=True)
class Tokens(Ink):
    """Colours by what they are used for, those of charts among them.

    Amber only means doubt and red only error.
    """

    window: str = "#F3F5F3"
    raised: str = "#FAFBFA"
    accent2: str = "#0A573C"
    onaccent: str = "#FFFFFF"
    sel: str = "#D7EAE1"


LIGHT = Tokens()
DARK = Tokens(
    **asdict(ink.DARK), window="#171B19", raised="#242A27", accent2="#79D6B2",
    onaccent="#08160F", sel="#254538",
)  # fmt: skip
_SHOWN = [LIGHT]
_FILES = ("NotoSansHK_400Regular", "NotoSansHK_700Bold", "NotoSansSC_400Regular",
          "NotoSansSC_700Bold")  # fmt: skip

_SHEET = """
* {{ font-size:{px13}px }}
#head, #page {{ background:{base} }}
#head {{ border-bottom:1px solid {line} }}
#side {{ background:{raised}; border-right:1px solid {line} }}
#sidebody {{ background:{raised} }}
#desk {{ background:{window} }}
#verdict {{ border:0; border-left:3px solid {accent}; background:{base} }}
#keyfirst {{ border:0; border-left:3px solid {accent} }}
#keyfigure {{ border:0; border-left:1px solid {line2} }}
#navhead {{ background:{window}; border-right:1px solid {line2}; border-bottom:1px solid {line} }}
#navgap {{ background:{window}; border-right:1px solid {line2} }}
#nav {{ background:{window}; border:0; border-right:1px solid {line2}; outline:0 }}
#nav::item {{ padding-left:12px; border-left:3px solid transparent; color:{text2} }}
#nav::item:hover {{ background:{raised} }}
#nav::item:selected {{ background:{soft}; color:{text}; border-left-color:{accent} }}
#nav::item:focus {{ border:2px solid {accent}; border-left-width:3px }}
#list {{ background:{raised}; border:0; outline:0 }}
#list::item {{ padding-left:8px; border-bottom:1px solid {line}; color:{text} }}
#list::item:selected {{ background:{soft}; color:{text} }}
#list::item:focus {{ border:2px solid {accent}; padding-left:6px }}
QLabel[rank="key"] {{ font-size:{px28}px; font-weight:700 }}
QLabel[rank="title"] {{ font-size:{px20}px; font-weight:700 }}
QLabel[rank="verdict"] {{ font-size:{px18}px; font-weight:700 }}
QLabel[rank="pane"] {{ font-size:{px15}px; font-weight:700 }}
QLabel[rank="strong"] {{ font-weight:700 }}
QLabel[rank="second"] {{ color:{text2} }}
QLabel[rank="label"] {{ font-size:{px12}px; color:{text2} }}
QLabel[rank="hint"] {{ font-size:{px12}px; color:{text3} }}
QLabel[rank="problem"] {{ font-size:{px12}px; color:{err} }}
QLabel[rank="doubt"] {{ font-size:{px12}px; color:{warn} }}
#beside {{ border-left:1px solid {line2}; background:{raised} }}
#beside[beneath="yes"] {{ border-left:0; border-top:1px solid {line2} }}
#sidebody {{ background:{raised} }}
#bar {{ background:{warnsoft}; color:{warn} }}
QPushButton {{ min-height:28px; padding:0 14px; border:1px solid {line2}; border-radius:3px;
  background:{base}; color:{text} }}
QPushButton:hover {{ background:{raised}; border-color:{control} }}
QPushButton:focus {{ border:2px solid {accent}; padding:0 13px; min-height:26px }}
QPushButton[kind="primary"] {{ background:{accent}; border-color:{accent}; color:{onaccent};
  font-weight:700 }}
QPushButton[kind="primary"]:hover {{ background:{accent2} }}
QPushButton[kind="primary"]:focus {{ border:2px solid {accentline} }}
QPushButton[kind="danger"] {{ color:{err}; border-color:{err} }}
QPushButton[kind="text"] {{ color:{accent}; border-color:transparent; background:transparent;
  padding:0 4px }}
QPushButton[kind="text"]:hover {{ color:{accent2}; text-decoration:underline }}
QPushButton[kind="text"]:focus {{ border:2px solid {accent}; padding:0 3px }}
QPushButton[kind="text"][dense="true"] {{ min-height:18px; padding:0 2px }}
QPushButton[kind="text"][dense="true"]:focus {{ min-height:16px; padding:0 1px }}
QPushButton[kind="text"][dense="least"] {{ min-height:0; padding:0 4px }}
QPushButton[kind="text"][dense="least"]:focus {{ min-height:0; padding:0 3px }}
QPushButton[kind="text"][dense="caption"] {{ min-height:0; padding:0; text-align:left }}
QPushButton[kind="problem"] {{ color:{err}; border-color:transparent; background:transparent;
  padding:0 4px; font-size:{px12}px }}
QPushButton[kind="problem"]:focus {{ border:2px solid {accent}; padding:0 3px }}
QPushButton[kind="fold"] {{ border-color:transparent; background:transparent; padding:0 4px 0 0;
  font-weight:700; text-align:left }}
QPushButton[kind="fold"]:focus {{ border:2px solid {accent}; padding:0 3px 0 0 }}
QPushButton[kind="small"] {{ min-height:24px; padding:0 8px; font-size:{px12}px }}
QPushButton[kind="small"]:focus {{ min-height:22px; padding:0 7px }}
QPushButton::menu-indicator {{ image:none; width:0 }}
QPushButton[kind="segment"] {{ border-radius:0; padding:0 8px; color:{text2}; min-height:26px }}
QPushButton[kind="segment"][first="false"] {{ margin-left:-1px }}
QPushButton[kind="segment"]:checked {{ background:{soft}; color:{text}; font-weight:700 }}
QPushButton[kind="segment"]:focus {{ border:2px solid {accent}; padding:0 7px; min-height:24px }}
QPushButton[kind="choice"] {{ min-height:26px; padding:0 18px 0 8px; text-align:left;
  border-color:{control}; background:{base} url({icons}/down.svg) no-repeat right center }}
QPushButton[kind="choice"]:focus {{ border:2px solid {accent}; padding:0 17px 0 7px;
  min-height:24px }}
QPushButton[kind="choice"][aside="yes"] {{ color:{text3}; border-color:{line2} }}
QPushButton:disabled {{ color:{text3}; background:{line}; border-color:{line} }}
QLineEdit, QComboBox, QDateEdit {{ min-height:28px; padding:0 8px; border:1px solid {control};
  border-radius:3px; background:{base}; color:{text} }}
QLineEdit:focus, QComboBox:focus, QDateEdit:focus {{ border:2px solid {accent}; padding:0 7px;
  min-height:26px }}
QLineEdit:disabled, QComboBox:disabled {{ background:{window}; border-color:{line2} }}
QLineEdit[dense="true"] {{ min-height:24px }}
QLineEdit[dense="true"]:focus {{ min-height:22px }}
QLineEdit[reckoned="true"] {{ border-color:{line2}; placeholder-text-color:{text3} }}
QLineEdit[reckoned="true"]:focus {{ border-color:{accent} }}
QLineEdit[bare="true"] {{ border-color:transparent; padding:0; placeholder-text-color:{text} }}
QLineEdit[bare="true"]:focus {{ border:2px solid {accent}; padding:0 }}
#remark {{ border:0; border-left:3px solid {control}; border-bottom:1px solid {line} }}
#remark[severity="blocking"] {{ border-left-color:{err} }}
#remark[severity="warning"] {{ border-left-color:{warnmark} }}
#middle[beneath="yes"] {{ border:0; border-top:1px solid {line2} }}
#paper {{ background:{window}; border-left:1px solid {line2} }}
QLineEdit[finding="error"], QPlainTextEdit[finding="error"], QComboBox[finding="error"] {{
  border-color:{err} }}
QLineEdit[finding="doubt"] {{ border-color:{warnmark}; background:{warnsoft} }}
QPlainTextEdit {{ border:1px solid {control}; border-radius:3px; background:{base};
  padding:2px 4px }}
QPlainTextEdit:focus {{ border:2px solid {accent}; padding:1px 3px }}
QComboBox::drop-down {{ border:0; width:22px }}
QComboBox::down-arrow {{ image:url({icons}/down.svg); width:14px }}
QCheckBox::indicator {{ width:14px; height:14px; border:1px solid {control}; border-radius:2px;
  background:{base} }}
QCheckBox::indicator:checked {{ background:{accent}; border-color:{accent};
  image:url({icons}/check.svg) }}
QCheckBox:focus {{ color:{accent} }}
QTableView {{ background:{base}; border:1px solid transparent; gridline-color:{line};
  selection-background-color:{sel}; selection-color:{text} }}
QTableView:focus, #register:focus {{ border-color:{accent} }}
#dialogtable::item {{ padding:0 12px 0 0 }}
#drop {{ border:1px dashed {control}; background:{base} }}
#rule {{ background:{line} }}
#disc {{ font-size:13px; color:{text2}; border:1px solid {accent}; border-radius:13px }}
#disc[here="yes"] {{ background:{accent}; color:{onaccent} }}
#underline {{ background:{line2} }}
#underline[here="yes"] {{ background:{accent} }}
#register {{ border:1px solid transparent; background:{base} }}
#register::item {{ border-bottom:1px solid {line} }}
#register::item:selected {{ background:{sel} }}
#recent {{ border:0; border-bottom:1px solid {line}; background:{base} }}
#recent:hover {{ background:{raised} }}
#recent:focus {{ border:2px solid {accent} }}
#cellbar {{ border:1px solid {line2}; background:{base} }}
#barfigure {{ border:0; border-left:1px solid {line2}; border-radius:0; min-height:26px }}
#barfigure:focus {{ border:2px solid {accent}; padding:0 6px }}
#cell {{ border:2px solid {accent}; border-radius:0; min-height:0; padding:0 6px }}
QHeaderView {{ background:{base} }}
QHeaderView::section {{ background:{base}; color:{text3}; font-size:{px12}px; border:0;
  border-bottom:1px solid {line2}; padding:4px 8px 4px 0 }}
#dialogtable QHeaderView::section {{ padding:4px 15px 4px 3px }}
QHeaderView::section:vertical {{ border-bottom:1px solid {line} }}
QTableCornerButton::section {{ background:{base}; border:0; border-bottom:1px solid {line2} }}
QAbstractScrollArea::corner {{ background:transparent; border:0 }}
#ticks {{ border:1px solid {control}; border-radius:3px; background:{base}; padding:2px 4px }}
#ticks:focus {{ border:2px solid {accent}; padding:1px 3px }}
#ticks::item {{ color:{text}; background:transparent }}
#ticks::item:selected {{ background:{soft} }}
#ticks::indicator {{ width:14px; height:14px; border:1px solid {control}; border-radius:2px;
  background:{base} }}
#ticks::indicator:checked {{ background:{accent}; border-color:{accent};
  image:url({icons}/check.svg) }}
QScrollArea {{ border:1px solid transparent; background:{base} }}
QScrollArea:focus {{ border-color:{accent} }}
#note {{ background:{window}; border-radius:3px }}
#paperside {{ background:{window}; border:0; border-left:1px solid {line2} }}
#paperarea, #paperarea > QWidget > QWidget {{ background:{window}; border:0 }}
#paperarea:focus {{ border:2px solid {accent} }}
#strip {{ background:{soft}; border-bottom:1px solid {line} }}
#paper {{ border:1px solid {line}; background:{window} }}
#paper > QWidget > QWidget {{ background:{window} }}
#paper > QWidget > QLineEdit {{ background:{base} }}
QStatusBar {{ background:{window}; border-top:1px solid {line2}; color:{text2};
  font-size:{px12}px }}
QStatusBar QLabel {{ font-size:{px12}px; color:{text2} }}
QStatusBar QPushButton[kind="text"] {{ min-height:20px; font-size:{px12}px }}
QStatusBar QPushButton[kind="text"]:focus {{ min-height:18px }}
QStatusBar::item {{ border:0 }}
QMenuBar {{ background:{window}; border-bottom:1px solid {line} }}
QMenuBar::item {{ padding:6px 10px; background:transparent }}
QMenuBar::item:selected {{ background:{soft} }}
QMenu {{ background:{base}; border:1px solid {line2} }}
QMenu::item {{ padding:5px 28px 5px 16px }}
QMenu::item:selected {{ background:{soft}; color:{text} }}
QMenu::item:disabled {{ color:{text3} }}
QMenu::indicator {{ width:14px; height:14px; left:10px }}
QMenu::indicator:checked {{ image:url({icons}/tick.svg) }}
QMenu::separator {{ height:1px; background:{line}; margin:4px 0 }}
QProgressBar {{ border:0; background:{line}; min-height:5px; max-height:5px }}
QProgressBar::chunk {{ background:{accent} }}
QScrollBar:vertical {{ background:transparent; width:12px; margin:0 }}
QScrollBar:horizontal {{ background:transparent; height:12px; margin:0 }}
QScrollBar::handle {{ background:{line2}; border-radius:4px; margin:2px }}
QScrollBar::handle:hover {{ background:{control} }}
QScrollBar::handle:vertical {{ min-height:32px }}
QScrollBar::handle:horizontal {{ min-width:32px }}
QScrollBar::add-line, QScrollBar::sub-line {{ width:0; height:0 }}
QScrollBar::add-page, QScrollBar::sub-page {{ background:transparent }}
QToolTip {{ background:{raised}; color:{text}; border:1px solid {line2}; padding:3px }}
"""


def colours() -> Tokens:
    """Those that the window shows now; what is painted asks for them each time."""
    return _SHOWN[0]


def show_in(tokens: Tokens) -> None:
    """From now on everything is painted in these."""
    _SHOWN[0] = tokens


def icon_file(name: str) -> Path:
    """A small drawing in the text's own grey."""
    return resource("icons", "dark" if colours().dark else "light", f"{name}.svg")


def palette() -> QPalette:
    """The colours as Qt's own roles, for what no style sheet reaches."""
    tokens = colours()
    roles = QPalette.ColorRole
    pairs = {
        roles.Window: tokens.window, roles.Base: tokens.base, roles.Button: tokens.base,
        roles.WindowText: tokens.text, roles.Text: tokens.text, roles.ButtonText: tokens.text,
        roles.AlternateBase: tokens.raised, roles.ToolTipBase: tokens.raised,
        roles.ToolTipText: tokens.text, roles.PlaceholderText: tokens.text3,
        roles.Highlight: tokens.sel, roles.HighlightedText: tokens.text,
        roles.Link: tokens.accent, roles.Accent: tokens.accent, roles.Mid: tokens.line2,
        roles.Dark: tokens.control,
    }  # fmt: skip
    made = QPalette()
    for role, colour in pairs.items():
        made.setColor(role, QColor(colour))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.text3))
    return made


def style_sheet(text_size: int) -> str:
    """The style sheet at the user's text size in points; 10 is 13 pixels.

    It names no font: a sheet that changed with the language would style every widget anew.
    """
    sizes = {f"px{size}": scaled(size, text_size) for size in (12, 13, 15, 18, 20, 28)}
    icons = icon_file("down").parent.as_posix()
    return _SHEET.format(**asdict(colours()), **sizes, icons=icons)


def scaled(pixels: int, text_size: int) -> int:
    return round(pixels * text_size / 10)


def load_fonts() -> None:
    """Make our own fonts known to Qt; once, after the application exists."""
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(resource("fonts", f"{name}.ttf")))


def families(language: str) -> list[str]:
    """Our two families; Simplified Chinese wants its own forms first."""
    ordered = ["Noto Sans HK", "Noto Sans SC"]
    return ordered[::-1] if language == "zh_Hans" else ordered


def font(language: str, text_size: int) -> QFont:
    """The font of the window."""
    made = QFont()
    made.setFamilies(families(language))
    made.setPixelSize(scaled(13, text_size))
    return made
