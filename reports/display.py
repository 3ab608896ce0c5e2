"""Blocks, sections and figures as HTML, for notebooks: inline, no outside request, readable by a screen
reader."""

from __future__ import annotations

import html
import re
from typing import Any

from reports.blocks import Block, Section
from reports.style import Figure


def runs_html(runs: list[dict[str, Any]]) -> str:
    out = ""
    for run in runs:
        if "note" in run:
            out += f" <small>({runs_html(run['note'])})</small>"
            continue
        text = html.escape(run["s"])
        if run.get("b"):
            text = f"<strong>{text}</strong>"
        if run.get("i"):
            text = f"<em>{text}</em>"
        out += text
    return out


def figure_html(fig: Figure, caption: str | None = None) -> str:
    """A figure as inline SVG with its finding as the accessible name."""
    svg = fig.svg.decode("utf-8")
    start = svg.index("<svg")
    svg = svg[start:]
    label = html.escape(fig.alt, quote=True)
    svg = svg.replace("<svg ", f'<svg role="img" aria-label="{label}" style="max-width:100%;height:auto" ', 1)
    text = caption if caption is not None else html.escape(fig.caption)
    # on a narrow screen it scrolls, by keyboard too
    return f"<figure tabindex=0>{svg}<figcaption>{text}</figcaption></figure>"


def block_html(block: Block) -> str:
    kind = block["t"]
    if kind == "heading":
        level = min(6, block["level"] + 2)
        return f"<h{level}>{runs_html(block['runs'])}</h{level}>"
    if kind in ("para", "lead"):
        return f"<p{' class=lead-in' if kind == 'lead' else ''}>{runs_html(block['runs'])}</p>"
    if kind == "list":
        return "<ul>" + "".join(f"<li>{runs_html(i)}</li>" for i in block["items"]) + "</ul>"
    if kind == "terms":
        return (
            "<dl>"
            + "".join(
                f"<dt>{runs_html(i['term'])}</dt><dd>{runs_html(i['text'])}</dd>" for i in block["items"]
            )
            + "</dl>"
        )
    if kind == "figure":
        return figure_html(block["figure"], runs_html(block["caption"]))
    if kind == "table":
        return _table_html(block)
    if kind == "keys":
        items = "".join(
            f"<li><strong>{html.escape(i['number'])}</strong> {html.escape(i['label'])} "
            f"<small>{html.escape(i['interval'])}</small></li>"
            for i in block["items"]
        )
        return f'<ul class="keys">{items}</ul>'
    if kind == "callout":
        body = "".join(block_html(b) for b in block["body"])
        title = f"<strong>{runs_html(block['title'])}</strong>"
        return f'<div class="callout {html.escape(block["kind"])}">{title}{body}</div>'
    if kind == "flow":
        columns = []
        for column in block["columns"]:
            steps = "".join(
                f"<li>{runs_html(s['text'])}"
                + (f" <small>({runs_html(s['out'])})</small>" if s["out"] else "")
                + "</li>"
                for s in column["steps"]
            )
            columns.append(f"<div><strong>{runs_html(column['title'])}</strong><ol>{steps}</ol></div>")
        return f'<div class="flow">{"".join(columns)}</div><p>{runs_html(block["caption"])}</p>'
    if kind in ("marked", "together"):
        mark = f'<p class="mark">{html.escape(block["mark"])}</p>' if kind == "marked" else ""
        return mark + "".join(block_html(b) for b in block["body"])
    return ""


def _table_html(block: Block) -> str:
    align = {"l": "left", "c": "center", "r": "right"}
    styles = [f' style="text-align:{align[a]}"' for a in block["align"]]
    head = "".join(f"<th scope=col{s}>{runs_html(h)}</th>" for h, s in zip(block["header"], styles))
    rows = []
    for row in block["rows"]:
        if row["group"]:
            rows.append(
                f'<tr class=group><th colspan={len(styles)} scope=colgroup style="text-align:left">'
                f"{runs_html(row['cells'][0])}</th></tr>"
            )
            continue
        first, *rest = row["cells"]
        rows.append(
            f"<tr><th scope=row{styles[0]}>{runs_html(first)}</th>"
            + "".join(f"<td{s}>{runs_html(x)}</td>" for x, s in zip(rest, styles[1:]))
            + "</tr>"
        )
    notes = f"<p><small>{runs_html(block['notes'])}</small></p>" if block["notes"] else ""
    caption = runs_html(block["caption"])
    name = html.escape(re.sub(r"<[^>]+>", "", caption), quote=True)
    # on a narrow screen the table scrolls in a region of its own, by keyboard too
    return (
        f'<div class=scroll tabindex=0 role=region aria-label="{name}">'
        f"<table class=house><caption>{caption}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>{notes}"
    )


def section_html(section: Section) -> str:
    return (
        f"<section><h3>{html.escape(section.title)}</h3>"
        + "".join(block_html(b) for b in section.blocks)
        + "</section>"
    )
