/** The one style sheet of the public pages, inside the page itself: no second request, and its hash stands in the policy. */

const LIGHT =
  "--page:#f5f7f9;--panel:#fff;--sunken:#e9edf1;--line:#d5dce3;--line-strong:#71808d;--ink:#15202b;--muted:#4c5a67;--accent:#006279;--accent-soft:#e1f3f7;--path:#0093b0;--on-accent:#fff;--record:#1c4fc4;--record-soft:#e9effc;--confirmed:#146c3a;--confirmed-soft:#e6f4ec;--doubt:#8a5200;--doubt-soft:#fdf1dc;--stop:#b3201c;--stop-soft:#fcebea;--fault:#93234f;--unknown:#525e69;--unknown-soft:#eef1f4";
const DARK =
  "--page:#0d1318;--panel:#141c23;--sunken:#0a0f13;--line:#2a3640;--line-strong:#70808d;--ink:#e6edf3;--muted:#a5b3bf;--accent:#56d3e8;--accent-soft:#0e2f38;--path:#2bb6cf;--on-accent:#04222a;--record:#93b7ff;--record-soft:#14233f;--confirmed:#6fd598;--confirmed-soft:#10291c;--doubt:#f2bd5c;--doubt-soft:#2e2310;--stop:#ff9d95;--stop-soft:#381614;--fault:#f6a6c1;--unknown:#aab5bf;--unknown-soft:#1b242c";

export const PUBLIC_STYLE = `:root{color-scheme:light dark;${LIGHT}}
@media(prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 "PingFang SC","HarmonyOS Sans SC","Microsoft YaHei",system-ui,-apple-system,"Segoe UI","Noto Sans CJK SC",sans-serif;font-variant-numeric:tabular-nums}
:lang(en) body,body:lang(en){font-family:system-ui,-apple-system,"Segoe UI","PingFang SC","Noto Sans CJK SC",sans-serif}
h1,h2,p,ol,ul,dl,dd{margin:0;padding:0}
ol,ul{list-style:none}
h1{font-size:24px;line-height:1.25;font-weight:600;letter-spacing:-.01em}
h1:lang(en){text-wrap:balance}
h2,summary{font-size:16px;font-weight:600}
a{color:var(--accent);text-underline-offset:3px;text-decoration-thickness:1px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
.small{font-size:13px;color:var(--muted)}
.mono{font-family:ui-monospace,"SF Mono","Cascadia Mono",Consolas,"DejaVu Sans Mono",monospace}
.bar{border-bottom:1px solid var(--line);background:var(--panel)}
.bar>div{max-width:1080px;margin:auto;padding:8px 16px;min-height:56px;display:flex;align-items:center;gap:12px}
.bar a{min-height:44px;display:flex;align-items:center}
.brand{color:var(--ink);text-decoration:none;font-weight:600;gap:10px;flex:none}
.brand svg{display:block;color:var(--path)}
.domain{overflow-wrap:anywhere;min-width:0;padding-left:12px;border-left:1px solid var(--line)}
.lang{margin-left:auto;padding:0 4px;flex:none}
main{max-width:1080px;margin:auto;padding:16px;display:grid;gap:16px;align-items:start}
main>*,.col>*{min-width:0}
.col{display:contents}
.late{order:1}
.panel{background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:20px}
.panel>h2+.small{margin-top:2px}
.against{border-left:4px solid var(--fault)}.against ul{margin:8px 0;padding-left:20px;list-style:disc}
.verdict{--v:var(--unknown);--vs:var(--unknown-soft);background:var(--vs);border:1px solid var(--v);border-radius:6px;padding:24px 20px;display:grid;grid-template-columns:44px 1fr;column-gap:16px;row-gap:12px}
.verdict>svg{color:var(--v);display:block}
.verdict h1{color:var(--v);align-self:center}
.verdict>.say{grid-column:1/-1;display:grid;gap:12px}
.say .lead{font-size:16px}
.say .next{border-top:1px solid var(--line);padding-top:12px}
.next b{font-weight:600;display:block;font-size:13px;color:var(--muted)}
.record{--v:var(--record);--vs:var(--record-soft)}
.confirmed{--v:var(--confirmed);--vs:var(--confirmed-soft)}
.doubt{--v:var(--doubt);--vs:var(--doubt-soft)}
.stop{--v:var(--stop);--vs:var(--stop-soft);border-width:2px}
.unknown{border-style:dashed}
.serial{margin-top:16px;padding:12px 16px;background:var(--sunken);border-radius:4px}
.serial .mono{font-size:24px;line-height:1.35;user-select:all;-webkit-user-select:all;overflow-wrap:anywhere}
.grouped span{display:inline-block;margin-right:.42em}
.grouped span:last-child{margin-right:0}
.day{white-space:nowrap}
.ask{margin-top:16px}
.ask+.row{margin-top:8px}
.then{display:none;margin-top:12px}
.then:target{display:block}
.facts{display:grid;grid-template-columns:minmax(96px,auto) 1fr;margin-top:12px}
.facts dt,.facts dd{padding:8px 0;border-top:1px solid var(--line);min-width:0;overflow-wrap:anywhere}
.facts dt:first-of-type,.facts dt:first-of-type+dd{border-top:0}
.facts dt{color:var(--muted);font-size:13px;line-height:24px;padding-right:16px}
.differs{margin-top:8px;padding-top:12px;border-top:1px solid var(--line)}
.path{margin-top:16px}
.path li{position:relative;padding:0 0 20px 28px}
.path li:last-child{padding-bottom:0}
.path li:before{content:"";position:absolute;left:6px;top:14px;bottom:-10px;border-left:2px solid var(--path)}
.path li:last-child:before{display:none}
.path li:after{content:"";position:absolute;left:2px;top:7px;width:10px;height:10px;border-radius:50%;background:var(--path);box-shadow:0 0 0 3px var(--panel)}
.path .open:before{border-left:2px dashed var(--line-strong);top:26px;bottom:2px}
.path .open:after{background:var(--panel);border:2px dashed var(--line-strong);width:14px;height:14px;left:0;top:5px}
.path .small{display:block}
.checks{margin-top:12px;display:grid;gap:10px}
.checks li{display:grid;grid-template-columns:20px 1fr;gap:10px}
.checks svg{margin-top:3px;color:var(--muted)}
.checks .failed svg{color:var(--stop)}
.none{margin-top:12px}
.group{margin-top:16px;font-size:13px;color:var(--muted);font-weight:600}
details>summary{cursor:pointer;min-height:44px;display:flex;align-items:center;gap:8px;margin:-10px 0;list-style:none}
summary::-webkit-details-marker{display:none}
summary:before{content:"";width:7px;height:7px;border:solid var(--line-strong);border-width:0 2px 2px 0;transform:rotate(-45deg);flex:none;margin-right:4px}
details[open]>summary:before{transform:rotate(45deg)}
details[open]>summary{margin-bottom:2px}
details p+p{margin-top:8px}
.numbered,.dotted{margin:12px 0 0;padding-left:24px;display:grid;gap:8px}
.numbered{list-style:decimal}
.dotted{list-style:disc}
.hash{overflow-wrap:anywhere}
.button{display:inline-flex;align-items:center;min-height:44px;padding:0 16px;border-radius:6px;background:var(--accent);color:var(--on-accent);text-decoration:none;font-weight:600}
.stack{display:grid;gap:8px}
.button{border:1px solid var(--accent);font:inherit;font-weight:600;cursor:pointer}
.plain{background:transparent;color:var(--accent);border-color:var(--line-strong)}
.plain[aria-pressed=true]{background:var(--accent-soft)}
.row{display:flex;flex-wrap:wrap;gap:8px;margin-top:16px}
.row .button{padding:0 13px}
.scanner .row .button{padding:0 9px}
[hidden]{display:none!important}
input[type=file]{width:100%;min-height:48px;font-size:16px}
input::file-selector-button{min-height:44px;margin:0 12px 0 0;padding:8px 16px;font:inherit;font-weight:600;border:1px solid var(--line-strong);border-radius:6px;background:var(--panel);color:var(--accent);cursor:pointer}
input[type=text],textarea,select{width:100%;min-height:48px;padding:8px 12px;font-size:16px;border:1px solid var(--line-strong);border-radius:6px;background:var(--page);color:var(--ink)}
input.mono{text-transform:uppercase;letter-spacing:.04em}
.choose{flex:1 1 100%;font-size:13px;color:var(--muted)}
.file{position:relative}
.file input{position:absolute;inset:0;opacity:0;width:100%;cursor:pointer;font-size:0}
.file:focus-within{outline:2px solid var(--accent);outline-offset:2px}
.camera{position:relative;margin-top:16px;border-radius:6px;overflow:hidden;background:#000;height:min(55vh,480px)}
.camera video{width:100%;height:100%;object-fit:cover;display:block}
.frame{position:absolute;inset:0;margin:auto;width:min(62%,260px);aspect-ratio:1;border-radius:12px;box-shadow:0 0 0 200vmax rgba(0,0,0,.38);outline:2px solid #56d3e8}
.status{margin-top:12px}
.say-fault{color:var(--fault);font-weight:600}
.say-fault:empty{display:none}
.foreign{margin-top:12px;padding:12px 16px;border:1px dashed var(--line-strong);border-radius:6px}
.status p:empty,[data-read-as]:empty{display:none}
input[type=range]{width:100%;min-height:44px;accent-color:var(--accent)}
.found{margin-top:12px;padding-top:12px;border-top:1px solid var(--line)}
.found li{display:flex;flex-wrap:wrap;align-items:center;gap:4px 12px;min-height:44px;padding:8px 0;border-bottom:1px solid var(--line)}
.found .mono{overflow-wrap:anywhere;min-width:0;font-size:14px}
.chip{font-size:13px;padding:2px 10px;border-radius:12px;background:var(--sunken);color:var(--muted);flex:none}
.foreign pre{margin:8px 0 0;white-space:pre-wrap;overflow-wrap:anywhere;font-size:13px}
footer{max-width:1080px;margin:auto;padding:8px 16px 40px}
@media(min-width:900px){main{grid-template-columns:minmax(0,1.08fr) minmax(0,1fr);padding:32px 16px;gap:24px}.col{display:grid;gap:24px;align-content:start}.narrow{grid-template-columns:minmax(0,640px);justify-content:center}.verdict{padding:32px 28px}.panel{padding:24px 28px}}
@media print{:root{${LIGHT};--page:#fff}.lang,.button,form{display:none!important}.bar,.panel,.verdict{border-color:#000}main{display:block}.panel,.verdict{break-inside:avoid;margin-bottom:12px}details::details-content{content-visibility:visible;block-size:auto}body{font-size:12px}}`;
