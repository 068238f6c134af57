const names = new Intl.DisplayNames('da', { type: 'language', fallback: 'none' })

/** Languages an interpreter is asked for most often in Danish hospitals, and Greenlandic. */
const asked = 'en ar uk tr pl so fa ro ti ur de ru bg lt vi th ku ps kl'.split(' ')

/** The choice beside the list: then her words stand in its place. */
export const otherLanguage = 'other'
const longest = 40

/** A language as Danes call it, with a capital: by its short code, or in the words it was written in. */
export const languageWord = (language: string): string => {
  const name = (/^[a-z]{2,3}$/.test(language) && names.of(language)) || language
  return name.charAt(0).toLocaleUpperCase('da') + name.slice(1)
}

/** The one list of languages, in every form: Danish first, then in Danish order. */
export const languages: readonly string[] = [
  'da',
  ...asked.toSorted((a, b) => languageWord(a).localeCompare(languageWord(b), 'da')),
]

/** The list as choices, with "another language" last. */
export const languageChoices: readonly { value: string; text: string }[] = [
  ...languages.map(value => ({ value, text: languageWord(value) })),
  { value: otherLanguage, text: 'Andet sprog' },
]

/** A stored language as the two fields of a form: one of the list, or another in words. */
export const languageFields = (language: string | null): { language: string; languageOther: string } =>
  language === null || languages.includes(language)
    ? { language: language ?? '', languageOther: '' }
    : { language: otherLanguage, languageOther: languageWord(language) }

export interface LanguageReading {
  language: string | null
  fault?: { field: 'language' | 'languageOther'; message: string }
}

/** Reads the two fields. Words that name a language of the list are that language. */
export const readLanguage = (picked: string, words: string): LanguageReading => {
  if (picked === '') return { language: null }
  if (languages.includes(picked)) return { language: picked }
  if (picked !== otherLanguage)
    return { language: null, fault: { field: 'language', message: 'Vælg et af sprogene på listen.' } }
  const said = words.trim().toWellFormed()
  if (said === '') return { language: null, fault: { field: 'languageOther', message: 'Skriv, hvilket sprog.' } }
  // Letters alone, so that no note about her hides in the name of a language.
  if ([...said].length > longest || !/^[\p{L}\p{M}' ()-]+$/u.test(said))
    return {
      language: null,
      fault: { field: 'languageOther', message: `Skriv sprogets navn med bogstaver, højst ${longest} tegn.` },
    }
  const known = languages.find(code => languageWord(code).toLocaleLowerCase('da') === said.toLocaleLowerCase('da'))
  // With a capital no short name is taken for a code.
  return { language: known ?? said.charAt(0).toLocaleUpperCase('da') + said.slice(1) }
}
