import { html } from 'hono/html'
import type { Html } from '../kernel/visit.ts'

/** The accessibility statement the law on web accessibility asks for; /was leads to the operator's registered one. */
export const statement = (): Html => html`
  <h1>Tilgængelighedserklæring</h1>
  <p class="bb-lead">Brobygger skal kunne bruges af alle: med tastatur, skærmlæser, forstørrelse og uden JavaScript.</p>
  <h2>Hvad vi lover</h2>
  <p>Siderne følger WCAG 2.2 på niveau AA. Hver side bliver prøvet af med et værktøj, før en ny udgave bliver lagt ud,
    og de vigtigste opgaver bliver prøvet med tastatur alene.</p>
  <h2>Hvad vi ved, der mangler</h2>
  <p>Ingen kendte fejl. Siderne er endnu ikke gennemgået af en uvildig ekspert eller af brugere af skærmlæser.</p>
  <h2>Fortæl os, hvis noget ikke virker</h2>
  <p>Skriv eller ring til den organisation, der driver siden. I demonstrationen er der ingen modtager.</p>
  <h2>Klag</h2>
  <p>Digitaliseringsstyrelsen fører tilsyn. Du kan klage til dem på digst.dk, hvis du ikke får svar.</p>`
