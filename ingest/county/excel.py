"""A workbook of one sheet, written by hand so that the same table gives the same bytes every time."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pyarrow as pa

from pipeline.errors import UsageError

MAX_ROWS = 1_048_575
_STAMP = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/styles.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>'
)
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="xl/workbook.xml"/></Relationships>'
)
_BOOK_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
    ' Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"'
    ' Target="styles.xml"/></Relationships>'
)
_STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def _letters(i: int) -> str:
    out = ""
    i += 1
    while i:
        i, r = divmod(i - 1, 26)
        out = chr(65 + r) + out
    return out


def write_xlsx(path: Path, table: pa.Table, sheet: str, date_columns: tuple[str, ...] = ()) -> None:
    """Write ``table`` (text columns) as the only sheet. ``date_columns`` hold ISO dates and become real date
    cells.

    A text in a date column that is no ISO date stays text. Raises UsageError: more rows than a sheet can
    hold.
    """
    if table.num_rows > MAX_ROWS:
        raise UsageError(
            f"{path.name}: {table.num_rows} rows are more than a sheet holds; "
            "choose formats={'referrals': 'csv'}"
        )
    import datetime as dt

    letters = [_letters(i) for i in range(table.num_columns)]
    epoch = dt.date(1899, 12, 30)

    def text_cell(ref: str, value: str) -> str:
        return f'<c r="{ref}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'

    def date_cell(ref: str, value: str) -> str:
        try:
            return f'<c r="{ref}" s="1"><v>{(dt.date.fromisoformat(value) - epoch).days}</v></c>'
        except ValueError:
            return text_cell(ref, value)

    makers = [date_cell if name in date_columns else text_cell for name in table.column_names]
    rows = [
        '<row r="1">' + "".join(text_cell(f"{a}1", n) for a, n in zip(letters, table.column_names)) + "</row>"
    ]
    columns = [table.column(i).to_pylist() for i in range(table.num_columns)]
    for number, values in enumerate(zip(*columns), start=2):
        cells = "".join(
            make(f"{a}{number}", v) for make, a, v in zip(makers, letters, values) if v is not None
        )
        rows.append(f'<row r="{number}">{cells}</row>')
    body = (
        f'{_HEAD}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="A1:{letters[-1]}{table.num_rows + 1}"/><sheetData>'
        + "".join(rows)
        + "</sheetData></worksheet>"
    )
    book = (
        f'{_HEAD}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
        f'<sheet name="{escape(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    with zipfile.ZipFile(path, "w") as z:
        for name, content in (
            ("[Content_Types].xml", _HEAD + _TYPES),
            ("_rels/.rels", _HEAD + _RELS),
            ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", _HEAD + _BOOK_RELS),
            ("xl/styles.xml", _HEAD + _STYLES),
            ("xl/worksheets/sheet1.xml", body),
        ):
            info = zipfile.ZipInfo(name, date_time=_STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 3
            z.writestr(info, content.encode(), compresslevel=6)
