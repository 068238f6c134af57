import { html } from 'hono/html'
import type { Db } from '../../../kernel/database.ts'
import type { Id } from '../../../kernel/ids.ts'
import type { Html } from '../../../kernel/visit.ts'

/** The way there, the same for every family. */
export const besideConcern = async (_db: Db, family: Id): Promise<Html> =>
  html`<p><a href="/familier/${family}/henvendelser">Henvendelser</a></p>`
