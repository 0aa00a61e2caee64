import { DARK, LIGHT, paletteCss } from '../../../platform/palette.ts';

const COLOURS = `:root{color-scheme:light dark;${paletteCss(LIGHT)}}
@media (prefers-color-scheme:dark){:root{${paletteCss(DARK)}}}`;

const BASE = `
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:1.5rem;-webkit-text-size-adjust:100%}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.wrap{max-width:66rem;margin:0 auto;padding:0 clamp(1rem,4vw,2.5rem)}
a{color:var(--link);text-underline-offset:.18em;text-decoration-thickness:1px}
a:focus-visible,summary:focus-visible,nav:focus-visible{outline:3px solid var(--mark);outline-offset:2px;border-radius:3px}
.soft{color:var(--soft)}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.read,h1,blockquote{font-family:Charter,"Bitstream Charter","Iowan Old Style","Palatino Linotype",Palatino,"Noto Serif",Georgia,serif}`;

const HEAD = `
header{padding:clamp(1.75rem,5vw,3.5rem) 0 1.25rem}
h1{font-size:clamp(1.75rem,1.2rem + 2.6vw,2.9rem);line-height:1.12;font-weight:600;letter-spacing:-.015em;margin:0;text-wrap:balance;overflow-wrap:anywhere}
.stats{display:flex;flex-wrap:wrap;gap:.35rem 1.75rem;margin:1rem 0 0;padding:0;list-style:none;color:var(--soft)}
.stats b{color:var(--ink);font-variant-numeric:tabular-nums;font-weight:650}
.note{margin:1.25rem 0 0;padding:.8rem 1rem;border-left:4px solid var(--mark);background:var(--card);border-radius:0 8px 8px 0;max-width:46rem;overflow-wrap:anywhere}
.note p{margin:0}.note p+p{margin-top:.5rem}`;

const STRIP = `
.strip{overflow-x:auto;border-block:1px solid var(--rule);padding:.9rem 0 .4rem;scrollbar-width:thin}
.in{position:relative}
.pins{position:relative}.rows0{height:0}.rows1{height:56px}.rows2{height:82px}.rows3{height:108px}
.pin{position:absolute;width:46px;height:46px;margin-left:-23px;border-radius:9px;background:var(--rule) center/cover;border:2px solid var(--page);box-shadow:0 0 0 1.5px var(--mark);transition:transform .12s}
.pin::after{content:"";position:absolute;left:50%;top:100%;width:1.5px;background:var(--mark);margin-top:3px}
.row0{bottom:8px}.row1{bottom:34px}.row2{bottom:60px}.row0::after{height:6px}.row1::after{height:32px}.row2::after{height:58px}
.row0{z-index:3}.row1{z-index:2}.row2{z-index:1}
.pin:hover,.pin:focus-visible{transform:scale(1.5);z-index:9}
.line{position:relative;height:44px}
.line svg{display:block;width:100%;height:100%}.line path{fill:var(--curve)}
.bar{position:absolute;bottom:0;height:5px;min-width:3px;background:var(--mark);border-radius:2px}
.ticks{position:relative;height:1.5rem;font-size:.75rem;color:var(--soft);font-variant-numeric:tabular-nums;overflow:hidden}
.ticks span{position:absolute;top:.25rem;padding-left:.3rem;border-left:1px solid var(--rule)}
.legend{display:flex;flex-wrap:wrap;gap:.4rem 1.5rem;align-items:baseline;margin:.8rem 0 0;font-size:.85rem;color:var(--soft)}
.legend>*,.legend .shown{color:var(--ink)}.legend .soft{color:var(--soft)}`;

const WORDS = `
main{padding:1.5rem 0 1rem}
.row{padding:.9rem 0;content-visibility:auto;contain-intrinsic-size:auto 28rem}
.read{position:relative;margin:0;padding-left:4.5rem;max-width:50rem;font-size:clamp(1.1rem,1rem + .4vw,1.25rem);line-height:1.75;overflow-wrap:anywhere}
.time{position:absolute;left:0;top:.62em;font:600 .78rem/1.4 system-ui,sans-serif;color:var(--soft);font-variant-numeric:tabular-nums}
.e1,.read em,.legend em{border-radius:.22em;padding:.06em .14em;margin:0 -.14em;-webkit-box-decoration-break:clone;box-decoration-break:clone}
.e1{background:var(--e1)}
em{font-style:normal}.e2{background:var(--e2)}.e3{background:var(--e3);font-weight:600}.e4{background:var(--e4);font-weight:750}
.shown{color:inherit;text-decoration:none;border-bottom:3px solid var(--mark);padding-bottom:.06em;border-radius:1px;scroll-margin-top:30vh}
.shown:hover{background:color-mix(in srgb,var(--mark) 18%,transparent)}
.shown:target{outline:3px solid var(--mark);outline-offset:3px;border-radius:3px}
.thumb{display:inline-block;width:1.9em;height:1.35em;margin-right:.28em;vertical-align:-.24em;border-radius:.25em;background:var(--rule) center/cover}
.nb{white-space:nowrap}
.known,.unsure{padding-bottom:.09em}
.known{border-bottom:1.5px solid var(--rule)}
.unsure{border-bottom:1.5px dotted var(--soft);cursor:help}`;

const CARDS = `
.side{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,27rem),1fr));gap:1rem;padding-top:1rem}
.side:empty{display:none}
.card{display:grid;grid-template:"pic about" auto "credit about" 1fr/minmax(9rem,40%) minmax(0,1fr);margin:0;background:var(--card);border:1px solid var(--rule);border-radius:14px;overflow:hidden;box-shadow:0 1px 2px #0000000d,0 6px 20px -12px #00000040;font-size:.88rem;line-height:1.45;overflow-wrap:anywhere}
.card:target{border-color:var(--mark);box-shadow:0 0 0 3px var(--mark)}
.pic{grid-area:pic;display:grid;place-content:center;aspect-ratio:4/3;padding:.5rem;text-align:center;background:var(--rule) center/cover no-repeat;color:var(--soft);text-decoration:none;font-size:.8rem}
.tall{aspect-ratio:1;background-position:50% 15%}
figcaption{display:contents}
figcaption p,figcaption h2{margin:0}
.about{grid-area:about;padding:.7rem .95rem .85rem}
.when{color:var(--soft);font-size:.8rem;font-variant-numeric:tabular-nums}.when q{color:var(--ink)}
figcaption h2{font-size:1.05rem;line-height:1.3;font-weight:650;margin-top:.1rem}
.kind{display:inline-block;vertical-align:.1em;margin-left:.25rem;padding:0 .45rem;border:1px solid var(--rule);border-radius:99px;font-size:.7rem;font-weight:500;color:var(--soft)}
.illus{border-style:dashed;border-color:var(--mark);color:var(--link)}
.what{color:var(--soft)}
figcaption .why{margin-top:.4rem}
figcaption .credit{grid-area:credit;padding:.55rem .2rem .8rem .95rem;font-size:.76rem;line-height:1.4;color:var(--soft)}
.links{display:block;margin-top:.25rem}
summary{cursor:pointer;color:var(--link)}
figcaption details{margin-top:.35rem;font-size:.8rem}
figcaption ul{margin:.3rem 0 0;padding-left:1.1rem}figcaption li{margin:.25rem 0}`;

const FOOT = `
.more{border-top:1px solid var(--rule);margin-top:1.5rem;padding:1.5rem 0 3rem;max-width:46rem;overflow-wrap:anywhere}
.left{padding:.35rem 0}.left summary{font-weight:600}
.left ul{margin:.4rem 0 .8rem;padding-left:1.2rem}.left li{margin:.45rem 0}.left p{margin:.3rem 0}
footer{font-size:.85rem;color:var(--soft);margin-top:1.5rem}footer p{margin:.3rem 0}
@media (max-width:40rem){.pin{width:40px;height:40px;margin-left:-20px}.read{padding-left:0}.time{position:static;display:block}.card{grid-template:"pic" "about" "credit"/minmax(0,1fr)}.pic{aspect-ratio:3/2}.tall{aspect-ratio:1}.about{padding-bottom:.3rem}figcaption .credit{padding-right:.95rem}}
@media print{.strip{overflow:visible}.card{break-inside:avoid;box-shadow:none}.row{content-visibility:visible}}`;

/** The page's own style; what differs from page to page (pictures, places on the strip) is added by them. */
export const STYLE_SHEET = [COLOURS, BASE, HEAD, STRIP, WORDS, CARDS, FOOT].join('');
