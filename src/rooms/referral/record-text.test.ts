import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recordText } from './record-text.ts'

test('Karen copies five lines: who, what, to whom, and until when Amina has agreed', () => {
  const text = recordText({
    woman: 'Amina Test Yusuf',
    referrer: 'jordemoder Karen Test Vang, OUH',
    sentOn: '2026-11-23',
    reference: 'K7M-4QX',
    recipient: 'Mødrehjælpen',
    site: 'Odense',
    offer: 'To gange rådgivning',
    consent: {
      recipient: 'moedrehjaelpen',
      scope: ['identity', 'pregnancy', 'contact'],
      form: 'oral',
      oralReason: 'vi talte\n i telefon',
      givenOn: '2026-11-23',
      until: '2027-11-23',
      feedback: 'status',
    },
  })
  assert.equal(
    text,
    `Amina Test Yusuf er 23. november 2026 henvist til Mødrehjælpen, Odense, af jordemoder Karen Test Vang, OUH.
Tilbud: To gange rådgivning. Reference: K7M-4QX.
Samtykke: mundtligt (vi talte i telefon), givet 23. november 2026, gælder til og med 23. november 2027.
Samtykket omfatter hvem hun er, termin eller barnets alder og tryg kontakt.
Tilbagemelding til henviser: modtaget, startet, afsluttet.`,
  )
})
