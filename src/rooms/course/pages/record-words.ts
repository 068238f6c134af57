import { html } from 'hono/html'
import { checkAnswers } from '../../../design/index.ts'
import { dayOf } from '../../../kernel/clock.ts'
import type { Id } from '../../../kernel/ids.ts'
import type { Html } from '../../../kernel/visit.ts'
import type { Colleague } from '../../govern/index.ts'
import type { Words } from '../reading.ts'
import { firstName, sayDay } from '../say.ts'
import type { Scene } from '../scene.ts'
import type { SavedRecord } from '../store.ts'
import { participantWords } from '../words.da.ts'
import { word } from './appointment-fields.ts'

export const sayTookPart = (scene: Scene, codes: readonly string[]): string =>
  codes
    .map(code =>
      code === 'woman'
        ? firstName(scene.family)
        : (participantWords as Record<string, string>)[code]?.toLocaleLowerCase('da'),
    )
    .filter(Boolean)
    .join(', ')

/** The words of every topic her course may have been about: she may have changed track since. */
export const sayTopics = ({ agreement, topics }: Scene, codes: readonly string[]): string => {
  const named = [
    ...agreement.tracks.flatMap(track => [...(track.topics ?? []), ...(track.areas ?? [])]),
    ...topics.topics,
  ]
  const words = new Map(named.map(topic => [topic.key, topic.value]))
  return codes
    .map(code => words.get(code))
    .filter(Boolean)
    .join(', ')
}

/** The saved version beside hers, field by field. */
export const recordFields = (scene: Scene, saved: SavedRecord | null, words: Words) => {
  const list = (name: string) => [words[name] ?? []].flat()
  return [
    {
      label: 'Hvem var med',
      saved: sayTookPart(scene, saved?.tookPart ?? []),
      yours: sayTookPart(scene, list('tookPart')),
    },
    { label: 'Minutter', saved: String(saved?.minutes ?? ''), yours: word(words, 'duration') },
    { label: 'Emner', saved: sayTopics(scene, saved?.topics ?? []), yours: sayTopics(scene, list('topics')) },
    { label: 'Note', saved: saved?.note ?? '', yours: word(words, 'note') },
  ]
}

/** What was written, to read when nothing more can be written. */
export const sayRecord = (scene: Scene, record: SavedRecord, people: Map<Id, Colleague>): Html =>
  html`${checkAnswers([
    { question: 'Hvem var med', answer: sayTookPart(scene, record.tookPart) },
    { question: 'Varighed', answer: `${record.minutes} minutter` },
    { question: 'Emner', answer: sayTopics(scene, record.topics) },
    { question: 'Note', answer: record.note && html`<span class="bb-pre" dir="auto">${record.note}</span>` },
    {
      question: 'Skrevet af',
      answer: `${people.get(record.by)?.name ?? 'En kollega'}, ${sayDay(dayOf(record.at), scene.today)}`,
    },
  ])}`
