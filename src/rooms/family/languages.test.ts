import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { languageChoices, languageFields, languages, languageWord, readLanguage } from './languages.ts'
import { contactWords } from './ways.ts'

test('There is one list: Danish first, Greenlandic in it, and another language last', () => {
  assert.deepEqual(languageChoices[0], { value: 'da', text: 'Dansk' })
  assert.deepEqual(languageChoices.at(-1), { value: 'other', text: 'Andet sprog' })
  const words = languages.map(languageWord)
  for (const word of ['Grønlandsk', 'Kurdisk', 'Russisk', 'Bulgarsk', 'Litauisk', 'Pashto', 'Thai'])
    assert.ok(words.includes(word), word)
})

test('A woman who speaks Rohingya gets an interpreter for it, in the words it was written in', () => {
  const { language } = readLanguage('other', ' rohingya ')
  assert.equal(language, 'Rohingya')
  assert.deepEqual(languageFields(language), { language: 'other', languageOther: 'Rohingya' })
  assert.match(
    contactWords({
      mayCall: null,
      mayText: null,
      mayLeaveMessage: null,
      readAlong: null,
      aloneWhenAsked: null,
      bestHours: [],
      language,
      interpreter: true,
    }),
    /Tolk: rohingya\./,
  )
})

test('Another language without words, or with a note about her in it, is asked about; Tyrkisk in words is Turkish', () => {
  assert.equal(readLanguage('other', '').fault?.field, 'languageOther')
  assert.equal(readLanguage('other', 'ring 00001234').fault?.field, 'languageOther')
  assert.equal(readLanguage('klingon', '').fault?.field, 'language')
  assert.equal(readLanguage('other', 'tyrkisk').language, 'tr')
  assert.equal(readLanguage('', 'left over').language, null)
})

test('Whatever was read comes back the same from the form it fills', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...languages, 'other'),
      fc.string({ maxLength: 45, unit: 'grapheme' }),
      (picked, words) => {
        const { language } = readLanguage(picked, words)
        const again = languageFields(language)
        assert.equal(readLanguage(again.language, again.languageOther).language, language)
      },
    ),
  )
})
