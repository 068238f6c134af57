import pg from 'pg'
import { chained, commitmentOf, type Head, headOf, leafOf, rootOf, type SealWords, shortLeaves } from './audit-chain.ts'
import { type Restored, standing } from './audit-heads.ts'

export interface AuditFault {
  organisation: string
  /** 0: of the organisation as a whole. */
  seal: number
  what: string
  /** Ids of the rows that are wrong, at most twenty. */
  rows: string[]
  /** The time the seal covers. */
  from?: string
  to?: string
}

export interface Verified {
  ok: boolean
  rows: number
  seals: number
  organisations: number
  /** Written and not sealed yet: the seal comes within seconds while the site runs. */
  unsealed: number
  oldestUnsealed: string | null
  /** Seals that the file outside does not know yet. */
  unpublished: number
  faults: AuditFault[]
}

interface Sealed extends SealWords {
  head: string
  /** Fingerprints of the rows seen so far, each with the row's id behind it; undefined once it has been proved. */
  seen: string[] | undefined
  ids: string[]
}

const named = 20

/**
 * Proves the trail again from the rows themselves: every seal's rows, every link of every chain, and the heads that
 * stand outside the database. Trusts nothing that the database says about itself; the hashing is done here.
 */
export const verifyAudit = async (client: pg.Client, lines: (Head | Restored)[] | undefined): Promise<Verified> => {
  const faults: AuditFault[] = []
  const add = (seal: Pick<SealWords, 'organisation' | 'n'> & Partial<SealWords>, what: string, rows: string[] = []) =>
    faults.push({
      organisation: seal.organisation,
      seal: seal.n,
      what,
      rows: rows.slice(0, named),
      from: seal.fromAt,
      to: seal.toAt,
    })
  await client.query("set local timezone = 'UTC'; set local datestyle = 'ISO'; set local search_path = pg_catalog")
  const { rows: now } = await client.query(
    'select pg_snapshot_xmax(pg_current_snapshot())::text as ahead, kernel.audit_era() as era',
  )
  const ahead = Number(now[0].ahead)
  const chains = await readSeals(client)
  for (const [organisation, chain] of chains) checkChain(organisation, chain, add)
  const unpublished = lines ? checkHeads(chains, lines, add) : 0
  const salts = await readSalts(client)
  const raw = new Map<string, { organisation: string; seal: Sealed; row: string }>()
  const forgotten = new Set<string>()
  let rows = 0
  let unsealed = 0
  let oldestUnsealed: string | null = null
  let cached: Sealed | undefined

  await copyOut(
    client,
    `select ${chained.map(name => (name === 'at' ? "(at at time zone 'UTC')" : name)).join(', ')}, subjects, changed from kernel.audit`,
    line => {
      rows++
      const changedAt = line.lastIndexOf('\t')
      const subjectsAt = line.lastIndexOf('\t', changedAt - 1)
      const words = line.slice(0, subjectsAt)
      const [id = '', era = '', tx = '', at = '', organisation = ''] = words.split('\t', 5)
      const number = Number(tx)
      const inCached =
        cached &&
        cached.organisation === organisation &&
        String(cached.era) === era &&
        number >= cached.fromTx &&
        number < cached.toTx
      if (!inCached) cached = sealOf(chains.get(organisation), Number(era), number)
      if (!cached) {
        if (Number(era) > now[0].era || (Number(era) === now[0].era && number >= ahead))
          add({ organisation, n: 0 }, 'En række er skrevet af en transaktion, der ikke er begyndt endnu', [id])
        unsealed++
        if (oldestUnsealed === null || at < oldestUnsealed) oldestUnsealed = at
        return
      }
      const seal = cached
      const commit = (subject: string): string => {
        const commitment = salts.get(organisation + subject)
        if (commitment === undefined) raw.set(organisation + subject, { organisation, seal, row: id })
        return commitment ?? subject
      }
      const subjects = listOf(line.slice(subjectsAt + 1, changedAt))
      if (words.includes('\tforgotten\t')) for (const subject of subjects) forgotten.add(organisation + subject)
      const leaf = leafOf(words, subjects.map(commit), listOf(line.slice(changedAt + 1)).map(commit))
      if (!seal.seen) {
        add(seal, 'En række er skrevet ind', [id])
        return
      }
      seal.seen.push(leaf)
      seal.ids.push(id)
      if (seal.seen.length === seal.rows) proveRows(seal, add)
    },
  )
  for (const chain of chains.values()) for (const seal of chain) if (seal.seen) proveRows(seal, add)
  for (const [subject, { seal, row }] of raw)
    if (!forgotten.has(subject)) add(seal, 'En persons salt er væk, uden at logbogen siger, at hun er slettet', [row])
  const seals = [...chains.values()].reduce((sum, chain) => sum + chain.length, 0)
  return {
    ok: faults.length === 0,
    rows,
    seals,
    organisations: chains.size,
    unsealed,
    oldestUnsealed,
    unpublished,
    faults,
  }
}

type Add = (seal: Pick<SealWords, 'organisation' | 'n'> & Partial<SealWords>, what: string, rows?: string[]) => void

const readSeals = async (client: pg.Client): Promise<Map<string, Sealed[]>> => {
  const { rows } = await client.query(`
    select organisation, n, era, from_tx, to_tx, rows, (from_at at time zone 'UTC')::text as from_at, (to_at at time zone 'UTC')::text as to_at,
      encode(leaves, 'hex') as leaves, encode(root, 'hex') as root, encode(head, 'hex') as head, (at at time zone 'UTC')::text as at
    from kernel.seal order by organisation, n`)
  const chains = new Map<string, Sealed[]>()
  for (const row of rows) {
    const chain = chains.get(row.organisation) ?? []
    chains.set(row.organisation, chain)
    chain.push({
      organisation: row.organisation,
      n: row.n,
      era: row.era,
      fromTx: Number(row.from_tx),
      toTx: Number(row.to_tx),
      rows: row.rows,
      fromAt: row.from_at,
      toAt: row.to_at,
      leaves: row.leaves,
      root: row.root,
      head: row.head,
      at: row.at,
      seen: [],
      ids: [],
    })
  }
  return chains
}

/** Each seal follows the one before: number, transactions and head, with no gap in which a row could stand unseen. */
const checkChain = (organisation: string, chain: Sealed[], add: Add): void => {
  let before: Sealed | undefined
  for (const seal of chain) {
    if (seal.n !== (before?.n ?? 0) + 1) add({ organisation, n: (before?.n ?? 0) + 1 }, 'Et segl mangler')
    const start = before && before.era === seal.era ? before.toTx : 0
    if (seal.era < (before?.era ?? 1) || (before?.n === seal.n - 1 && seal.fromTx !== start))
      add(seal, 'Seglet følger ikke det forrige')
    if (headOf(before?.head ?? '', seal) !== seal.head) add(seal, 'Seglet er ændret, eller kæden er brudt før det')
    before = seal
  }
}

/** The database against the file outside. Returns how many seals the file has not got yet. */
const checkHeads = (chains: Map<string, Sealed[]>, lines: (Head | Restored)[], add: Add): number => {
  const { heads, doubled } = standing(lines)
  for (const line of doubled)
    add({ organisation: line.organisation, n: line.seal }, 'Filen har to forskellige hoveder for seglet')
  let unpublished = 0
  for (const [organisation, own] of heads) {
    const chain = new Map((chains.get(organisation) ?? []).map(seal => [seal.n, seal]))
    const gone = [...own.keys()].filter(n => !chain.has(n)).sort((a, b) => a - b)
    const first = gone[0]
    if (first !== undefined)
      add(
        { organisation, n: first },
        `Halen er skåret af: ${gone.length} segl fra nr. ${first} står i filen og ikke i databasen`,
      )
    for (const [n, head] of own) {
      const seal = chain.get(n)
      if (seal && seal.head !== head) add(seal, 'Hovedet er et andet end det, der står i filen')
    }
  }
  for (const [organisation, chain] of chains) {
    const own = heads.get(organisation)
    const newest = own ? Math.max(...own.keys()) : 0
    for (const seal of chain)
      if (seal.n > newest) unpublished++
      else if (!own?.has(seal.n)) add(seal, 'Filen mangler linjen for seglet')
  }
  return unpublished
}

const readSalts = async (client: pg.Client): Promise<Map<string, string>> => {
  const salts = new Map<string, string>()
  await copyOut(client, `select organisation, subject, encode(salt, 'hex') from kernel.subject`, line => {
    const [organisation = '', subject = '', salt = ''] = line.split('\t')
    salts.set(organisation + subject, commitmentOf(Buffer.from(salt, 'hex'), subject))
  })
  return salts
}

/** '{a,b}' as PostgreSQL writes a list of ids. */
const listOf = (text: string): string[] => (text.length === 2 ? [] : text.slice(1, -1).split(','))

/** The seal that a row of this era and transaction belongs to, by halving. */
const sealOf = (chain: Sealed[] | undefined, era: number, tx: number): Sealed | undefined => {
  if (!chain) return undefined
  let [low, high] = [0, chain.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const seal = chain[middle] as Sealed
    if (seal.era < era || (seal.era === era && seal.toTx <= tx)) low = middle + 1
    else high = middle
  }
  const found = chain[low]
  return found && found.era === era && found.fromTx <= tx ? found : undefined
}

/** All rows of the seal are here: the same root, or the rows that are wrong by name. */
const proveRows = (seal: Sealed, add: Add): void => {
  const { seen = [], ids } = seal
  const sorted = seen.toSorted()
  seal.seen = undefined
  seal.ids = []
  const short = shortLeaves(sorted)
  if (seen.length === seal.rows && rootOf(sorted) === seal.root && short === seal.leaves) return
  const left = new Map<string, number>()
  for (let at = 0; at < seal.leaves.length; at += 16) {
    const leaf = seal.leaves.slice(at, at + 16)
    left.set(leaf, (left.get(leaf) ?? 0) + 1)
  }
  const strange: string[] = []
  for (const [at, leaf] of seen.entries()) {
    const many = left.get(leaf.slice(0, 16)) ?? 0
    if (many > 0) left.set(leaf.slice(0, 16), many - 1)
    else strange.push(ids[at] ?? '')
  }
  const lost = [...left.values()].reduce((sum, many) => sum + many, 0)
  const parts = [
    strange.length > 0 ? `${strange.length} ændret eller skrevet ind` : '',
    lost > 0 ? `${lost} forseglet og ikke fundet igen` : '',
  ].filter(Boolean)
  add(seal, `Rækkerne er ikke de forseglede: ${parts.join(', ') || 'seglets egne tal er ændret'}`, strange)
}

/** Streams a query as COPY writes it, a line at a time: nothing is kept, nothing is parsed twice. */
const copyOut = (client: pg.Client, select: string, onLine: (line: string) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const query = new pg.Query(`copy (${select}) to stdout`)
    let fault: unknown
    Object.assign(query, {
      handleCopyData({ chunk }: { chunk: Buffer }) {
        if (fault) return
        try {
          onLine(chunk.toString('utf8', 0, chunk.length - 1))
        } catch (error) {
          fault = error
        }
      },
    })
    query.on('error', reject)
    query.on('end', () => (fault ? reject(fault) : resolve()))
    client.query(query)
  })
