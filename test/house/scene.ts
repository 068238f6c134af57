import { sql } from 'kysely'
import { heldFamily, mayBeCalled } from '../../src/rooms/caseload/families.testing.ts'
import { acceptedReferral, startedCourse, talk } from '../../src/rooms/course/course.testing.ts'
import { invitationToken, putSignInLink } from '../../src/rooms/govern/index.ts'
import { refer, toCheck } from '../../src/rooms/referral/refer.testing.ts'
import { routes } from '../../src/rooms.ts'
import { asKeeper } from '../support/database.ts'
import type { World } from '../support/world.ts'
import type { Example } from './pages.ts'

// A form for each act on a referral: read from the routes, so that a new one is opened too.
const actForms = routes
  .filter(route => route.method === 'get' && /^\/henvisninger\/:id\/[a-z-]+$/.test(route.path))
  .map(route => route.path)

/**
 * A house in the middle of its work, so that every page has something to show: a draft, a referral just sent, one that
 * waits for its course, a course with talks behind and before it, and families with broken promises. Returns the pages
 * no link leads to.
 */
export const setScene = async (w: World): Promise<Record<string, Example>> => {
  const { family: anna } = await heldFamily(w, {
    pregnant: { name: 'Anna Test Kjær', phone: '00 00 45 67', birthDate: '1996-05-04' },
    contact: mayBeCalled,
    due: '2026-11-17',
  })
  await heldFamily(w, {
    pregnant: { name: 'Rigmor Test Aagaard' },
    holder: w.bente,
    stage: 'waiting',
    bornOn: '2026-10-01',
  })
  const { referral } = await acceptedReferral(w, { day: '2026-11-23' })
  w.clock.set('2026-11-16T09:00:00+01:00')
  await startedCourse(w, {
    day: '2026-11-16',
    content: {
      who: { cpr: null, replacement: false, name: 'Karla Test Hansen', birthDate: '1999-01-02', phone: '00009876' },
    },
    first: talk(w, '2026-11-19', '10:00'),
  })
  w.clock.set('2026-11-23T09:00:00+01:00')
  const alone = `/familier/${anna}/samtale`
  await w.lone.submit(await w.lone.get(`/familier/${anna}`), `${alone}/begynd`)
  await w.lone.submit(await w.lone.get(alone), alone, { alone: 'no' })
  const worries = `/familier/${anna}/henvendelser`
  await w.lone.submit(await w.lone.get(worries), worries, {
    about: 'unborn',
    municipality: 'Odense',
    concern: 'Hun har ingen steder at sove.',
    alternatives: 'Vi har tilbudt at gå med.',
    told: 'yes',
    toldOn: '20.11.2026',
  })
  const glass = await w.pernille.submit(await w.pernille.get('/noedadgang'), '/noedadgang', {
    telefon: '00004567',
    foedt: '4.5.1996',
    grund: 'absence',
    ord: 'Rådgiveren er syg, og hun ringer til hovednummeret.',
  })
  const copy = await askedCopy(w)
  const { draft } = await toCheck(w.karen)
  const sent = await refer(w.karen, { cpr: '670390-0002', phone: '00 00 22 33' })
  const token = await asKeeper<string>(w.source.ownerUrl, kysely =>
    putSignInLink(kysely, w.lone.organisation, w.lone.id, new Date('2100-01-01T00:00:00Z')),
  )
  const lone = `/medarbejdere/${w.lone.id}`
  await w.arne.submit(await w.arne.get(lone), `${lone}/invitation`)
  const invitation = await asKeeper<string>(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{ id: string }>`select id from govern.invitation`.execute(kysely)
    return rows[0]?.id ?? ''
  })
  return {
    '/invitation/:token': { path: `/invitation/${invitationToken(w.database.keys, invitation)}` },
    '/log-ind/demo/:token': { path: `/log-ind/demo/${token}` },
    '/familier/:id/samtale': { as: 'lone', path: alone },
    '/familier/:id/rettigheder/kopi/:kopi': { as: 'bente', path: copy },
    '/noedadgang/:id': { as: 'pernille', path: glass.location ?? '' },
    '/henvis/:draft': { as: 'karen', path: draft },
    '/henvis/:draft/tjek': { as: 'karen', path: `${draft}/tjek` },
    '/henvis/:draft/uden-samtykke': { as: 'karen', path: `${draft}/uden-samtykke` },
    '/henvis/sendt/:id': { as: 'karen', path: `/henvis/sendt/${sent.id}` },
    // Forms that the state of this referral does not offer just now are opened all the same.
    ...Object.fromEntries(
      actForms.map(address => [address, { as: 'lone', path: address.replace(':id', referral) } as const]),
    ),
    '/henvisninger/:id/forloeb': { as: 'lone', path: `/henvisninger/${referral}/forloeb` },
  }
}

/** A woman who has asked for her data on paper, and the copy that Bente has made. */
const askedCopy = async (w: World): Promise<string> => {
  const { family } = await heldFamily(w, { pregnant: { name: 'Maja Test Lund' } })
  const address = `/familier/${family}/rettigheder`
  await w.bente.submit(await w.bente.get(address), address, {
    slags: 'copy',
    hvem: 'woman',
    hvordan: 'paper',
    modtaget: '20.11.2026',
  })
  const page = await w.bente.get(address)
  const id = /name="anmodning" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
  const made = await w.bente.submit(page, `${address}/kopi`, { anmodning: id, [`grund-${id}`]: 'Hun har bedt om den.' })
  return made.location ?? ''
}
