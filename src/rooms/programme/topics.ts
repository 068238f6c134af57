import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import type { Schema } from './schema.ts'
import type { StoredAgreement } from './store.ts'
import type { Track } from './version.ts'

export interface Topic {
  key: string
  value: string
}

/** What the talks of a programme are about, and which version of its agreement says so; none where no version does. */
export interface Topics {
  topics: Topic[]
  /** The name of the version, when it is another than the one asked about. */
  from: string | null
}

const ofTracks = (tracks: readonly Track[]): Topic[] => [
  ...new Map(tracks.flatMap(track => [...(track.topics ?? []), ...(track.areas ?? [])]).map(t => [t.key, t])).values(),
]

// A version that stands is never edited, so what another one says is read once a process.
const known = new Map<string, Topics>()

/** The topics of one track: as its own agreement names them, else all those of the newest version that names any. */
export const topicsOf = async (db: Db, agreement: StoredAgreement, track: Track | undefined): Promise<Topics> => {
  const own = track ? ofTracks([track]) : []
  if (own.length > 0) return { topics: own, from: null }
  const before = known.get(agreement.id)
  if (before) return before
  const found = await elsewhere(db, agreement.id)
  if (found.topics.length > 0) known.set(agreement.id, found)
  return found
}

const elsewhere = async (db: Db, id: Id): Promise<Topics> => {
  const rows = await db
    .tables<Schema>()
    .selectFrom('programme.agreement as own')
    .innerJoin('programme.agreement as a', 'a.programme', 'own.programme')
    .where('own.id', '=', id)
    .distinctOn('a.version')
    .select(['a.version', 'a.document'])
    .orderBy('a.version', 'desc')
    .orderBy('a.revision', 'desc')
    .execute()
  for (const row of rows) {
    // Judged when the file was applied; JSON to the database.
    const { name, tracks } = row.document as unknown as StoredAgreement
    const topics = ofTracks(tracks)
    if (topics.length > 0) return { topics, from: name }
  }
  return { topics: [], from: null }
}
