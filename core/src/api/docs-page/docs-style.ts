import { DARK, LIGHT, paletteCss } from '../../platform/palette.ts';

/** The page's whole style, in the colours of the storyboard. */
export const DOCS_STYLE = `:root{color-scheme:light dark;${paletteCss(LIGHT)}}
@media (prefers-color-scheme:dark){:root{${paletteCss(DARK)}}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:1rem}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;display:grid;grid-template-columns:minmax(15rem,20rem) minmax(0,1fr);background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
a{color:var(--link);text-underline-offset:.18em}
a:focus-visible,summary:focus-visible{outline:3px solid var(--mark);outline-offset:2px;border-radius:3px}
code{font:.92em/1.4 ui-monospace,"SF Mono","DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
nav{position:sticky;top:0;height:100vh;overflow-y:auto;padding:1rem 1.25rem 2rem;border-right:1px solid var(--rule);font-size:.82rem}
nav h2{font-size:.95rem;margin:1rem 0 .25rem}nav ul{list-style:none;margin:0;padding:0}nav li{margin:.15rem 0;overflow-wrap:anywhere}nav a{text-decoration:none}
main{padding:1.5rem clamp(1rem,4vw,3rem) 4rem;max-width:60rem;min-width:0}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .5rem}h2{text-transform:capitalize;margin:2.5rem 0 .75rem}
h3{font-size:1.05rem;margin:0 0 .25rem;overflow-wrap:anywhere}h4{margin:.8rem 0 .2rem;font-size:.85rem;color:var(--soft)}
article{background:var(--card);border:1px solid var(--rule);border-radius:12px;padding:1rem 1.25rem;margin:0 0 1rem}
article:target{border-color:var(--mark);box-shadow:0 0 0 3px var(--mark)}
article p{margin:.25rem 0}
.method{display:inline-block;min-width:3.6em;font:700 .75em/1.5 ui-monospace,monospace;color:var(--link)}
.soft,.type{color:var(--soft)}.type{font-size:.9em}
dl{margin:.3rem 0 .3rem .2rem;padding-left:.8rem;border-left:2px solid var(--rule);font-size:.92rem}dt{margin-top:.35rem}dd{margin:0 0 0 .8rem;color:var(--soft)}
ul{margin:.2rem 0;padding-left:1.2rem}summary{cursor:pointer;color:var(--link)}details{margin-top:.5rem;font-size:.92rem}
.answer{margin:.2rem 0}.body{display:inline}
@media (max-width:50rem){body{display:block}nav{position:static;height:auto;border-right:0;border-bottom:1px solid var(--rule)}}`;
