import type { ProgrammeFile } from './file.ts'
import type { Said } from './parts.ts'

/** One statement on a page: the words shown, where they come from, and the facts they carry. */
export type Line = {
  head?: string
  text: string
  more?: string[]
  source: string
  facts: string[]
  note?: string
  /** Where in the file it stands. */
  at: string
}
/** A part of a page. With columns it is a table (head, text, more …, source), else a list. */
export type Section = { id: string; title: string; columns?: string[]; lines: Line[]; empty: string }

type Origin = { source: string; facts?: string[] | undefined; note?: string | undefined }

export const line = (element: Origin, at: string, text: string, rest: Pick<Line, 'head' | 'more'> = {}): Line => ({
  ...rest,
  text,
  source: element.source,
  facts: element.facts ?? [],
  note: element.note,
  at,
})

export const saids = (list: Said[] | undefined, at: string): Line[] =>
  (list ?? []).map((said, i) => line(said, `${at}[${said.code ?? i}]`, said.text))

/** A section is left out when it has no lines and nothing is said about the lack. */
export const section = (id: string, title: string, lines: Line[], columns?: string[], empty = ''): Section[] =>
  lines.length > 0 || empty !== '' ? [{ id, title, lines, columns, empty }] : []

/** Who published a source, in the fewest words that tell it from the others. */
export const sourceNaming =
  ({ sources }: Pick<ProgrammeFile, 'sources'>) =>
  (key: string): string => {
    const source = sources.find(candidate => candidate.key === key)?.value
    return source?.kind === 'own' ? 'vores forslag' : (source?.publisher ?? source?.title ?? key)
  }

/** The name of an organisation of the programme. */
export const naming =
  (programme: Pick<ProgrammeFile, 'organisations'>) =>
  (key: string): string =>
    programme.organisations.find(org => org.key === key)?.name ?? key
