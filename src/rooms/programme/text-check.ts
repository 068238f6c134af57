import type { Fault } from './reading.ts'

const longest = 400_000
const deepest = 40

/** What can be wrong with the text before it is read as YAML. */
export function textFault(source: string, file: string): Fault | undefined {
  const at = (index: number, message: string): Fault => ({
    file,
    line: source.slice(0, index).split('\n').length,
    message,
  })
  if (source.trim() === '') return at(0, 'Filen er tom. Begynd med "key:" og "name:".')
  if (source.length > longest) {
    return at(0, `Filen er for stor (${source.length} tegn). Et program må højst fylde ${longest} tegn.`)
  }
  const damaged = source.search(/\ufffd/)
  if (damaged >= 0 || !source.isWellFormed()) {
    return at(
      Math.max(0, damaged),
      'Filen har ødelagte bogstaver og er nok ikke gemt som UTF-8. Gem den igen som UTF-8.',
    )
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  const control = source.search(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/)
  if (control >= 0) return at(control, 'Linjen har et usynligt styretegn. Slet linjen, og skriv den igen.')
  const deep = tooDeep(source)
  if (deep !== undefined) return at(deep, `Linjen er rykket for langt ind. Et program har højst ${deepest} lag.`)
  return undefined
}

/** Where blocks or brackets lie deeper than any programme needs; the parser must not be led that deep. */
function tooDeep(source: string): number | undefined {
  let brackets = 0
  let index = 0
  for (const line of source.split('\n')) {
    const markers = line.match(/^(?:\s*[-?:](?=\s|$))*/)?.[0] ?? ''
    if (markers.length > deepest * 4) return index
    if ((/^\s*/.exec(line)?.[0].length ?? 0) > deepest * 4) return index
    for (const sign of line) {
      if (sign === '[' || sign === '{') brackets++
      else if ((sign === ']' || sign === '}') && brackets > 0) brackets--
      if (brackets > deepest) return index
    }
    index += line.length + 1
  }
  return undefined
}

const sentences: Record<string, string> = {
  DUPLICATE_KEY: 'Nøglen står to gange i samme blok. Slet den ene.',
  MULTIPLE_DOCS: 'Filen har flere dele adskilt af "---". Læg hvert program i sin egen fil.',
  TAB_AS_INDENT: 'Linjen er rykket ind med tabulator. Brug mellemrum.',
  BAD_INDENT: 'Indrykningen passer ikke med linjerne ovenfor. Brug to mellemrum for hvert lag.',
  MISSING_CHAR: 'Der mangler et tegn (kolon, komma, anførselstegn eller parentes). Skriv det.',
  MULTILINE_IMPLICIT_KEY: 'Linjen mangler kolon efter nøglen, eller teksten har et kolon og skal i anførselstegn.',
  BLOCK_AS_IMPLICIT_KEY: 'Teksten har et kolon midt i. Sæt anførselstegn om den.',
  TAG_RESOLVE_FAILED: 'Linjen har et mærke, der begynder med "!". Slet mærket.',
  BAD_ALIAS: 'Linjen har et tegn (* eller &), der har en særlig betydning. Sæt anførselstegn om teksten.',
}

/** A Danish sentence for a fault of the YAML itself. */
export const yamlSentence = (code: string): string =>
  sentences[code] ?? 'Linjen kan ikke læses. Tjek indrykning, kolon, anførselstegn og parenteser.'
