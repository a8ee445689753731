"""How controls look: one style sheet, in the colours of a theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.widgets.theme import Colours


def style_sheet(theme: Colours, end: str = "right") -> str:
    """Return the style sheet of the whole program in the colours of a theme.

    `end` is the side that lines end at: Qt turns places over in a window that is read from the
    right, but no padding.
    """
    return f"""
    QMainWindow::separator {{ background: {theme.line}; width: 1px; height: 1px; }}
    QMainWindow::separator:hover {{ background: {theme.accent}; }}
    QToolBar {{ background: {theme.window}; border: 0; border-bottom: 1px solid {theme.line};
        padding: 4px 8px; spacing: 4px; }}
    QToolBar::separator {{ background: {theme.line}; width: 1px; margin: 6px; }}
    QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 5px 8px; }}
    QToolButton[narrow] {{ padding: 5px 2px; min-width: 18px; }}
    QToolButton:hover {{ background: {theme.hover}; }}
    QToolButton:focus {{ border-color: {theme.accent}; }}
    QToolButton:checked {{ background: {theme.selection}; }}
    QPushButton {{ background: {theme.field}; border: 1px solid {theme.edge}; border-radius: 6px;
        padding: 5px 14px; }}
    QPushButton[compact="true"] {{ padding: 5px 8px; }}
    QPushButton:hover {{ background: {theme.hover}; }}
    QPushButton:focus {{ border: 2px solid {theme.accent}; padding: 4px 13px; }}
    QPushButton[compact="true"]:focus {{ padding: 4px 7px; }}
    QPushButton:disabled {{ border-color: {theme.line}; color: {theme.edge}; }}
    QPushButton[primary="true"] {{ background: {theme.accent}; color: {theme.on_accent};
        border-color: {theme.accent}; font-weight: 600; }}
    QPushButton[primary="true"]:hover {{ border-color: {theme.text}; }}
    QPushButton[primary="true"]:focus {{ border: 3px solid {theme.text}; padding: 3px 12px; }}
    QPushButton[primary="true"]:disabled {{ background: {theme.field}; color: {theme.edge};
        border-color: {theme.line}; }}
    QSpinBox, QDoubleSpinBox {{ background: {theme.field}; border: 1px solid {theme.edge};
        border-radius: 5px; padding: 3px 0 2px 0; }}
    QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button,
    QDoubleSpinBox::down-button {{ border: 0; width: 18px; }}
    QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {{
        image: url(icons:chevron-up-{theme.name}.svg); width: 10px; height: 10px; }}
    QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {{
        image: url(icons:chevron-{theme.name}.svg); width: 10px; height: 10px; }}
    QSpinBox:focus, QDoubleSpinBox:focus {{ border: 2px solid {theme.accent};
        padding: 2px 0 1px 0; }}
    QMainWindow > QTabBar::tab {{ padding: 6px 9px; font-size: 14px; }}
    QProgressBar {{ background: {theme.line}; border: 0; border-radius: 3px; max-height: 6px; }}
    QProgressBar::chunk {{ background: {theme.accent}; border-radius: 3px; }}
    QPushButton[link="true"] {{ background: transparent; border: 1px solid transparent;
        color: {theme.accent}; padding: 6px 12px; text-align: left; }}
    QToolButton[link="true"] {{ color: {theme.accent}; }}
    QPushButton[link="true"]:hover, QToolButton[link="true"]:hover {{ text-decoration: underline; }}
    QPushButton[link="true"]:focus {{ border: 1px solid {theme.accent}; padding: 6px 12px; }}
    QToolButton[popupMode="2"], QToolButton[popupMode="InstantPopup"] {{
        padding-{end}: 22px; }}
    QToolButton::menu-indicator, QPushButton::menu-indicator {{
        image: url(icons:chevron-{theme.name}.svg); width: 11px; height: 11px;
        subcontrol-origin: border; subcontrol-position: center right; right: 8px; }}
    QToolButton::menu-indicator:disabled {{ image: none; }}
    QToolButton[told="true"]:disabled {{ color: {theme.good}; padding-{end}: 2px; }}
    QCheckBox, QRadioButton {{ spacing: 8px; }}
    QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {{
        width: 14px; height: 14px; background: {theme.field}; border: 1px solid {theme.edge};
        border-radius: 3px; }}
    QRadioButton::indicator {{ border-radius: 8px; }}
    QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{
        background: {theme.accent}; border-color: {theme.accent};
        image: url(icons:check-{theme.name}.svg); }}
    QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {{
        background: {theme.accent}; border-color: {theme.accent};
        image: url(icons:dash-{theme.name}.svg); }}
    QRadioButton::indicator:checked {{ background: {theme.field};
        border: 5px solid {theme.accent}; width: 6px; height: 6px; }}
    QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{
        border-color: {theme.line}; }}
    QCheckBox::indicator:focus, QRadioButton::indicator:focus {{
        border: 2px solid {theme.text}; width: 12px; height: 12px; }}
    QToolButton[segment] {{ background: {theme.field}; border: 1px solid {theme.edge};
        border-radius: 0; padding: 3px 14px; font-size: 14px; }}
    QToolButton[segment]:checked {{ background: {theme.selection}; font-weight: 600; }}
    QToolButton[segment="left"] {{ border-top-left-radius: 6px; border-bottom-left-radius: 6px; }}
    QToolButton[segment="right"] {{ border-left: 0; border-top-right-radius: 6px;
        border-bottom-right-radius: 6px; }}
    QToolButton[segment]:focus {{ border-color: {theme.accent}; }}
    QToolButton[chip="true"] {{ background: {theme.field}; border: 1px solid {theme.edge};
        border-radius: 9px; padding: 1px 8px; font-size: 13px; }}
    QToolButton[chip="true"]:hover {{ background: {theme.hover}; }}
    QToolButton[chip="true"]:focus {{ border-color: {theme.accent}; }}
    QLineEdit, QComboBox, QPlainTextEdit[edge="true"], QTextEdit[edge="true"] {{
        background: {theme.field}; border: 1px solid {theme.edge}; border-radius: 5px;
        padding: 4px 6px; selection-background-color: {theme.selection};
        selection-color: {theme.text}; }}
    QLineEdit:focus, QComboBox:focus, QPlainTextEdit[edge="true"]:focus,
    QTextEdit[edge="true"]:focus {{
        border: 2px solid {theme.accent}; padding: 3px 5px; }}
    QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{ border: 0; padding: 2px 0;
        background: transparent; }}
    QLineEdit[compact="true"], QComboBox[compact="true"] {{ padding: 2px 4px; font-size: 14px; }}
    QLineEdit[compact="true"]:focus, QComboBox[compact="true"]:focus {{ padding: 1px 3px; }}
    QComboBox[compact="true"]::drop-down {{ border: 0; width: 16px; }}
    QComboBox::drop-down {{ border: 0; width: 20px; }}
    QComboBox::down-arrow {{ image: url(icons:chevron-{theme.name}.svg); width: 12px;
        height: 12px; }}
    QComboBox QAbstractItemView {{ background: {theme.field}; border: 1px solid {theme.edge}; }}
    QListView, QTreeView, QTableView {{ background: {theme.field}; border: 0; outline: 0; }}
    QTableView[open="true"] {{ background: {theme.window}; }}
    QListView[edge="true"] {{ border: 1px solid {theme.edge}; border-radius: 5px; }}
    QListView[popup="true"] {{ border: 1px solid {theme.edge}; padding: 3px; }}
    QListView[popup="true"]::item {{ padding: 4px 6px; }}
    QFrame[notice="true"] {{ background: {theme.warning_ground}; border-radius: 5px; }}
    QFrame[notice="true"] QLabel {{ color: {theme.warning}; font-size: 14px; }}
    QFrame[notice="true"] QPushButton {{ padding: 2px 10px; font-size: 14px; }}
    QFrame[notice="true"] QPushButton:focus {{ padding: 1px 9px; }}
    QListView::item:hover {{ background: {theme.hover}; }}
    QListView::item:selected {{ background: {theme.selection}; color: {theme.text}; }}
    QTreeView::item {{ padding: 4px 3px; }}
    QTreeView::item:hover {{ background: {theme.hover}; }}
    QTreeView::item:selected {{ background: {theme.selection}; color: {theme.text}; }}
    QListView::item:focus {{ border: 2px solid {theme.accent}; }}
    QHeaderView::section {{ background: {theme.window}; color: {theme.quiet}; border: 0;
        border-bottom: 1px solid {theme.line}; padding: 4px 5px; font-size: 13px; }}
    QTableCornerButton::section {{ background: {theme.window}; border: 0;
        border-bottom: 1px solid {theme.line}; }}
    QListWidget::item {{ padding: 6px 8px; }}
    QDockWidget {{ font-weight: 600; color: {theme.quiet};
        titlebar-close-icon: url(icons:close-{theme.name}.svg); }}
    QDockWidget::title {{ background: {theme.window}; padding: 7px 10px; text-align: left; }}
    QDockWidget::close-button {{ border: 0; border-radius: 4px; padding: 2px; }}
    QDockWidget::close-button:hover {{ background: {theme.hover}; }}
    QLabel[quiet="true"], QCheckBox[quiet="true"] {{ color: {theme.quiet}; font-size: 13px; }}
    QLabel[heading="true"] {{ font-size: 17px; font-weight: 600; }}
    QMenuBar, QStatusBar {{ background: {theme.window}; }}
    QMenuBar::item {{ padding: 5px 9px; border-radius: 4px; background: transparent; }}
    QMenuBar::item:selected, QMenu::item:selected {{ background: {theme.selection};
        color: {theme.text}; }}
    QMenu {{ background: {theme.field}; border: 1px solid {theme.edge}; padding: 4px; }}
    QMenu::item {{ padding: 5px 26px 5px 22px; border-radius: 4px; }}
    QMenu::item:disabled {{ color: {theme.edge}; }}
    QMenu::separator {{ background: {theme.line}; height: 1px; margin: 4px 8px; }}
    QToolTip {{ background: {theme.page}; color: {theme.text}; border: 1px solid {theme.edge};
        padding: 5px; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
    QScrollBar::handle {{ background: {theme.edge}; border-radius: 4px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: 32px; }}
    QScrollBar::handle:horizontal {{ min-width: 32px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QTabBar::tab {{ padding: 6px 14px; color: {theme.quiet};
        border-bottom: 2px solid transparent; }}
    QTabBar::tab:selected {{ color: {theme.text}; border-bottom-color: {theme.accent}; }}
    QTabBar::tab:focus {{ background: {theme.selection}; }}
    QTabBar::scroller {{ width: 44px; }}
    QTabBar QToolButton {{ background: {theme.window}; border: 0; border-radius: 0; padding: 0; }}
    QTabBar QToolButton:hover {{ background: {theme.hover}; }}
    QTabBar QToolButton::left-arrow {{ image: url(icons:chevron-left-{theme.name}.svg);
        width: 12px; height: 12px; }}
    QTabBar QToolButton::right-arrow {{ image: url(icons:chevron-right-{theme.name}.svg);
        width: 12px; height: 12px; }}
    QTabBar QToolButton::left-arrow:disabled, QTabBar QToolButton::right-arrow:disabled {{
        image: none; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QStatusBar::item {{ border: 0; }}
    """
