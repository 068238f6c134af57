import type { Hono } from 'hono'
import { sql } from 'kysely'
import { createApp } from '../../src/app.ts'
import type { Resources } from '../../src/kernel/access/rules.ts'
import type { Database } from '../../src/kernel/database.ts'
import { newId } from '../../src/kernel/ids.ts'
import type { Right, Rights, Route } from '../../src/kernel/visit.ts'
import { asKeeper } from '../support/database.ts'
import { type ConsentState, consentStates, expected, type Somebody } from './model.ts'
import { forms, type HttpWorld, kinds, type Named } from './objects.ts'
import { shuffled } from './shuffled.ts'
import type { Result } from './sql.ts'

const undo = new Error('undo')

/** The real database, of which nothing stays: each request finds the world as it was. */
const rollingBack = (database: Database): Database => ({
  ...database,
  async asActor(token, purpose, work) {
    let made: { value: Awaited<ReturnType<typeof work>> } | undefined
    try {
      await database.asActor(token, purpose, async db => {
        made = { value: await work(db) }
        throw undo
      })
    } catch (error) {
      if (error !== undo) throw error
    }
    if (!made) throw new Error('the work was never done')
    return made.value
  },
})

/** The kind of thing an address names; an address of a new kind is told by name. */
export const kindOf = (route: Route): string => {
  const kind = kinds.find(([pattern]) => pattern.test(route.path))?.[1]
  if (!kind) throw new Error(`${route.path}: say in test/matrix/objects.ts what stands behind this address`)
  return kind
}

/** Whether she may open this address, by the roles of its right and the rules of the tables it touches. */
const mayOpen = (
  right: Right,
  resources: Resources,
  who: Somebody,
  { things }: Named,
  state: ConsentState,
  names: boolean,
): boolean | 'does not say' => {
  if (who.gone || !right.roles.some(role => role === who.role)) return false
  if (!names) return true
  const touched = right.touches.filter(touch => touch.split(' ')[1] && resources[touch.split(' ')[1] ?? ''])
  if (right.touches.some(touch => touch === 'who reaches a case')) {
    const rules = [{ who: right.roles, may: ['read'], when: 'ownCase' }]
    return things.some(thing => expected(rules, 'read', who, thing, state) === true)
  }
  if (touched.length === 0) return things.length > 0
  const answers = things.map(thing => {
    const each = touched.flatMap(touch => {
      const [operation = '', table = ''] = touch.split(' ')
      const resource = resources[table]
      return resource ? [expected(resource.rules, operation, who, thing, state)] : []
    })
    if (each.includes(false)) return false
    return each.includes(true) ? true : 'does not say'
  })
  if (answers.includes(true)) return true
  return answers.includes('does not say') ? 'does not say' : false
}

interface Turn {
  route: Route
  who: Somebody
  named: Named
  state: ConsentState
}

/** Asks the real application for every address, as everybody, about everything, in every consent state. */
export const runHttp = async (
  world: HttpWorld,
  composition: { routes: Route[]; rights: Rights; resources: Resources },
  options: { most?: number; routes?: (route: Route) => boolean } = {},
): Promise<Result> => {
  const { w, who, named } = world
  const { rights, resources } = composition
  const routes = composition.routes.filter(options.routes ?? (() => true))
  const app = createApp({ config: w.config, database: rollingBack(w.database), clock: w.clock })
  const turns: Turn[] = consentStates.flatMap(state =>
    routes.flatMap(route =>
      who.flatMap(one => (named[kindOf(route)] ?? []).map(thing => ({ route, who: one, named: thing, state }))),
    ),
  )
  const chosen = options.most ? shuffled(turns).slice(0, options.most) : turns
  const result: Result = { cases: 0, faults: [] }
  const fault = (turn: Turn, text: string) =>
    result.faults.push(
      `${turn.who.name} ${turn.route.method.toUpperCase()} ${turn.route.path}, ${turn.named.says} (consent ${turn.state}): ${text}`,
    )
  for (const [state, group] of Map.groupBy(chosen, turn => turn.state)) {
    await setConsent(world, state)
    const seen = await visibleTo(world)
    for (const turn of group) {
      const right = rights[turn.route.may]
      if (!right) throw new Error(`${turn.route.path}: the right ${turn.route.may} stands in no access.ts`)
      const { table, id, mark } = turn.named
      const wanted = mayOpen(right, resources, turn.who, turn.named, state, turn.route.path.includes(':') && !mark)
      const { status, body } = await ask(app, world, turn)
      const shown = ![401, 404].includes(status) && status !== 0
      result.cases++
      if (status >= 500) fault(turn, `answered ${status}`)
      else if (wanted === 'does not say')
        fault(turn, `the right ${turn.route.may} does not say how it touches what its address names`)
      else if (shown !== wanted)
        fault(turn, `the application answers ${status || 'sign in'}, expected ${wanted ? 'the page' : 'nothing'}`)
      if (!table || !id || turn.who.gone) continue
      const visible = seen.get(turn.who.name)?.has(`${table} ${id}`) ?? false
      if (mark) {
        if (body.includes(mark) && !visible) fault(turn, 'the application shows words of somebody else’s')
        continue
      }
      const hasRight = right.roles.some(role => role === turn.who.role)
      if (shown && !visible) fault(turn, 'the application shows what the database would not')
      if (!shown && visible && hasRight) fault(turn, 'the application refuses what the database would show')
    }
  }
  return result
}

/** What is answered; status 0 when she is asked to sign in. */
const ask = async (
  app: Hono,
  world: HttpWorld,
  { route, who, named }: Turn,
): Promise<{ status: number; body: string }> => {
  const person = world.people.get(who.name)
  if (!person) throw new Error(`${who.name} is not here`)
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => named.params[name] ?? newId())
  const headers = { Cookie: `brobygger=${person.token}` }
  const answer = await app.request(
    path,
    route.method === 'get'
      ? { headers }
      : {
          method: 'POST',
          body: new URLSearchParams({ ...forms[route.path]?.(world, person), _token: newId() }).toString(),
          headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
        },
  )
  const body = await answer.text()
  return { status: answer.headers.get('Location')?.startsWith('/log-ind') ? 0 : answer.status, body }
}

/** What each person's own token sees in the tables behind the addresses, with no WHERE. */
const visibleTo = async ({ who, people, named }: HttpWorld): Promise<Map<string, Set<string>>> => {
  const tables = [...new Set(Object.values(named).flatMap(list => list.flatMap(({ table }) => table ?? [])))]
  const seen = new Map<string, Set<string>>()
  for (const one of who.filter(({ gone }) => !gone)) {
    const person = people.get(one.name)
    const rows = new Set<string>()
    seen.set(one.name, rows)
    for (const table of tables)
      await person
        ?.does(db => sql<{ id: string }>`select id from ${sql.table(table)}`.execute(db.tables()))
        .then(
          found => {
            for (const { id } of found.rows) rows.add(`${table} ${id}`)
          },
          (error: { code?: string }) => {
            if (error.code !== '42501') throw error
          },
        )
  }
  return seen
}

const parts = sql`'{identity,reasons,pregnancy,wish,contact,note}'::text[]`
const until: Record<Exclude<ConsentState, 'none'>, ReturnType<typeof sql>> = {
  live: sql`now() + interval '30 days'`,
  expiresToday: sql`date_trunc('day', now()) + interval '1 day'`,
  expiredYesterday: sql`date_trunc('day', now())`,
  withdrawn: sql`now()`,
  forAnotherPart: sql`now() + interval '30 days'`,
}

const setConsent = ({ w, organisations, hereNorth }: HttpWorld, state: ConsentState): Promise<void> =>
  asKeeper(w.source.ownerUrl, async kysely => {
    await sql`delete from kernel.access where via <> 'own'`.execute(kysely)
    if (state === 'none') return
    await sql`insert into kernel.access (organisation, "case", until, via, parts)
      values (${organisations.partner}, ${hereNorth}, ${until[state]}, 'consent', ${state === 'forAnotherPart' ? sql`'{contact}'::text[]` : parts})`.execute(
      kysely,
    )
  })
