// How the page looks: one column on a phone, contents beside it where there is room, plain paper in
// print. What scrolls sideways is shaded at the edge behind which there is more: the shades stay, and
// covers that move with the content hide them at its ends (Verou, 2012).

extension Theme {
  static let pageRules = """
    *{box-sizing:border-box}
    html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
    @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
    body{margin:0 auto;padding:1.25rem 1rem 4rem;max-width:48rem;background:var(--page);\
    color:var(--ink);font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;\
    overflow-wrap:break-word}
    header{margin:.5rem 0 1.5rem}
    h1{font-size:1.9rem;line-height:1.2;margin:0;letter-spacing:-.01em}
    header p{margin:.4rem 0 0;color:var(--muted)}
    h2{font-size:1.3rem;line-height:1.3;margin:0 0 .75rem}
    h3{font-size:1.05rem;margin:1.5rem 0 .5rem}
    p{margin:.6rem 0;max-width:42rem}
    a{color:var(--link);text-underline-offset:.15em}
    a:focus-visible,[tabindex]:focus-visible{outline:2px solid var(--link);outline-offset:2px}
    code,pre{font:.9em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
    p code,td code,li code{background:var(--grid);border-radius:.25em;padding:.1em .3em}
    pre{margin:1rem 0;padding:.8rem 1rem;--cover:var(--surface);\
    border:1px solid var(--grid);border-radius:.5rem;font-size:.82rem;line-height:1.35}
    nav{margin:0 0 1.5rem;padding:.8rem 1rem;background:var(--surface);\
    border:1px solid var(--grid);border-radius:.5rem}
    nav h2{font-size:.8rem;margin:0 0 .3rem;color:var(--muted);font-weight:600}
    nav ol{margin:0;padding-left:2rem;columns:13rem;font-size:.95rem}
    nav li{break-inside:avoid;padding:.15rem 0}
    nav li::marker{color:var(--muted);font-variant-numeric:tabular-nums}
    section{padding-top:1.75rem;margin-bottom:2rem;border-top:1px solid var(--grid);\
    scroll-margin-top:.5rem}
    main>section:first-child{border-top:0;padding-top:.5rem}
    figure{margin:1rem 0;padding:1rem;background:var(--surface);border:1px solid var(--grid);\
    border-radius:.5rem;overflow-x:auto}
    figcaption{margin-bottom:.75rem;font-size:.875rem;line-height:1.5;color:var(--muted)}
    figcaption b{color:var(--ink);display:block;font-size:.95rem}
    details{margin-top:.5rem;font-size:.8rem;color:var(--muted)}
    summary{cursor:pointer;width:fit-content;padding:.15rem 0}
    details p{margin:.2rem 0 0}
    .narrow{display:none}
    .row{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));gap:0 1rem}
    .numbers{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.75rem;\
    margin:1rem 0}
    .numbers div{display:flex;flex-direction:column-reverse;justify-content:flex-end;\
    padding:.7rem .9rem;background:var(--surface);border:1px solid var(--grid);border-radius:.5rem}
    .numbers dt{font-size:.8rem;line-height:1.35;color:var(--muted)}
    .numbers dd{margin:0;font-size:1.45rem;line-height:1.3;font-weight:600;\
    font-variant-numeric:tabular-nums}
    .scroll{margin:1rem 0;--cover:var(--page)}
    .scroll,pre{overflow-x:auto;background:\
    linear-gradient(to right,var(--cover) 50%,transparent) left/2.5rem 100% no-repeat local,\
    linear-gradient(to left,var(--cover) 50%,transparent) right/2.5rem 100% no-repeat local,\
    linear-gradient(to right,var(--edge),transparent) left/1.25rem 100% no-repeat scroll,\
    linear-gradient(to left,var(--edge),transparent) right/1.25rem 100% no-repeat scroll,\
    var(--cover)}
    table{border-collapse:collapse;font-size:.9rem;min-width:min(100%,20rem)}
    caption{text-align:left;font-weight:600;padding-bottom:.4rem}
    th,td{text-align:left;padding:.4rem .9rem .4rem 0;border-bottom:1px solid var(--grid);\
    vertical-align:top}
    th{color:var(--muted);font-weight:600}
    .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
    @media (max-width:34rem){table{font-size:.82rem}th,td{padding-right:.6rem}figure{padding:.75rem;margin-left:-.5rem;margin-right:-.5rem}\
    .wide{display:none}.narrow{display:block}h1{font-size:1.55rem}\
    .numbers dd{font-size:1.2rem}}
    @media screen and (min-width:72rem){body{max-width:66rem;display:grid;\
    grid-template-columns:14rem minmax(0,48rem);column-gap:3rem}header{grid-column:1/-1}\
    main{grid-column:2}nav{position:sticky;top:1rem;align-self:start;max-height:calc(100vh - 2rem);\
    overflow-y:auto;background:none;border:0;padding:0}nav ol{columns:auto}}
    @media print{body{max-width:none;padding:0;background:none;font-size:10.5pt}\
    nav{break-after:avoid}figure,.numbers div,tr,pre{break-inside:avoid}\
    figure,pre,nav,.scroll,.numbers div{background:none}h2,h3{break-after:avoid}\
    .scroll,figure,pre{overflow:visible}pre{white-space:pre-wrap}a{color:inherit}details{display:none}}

    """
}
