import { html } from 'hono/html'
import { page as frame } from '../design/index.ts'
import type { Form, Html } from '../kernel/visit.ts'

/** Signed out in the middle of a form: her words wait in the page, and go in when she has signed in beside it. */
export const signedOutPage = (path: string, form: Form, synthetic: boolean): Html =>
  frame(
    { title: 'Du er logget af', synthetic },
    html`<h1>Du er logget af</h1>
      <p class="bb-lead">Der gik lang tid, så vi loggede dig af. Det, du skrev, er ikke tabt.</p>
      <ol>
        <li><a href="/log-ind" target="_blank" rel="noopener">Log ind i en ny fane</a></li>
        <li>Kom tilbage hertil, og send igen.</li>
      </ol>
      <form method="post" action="${path}">
        ${Object.entries(form).flatMap(([name, value]) =>
          [value].flat().map(one => html`<input type="hidden" name="${name}" value="${one}">`),
        )}
        <button class="bb-button" type="submit">Send igen</button>
      </form>`,
  )
