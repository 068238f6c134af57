import { html } from 'hono/html'
import { actions, button, form } from '../../../design/index.ts'
import type { Html, Visit } from '../../../kernel/visit.ts'
import { sayWhen } from '../say.ts'
import type { Scene } from '../scene.ts'
import type { Session } from '../store.ts'

/** Its time has come, and nobody has written about it: one press says that she did not come. */
export const missed = (visit: Visit, scene: Scene, session: Session): Html | '' =>
  session.state === 'planned' && session.from <= scene.now
    ? form(
        {
          action: `/forloeb/${scene.file.course.id}/aftaler/${session.id}/udeblivelse`,
          token: visit.formToken,
          version: session.version,
        },
        html`${actions(button({ label: 'Hun kom ikke', about: sayWhen(session.from, scene.today) }))}`,
      )
    : ''
