"""How the page looks that somebody takes along: the one place with a style of its own, because it opens without us.

No `>`, quotes or `&`: it goes through the same escaping as everything else.
"""

STYLE = """
html { color-scheme: light dark }
:root { --ground: #faf7f2; --ink: #22262b; --quiet: #5a5f66; --line: #ddd6ca; --soft: #f1ece3 }
@media (prefers-color-scheme: dark) {
  :root { --ground: #15181a; --ink: #ece8e1; --quiet: #b3afa7; --line: #33383b; --soft: #1d2124 }
}
body { margin: 0; background: var(--ground); color: var(--ink); font: 1.0625rem/1.55 system-ui, sans-serif }
main { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere }
h1, h2, h3 { font-family: ui-serif, Georgia, serif; font-weight: 500; line-height: 1.25; text-wrap: balance }
section { margin-top: 3rem; border-top: 2px solid var(--line) }
article { margin-top: 1.25rem; padding: 0.25rem 1rem 1rem; border: 1px solid transparent; border-radius: 0.75rem }
article { background: var(--soft) }
a { color: inherit; text-underline-offset: 0.2em }
nav, li { padding-block: 0.25rem }
.quiet { color: var(--quiet) }
dl { margin: 0 }
dt { margin-top: 0.75rem; color: var(--quiet) }
dd { margin: 0; unicode-bidi: plaintext }
dd dl { padding-inline-start: 1rem; border-inline-start: 2px solid var(--line) }
ul { padding-inline-start: 1.25rem }
@media print {
  nav { display: none }
  h1, h2, h3 { break-after: avoid }
  article { break-inside: avoid; background: none; border-color: var(--line) }
}
"""
