import type { Day } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import { agreementInForce } from './agreement.ts'
import type { AgreementVersion } from './agreement-version.ts'
import type { ProgrammeFile } from './file.ts'
import type { Schema } from './schema.ts'

/** The places of every agreement in force on the day in which the organisation (by its key) takes part. */
export const placesNamed = async (db: Db, organisation: string, day: Day): Promise<string[]> => {
  const rows = await db
    .tables<Schema>()
    .selectFrom('programme.agreement as a')
    .innerJoin('programme.programme as p', 'p.id', 'a.programme')
    .distinctOn(['a.programme', 'a.version'])
    .select(['a.programme', 'a.document as agreement', 'p.document as programme_document'])
    .orderBy('a.programme')
    .orderBy('a.version')
    .orderBy('a.revision', 'desc')
    .execute()
  const takesPart = rows.filter(row =>
    // Read and judged when the file was applied, and never edited since: JSON to the database, a document to us.
    (row.programme_document as unknown as Pick<ProgrammeFile, 'organisations'>).organisations.some(
      one => one.key === organisation,
    ),
  )
  return [...new Set(takesPart.map(row => row.programme))].flatMap(programme => {
    const agreements = takesPart
      .filter(row => row.programme === programme)
      // As above.
      .map(row => row.agreement as unknown as AgreementVersion)
    return (agreementInForce({ agreements }, day)?.sites ?? []).map(site => site.key)
  })
}
