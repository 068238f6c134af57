import { html, raw } from 'hono/html'
import { onwardMark } from './layout.ts'
import type { Html } from './markup.ts'
import { quickExit } from './states.ts'
import { asset } from './static.ts'

/** A page for a citizen: her own sheet, a title that tells nothing, and the way out always in sight. */
export const calmPage = (
  frame: { title: string; synthetic: boolean; exit: string; onward?: string },
  main: Html,
): Html => html`${raw('<!DOCTYPE html>')}
<html lang="da">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${onwardMark(frame.onward)}<title>${frame.title}</title>
<link rel="icon" href="${asset('icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${asset('brobygger.css')}">
<link rel="stylesheet" href="${asset('her.css')}">
<script src="${asset('exit.js')}" defer></script>
</head>
<body class="bb-her">
<a class="bb-skip" href="#main">Gå til indhold</a>
${frame.synthetic ? html`<header class="bb-top"><p class="bb-synthetic"><span class="bb-wrap">Alle personer og tal på siden er opdigtede</span></p></header>` : ''}
<main id="main" tabindex="-1" class="bb-wrap">
${main}
</main>
${quickExit(frame.exit)}
</body>
</html>`
