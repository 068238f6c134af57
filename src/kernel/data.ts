/** What kind of data a column holds: from what names a person to what is about nobody. */
export const dataClasses = {
  identifier: 'hvem nogen er',
  contact: 'hvordan hun må og kan nås',
  health: 'helbred: graviditet, fødsel og tab',
  case: 'sagens indhold',
  safety: 'sikkerhed',
  staff: 'medarbejderens eget',
  operational: 'drift: numre, tider og tilstande',
  secret: 'nøgler og hemmeligheder',
  anonymous: 'om ingen',
} as const
export type DataClass = keyof typeof dataClasses

/** Whose data: several of a family may stand in one row, and each is given only her own. */
export type Whose = 'woman' | 'child' | 'partner' | 'staff' | 'citizen' | 'nobody'
export type Part = Extract<Whose, 'woman' | 'child' | 'partner'>

/** How long it is kept, by the kind of record it belongs to; the time is the organisation's. */
export const recordTypes = {
  case: 'sagen om familien',
  draft: 'kladder',
  log: 'loggen over, hvem der har set og skrevet',
  staff: 'medarbejdere og deres adgang',
  technical: 'tekniske rækker',
  rules: 'organisationer, aftaler og regler',
} as const
export type RecordType = keyof typeof recordTypes

/** One table as the law asks about it. Columns stand under their class, with spaces between. */
export interface TableData {
  whose: Whose
  /** Why it is kept, in Danish. */
  purpose: string
  keep: RecordType
  columns: Partial<Record<DataClass, string>>
  /** How a row is tied to one case: the column with the case's number. */
  case?: string
  /** A second case in the row: erased with either, copied to the first alone. */
  also?: string
  /** Or by a column that names a row of another table, which is tied to a case. */
  by?: { column: string; of: string; key: string }
  /** Or by the case's number somewhere in this column. */
  mentions?: string
  /** A column that says whose the row is, where rows differ. */
  partOf?: { column: string; parts: Record<string, Part> }
  /** Columns about another than whose row it is. */
  about?: Partial<Record<Part, string>>
  /** When something last happened in the row: what the time is counted from. */
  moment?: string
  /** Rows here mean that help is under way: the case is not erased before it has ended. */
  open?: true
  /** Why erasing a case leaves its rows here. */
  stays?: string
  /** Why her copy of her data does not have the rows. */
  notCopied?: string
}
export type Data = Readonly<Record<string, TableData>>

const words = (text: string | undefined): string[] => text?.split(' ').filter(Boolean) ?? []

export interface ColumnData {
  name: string
  is: DataClass
  whose: Whose
}

/** Every column of a table with its class and whose it is. */
export const columnsOf = (table: TableData): ColumnData[] =>
  Object.entries(table.columns).flatMap(([is, names]) =>
    words(names).map(name => ({
      name,
      is: is as DataClass,
      whose:
        (Object.entries(table.about ?? {}).find(([, listed]) => words(listed).includes(name))?.[0] as Part) ??
        table.whose,
    })),
  )

/** Whether rows of the table can be tied to a case at all. */
export const isTied = ({ case: column, by, mentions }: TableData): boolean => Boolean(column || by || mentions)

/** What the list and the database do not agree on, a line each: a column without a class, and a class without a column. */
export const dataFaults = (data: Data, found: readonly { table: string; column: string }[]): string[] => {
  const listed = new Map(
    Object.entries(data).flatMap(([table, one]) => columnsOf(one).map(({ name }) => [`${table}.${name}`, one])),
  )
  const there = new Set(found.map(({ table, column }) => `${table}.${column}`))
  const twice = Object.entries(data).flatMap(([table, one]) => {
    const names = columnsOf(one).map(({ name }) => name)
    return names.filter((name, at) => names.indexOf(name) !== at).map(name => `${table}.${name}: stands in two classes`)
  })
  return [
    ...[...there].filter(name => !listed.has(name)).map(name => `${name}: no class, purpose and time of keeping`),
    ...[...listed.keys()].filter(name => !there.has(name)).map(name => `${name}: a class without a column`),
    ...Object.entries(data)
      .filter(([, one]) => !one.purpose.trim())
      .map(([table]) => `${table}: no purpose`),
    ...Object.entries(data)
      .filter(([, one]) => ['woman', 'child', 'partner'].includes(one.whose) && !isTied(one))
      .map(([table]) => `${table}: about a family, and nothing ties it to a case`),
    ...twice,
  ].sort()
}

/** Every column of every table of the house, as the catalogue has them. */
export const everyColumn = `
  select n.nspname || '.' || c.relname as "table", a.attname::text as "column"
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')`
