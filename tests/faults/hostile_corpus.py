"""300 texts that do harm where they are pasted into SQL, Jinja, Typst, HTML, a spreadsheet, a shell or a terminal."""

from __future__ import annotations

SQL = ["'; DROP TABLE raw.arrests; --", "\" ; drop schema raw cascade; --", "' OR '1'='1", "x' UNION SELECT * FROM audit.quarantine --",
       "'); DELETE FROM arrests; --", "1; ATTACH '/tmp/xq_executed' AS x", "'; COPY (SELECT 1) TO '/tmp/xq_executed'; --",
       "\"; INSTALL httpfs; --", "'||(select 1)||'", "/* */", "-- ", "';--", "\\'; DROP TABLE x; --", "$$; drop table x; $$",
       "a\";drop table \"b", "' || current_setting('x') || '", "read_csv('/etc/passwd')", "'; SET enable_external_access=true; --",
       "%s %d %n", "?1 :name $1"]
JINJA = ["{{ 7*7 }}", "{{ config.items() }}", "{% raw %}x{% endraw %}", "{{ ''.__class__.__mro__ }}", "{% for x in y %}", "{# #}",
         "{{ env_var('HOME') }}", "{{ run_query('drop schema raw') }}", "{% do x %}", "{{", "}}", "{%", "{{ ref('cohort') }}",
         "{{ cycler.__init__.__globals__ }}", "{%- set x = 1 -%}"]
TYPST = ["#read(\"/etc/passwd\")", "#include \"x.typ\"", "#eval(\"1+1\")", "#panic(\"xq\")", "*bold* _it_", "$ x^2 $", "#let x = 1",
         "#set page(width: 1cm)", "= Heading", "- item", "<label>", "@ref", "`raw`", "#image(\"/etc/passwd\")", "\\ ", "//", "/* x",
         "#while true {}", "#plugin(\"x.wasm\")", "#{", "]#[", "~", "#show: x => []", "#sys.inputs"]
HTML = ["<script>alert('xq_executed')</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "</td></tr></table><h1>x",
        "<iframe src=//example.com>", "javascript:alert(1)", "\" onmouseover=\"alert(1)", "' onfocus='alert(1)", "<!-- -->",
        "&lt;b&gt;", "<a href='javascript:x'>y</a>", "<style>*{display:none}</style>", "<base href=//example.com>", "</script>",
        "<meta http-equiv=refresh content=0>", "<math><mtext></mtext>", "<b>bold</b>", "&#x3C;script&#x3E;", "<![CDATA[x]]>",
        "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>", "<link rel=stylesheet href=//example.com>",
        "<body onload=x>", "<template>", "<object data=x>"]
FORMULA = ["=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1,1)", "=HYPERLINK(\"http://192.0.2.1\",\"x\")", "\t=1+1", "\r=1+1",
           "=IMPORTXML(\"x\",\"y\")", "=DDE(\"cmd\";\"x\")", "=WEBSERVICE(\"x\")", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0",
           "=A1", "==1", "@x"]
SHELL = ["$(touch /tmp/xq_executed)", "`touch /tmp/xq_executed`", "; touch /tmp/xq_executed", "| touch /tmp/xq_executed",
         "&& touch /tmp/xq_executed", "> /tmp/xq_executed", "../../etc/passwd", "~/x", "%00", "${HOME}", "$HOME", "!history", "*", "?",
         "[a-z]", "\\x00", "\\n", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x07", "\x08\x08", "\x7f"]
UNICODE = ["\u202eexe.txt", "\u200bzero", "e\u0301", "\ufeffbom", "\u2028line", "\u2029para", "𝕏𝕐", "🙂", "ＡＢＣ", "İı", "ß", "\u00a0x",
           "ﬁ", "Ω≈ç√", "中文", "עברית", "العربية", "\u0000x", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A", "\ud7ff", "a\u0000b"]
ODD = ["NULL", "null", "None", "nan", "NaN", "inf", "-inf", "true", "TRUE", "undefined", "N/A", "#N/A", "#REF!", "0x1F", "1e309", "-0",
       "1_000", "１２", "''", "\"\"", "'", "\"", "\\", "\\\\", ",", ";", "|", "\t", " ", "  x  ", "a,b", "a\nb", "a\r\nb", "a\"b", "a\"\"b", "'a'",
       "CON", "NUL", "aux.txt", ".", "..", "__proto__", "constructor", "__class__", "import os", "exec('x')", "lambda: 0", "yes", "no",
       "!!python/object:os.system", "&anchor", "*alias", "key: value", "- item", "%YAML 1.2", "---", "...", "x" * 5000, "(" * 200]


def texts(n: int = 300) -> list[str]:
    """``n`` of them: each as it is, then within words, until there are enough."""
    plain = [*SQL, *JINJA, *TYPST, *HTML, *FORMULA, *SHELL, *UNICODE, *ODD]
    plain = list(dict.fromkeys(plain))
    more = [f"THEFT {t} UNDER" for t in plain] + [f"{t}{t}" for t in plain]
    return [*plain, *(t for t in more if t not in plain)][:n]
