import type { Document } from 'yaml'
import type { ProgrammeEntry } from './file.ts'
import type { Reading } from './reading.ts'
import type { VersionEntry } from './version.ts'

type Path = (string | number)[]
type Report = (path: Path, message: string) => void

/** What must hold across several lines of a file. */
export function checkRules(entry: ProgrammeEntry, document: Document, at: Reading) {
  const report: Report = (path, message) => {
    let node: unknown
    for (let n = path.length; n > 0 && !node; n--) node = document.getIn(path.slice(0, n), true)
    at.fault(node, message)
  }
  organisations(entry, report)
  sites(entry, report)
  factsNeedDocument(entry, report)
  for (const [i, version] of entry.agreements.entries()) {
    period(version, ['agreements', i], report)
    unstatedHasNoNumber(version, ['agreements', i], report)
    ownNumbers(entry, version, ['agreements', i], report)
    if (version.amends !== undefined && !entry.agreements.some(other => other.version === version.amends)) {
      report(
        ['agreements', i, 'amends'],
        `Aftale ${version.amends} findes ikke i filen. Skriv nummeret på den aftale, der ændres.`,
      )
    }
  }
  overlaps(entry, report)
}

function organisations(entry: ProgrammeEntry, report: Report) {
  for (const [i, org] of entry.organisations.entries()) {
    if (org.validFrom && org.validTo && org.validTo < org.validFrom) {
      report(
        ['organisations', i, 'validTo'],
        `"${org.name}" slutter ${org.validTo}, før den begynder ${org.validFrom}. Ret en af datoerne.`,
      )
    }
    if (org.successor && !org.validTo) {
      report(
        ['organisations', i, 'successor'],
        `"${org.name}" har en efterfølger, men ingen slutdato. Skriv "validTo: ÅÅÅÅ-MM-DD".`,
      )
    }
    if (org.successor === org.key) {
      report(
        ['organisations', i, 'successor'],
        `"${org.name}" kan ikke efterfølge sig selv. Skriv en anden organisation.`,
      )
    }
  }
}

function sites(entry: ProgrammeEntry, report: Report) {
  for (const [i, site] of entry.sites.entries()) {
    for (const [j, window] of (site.windows ?? []).entries()) {
      if (window.from !== null && window.to !== null && window.from >= window.to) {
        report(
          ['sites', i, 'windows', j],
          `Tidsrummet på "${site.name}" går fra ${window.from} til ${window.to}. Sluttiden skal ligge efter starttiden.`,
        )
      }
    }
  }
}

/** A fact is what one of the source documents says; an outside page or a guess cannot carry it. */
function factsNeedDocument(entry: ProgrammeEntry, report: Report) {
  const kinds = new Map(entry.sources.map(({ key, value }) => [key, value.kind]))
  const walk = (value: unknown, path: Path) => {
    if (typeof value !== 'object' || value === null) return
    if ('facts' in value && Array.isArray(value.facts) && 'source' in value && typeof value.source === 'string') {
      if (kinds.get(value.source) !== 'document') {
        report(
          [...path, 'facts'],
          `Fakta kan kun stå på et kildedokument, og ${value.source} er ikke et. Slet "facts", eller ret "source".`,
        )
      }
    }
    for (const [key, child] of Object.entries(value)) {
      if (key !== 'sources') walk(child, [...path, Array.isArray(value) ? Number(key) : key])
    }
  }
  walk(entry, [])
}

function period(version: VersionEntry, path: Path, report: Report) {
  if (version.from && version.to && version.to.to < version.from.from) {
    report(
      [...path, 'to'],
      `Aftale ${version.version} slutter ${version.to.text}, før den begynder ${version.from.text}. Ret "from" eller "to".`,
    )
  }
}

/** A version that says "not stated" must not state it after all. */
function unstatedHasNoNumber(version: VersionEntry, path: Path, report: Report) {
  for (const field of version.notStated ?? []) {
    if (field === 'evaluator' || version[field] === null) continue
    report(
      [...path, field],
      `"${field}" står som ikke oplyst i "notStated", men her står en værdi. Skriv "${field}: null", eller slet den fra "notStated".`,
    )
  }
}

/** Targets and money are what somebody has agreed: never our own guess. */
function ownNumbers(entry: ProgrammeEntry, version: VersionEntry, path: Path, report: Report) {
  const own = new Set(entry.sources.filter(({ value }) => value.kind === 'own').map(({ key }) => key))
  const check = (element: { source: string } | null | undefined, at: Path) => {
    if (!element || !own.has(element.source)) return
    report(at, `Et måltal eller beløb kan ikke komme fra "${element.source}". Skriv null, når kilden ikke siger noget.`)
  }
  for (const [i, target] of (version.targets ?? []).entries()) check(target, [...path, 'targets', i])
  for (const [i, money] of (version.budget ?? []).entries()) check(money, [...path, 'budget', i])
  for (const [i, part] of (version.funding ?? []).entries()) check(part, [...path, 'funding', i])
  for (const [i, track] of version.tracks.entries()) check(track.target, [...path, 'tracks', i, 'target'])
}

function overlaps(entry: ProgrammeEntry, report: Report) {
  const agreed = entry.agreements.filter(version => version.standing !== 'proposal')
  for (const later of agreed) {
    for (const earlier of agreed) {
      if (earlier.version >= later.version || later.amends === earlier.version) continue
      const startsBefore = (earlier.from?.from ?? '') <= (later.to?.to ?? '9999')
      const endsAfter = (later.from?.from ?? '') <= (earlier.to?.to ?? '9999')
      if (!startsBefore || !endsAfter) continue
      report(
        ['agreements', entry.agreements.indexOf(later)],
        `Aftale ${later.version} gælder samtidig med aftale ${earlier.version}. Ret datoerne, eller skriv "amends: ${earlier.version}", hvis den ændrer den.`,
      )
    }
  }
}
