import type { Person, World } from '../../../test/support/world.ts'
import { instantOf } from '../../kernel/clock.ts'
import { type Id, newId } from '../../kernel/ids.ts'
import { type ContactRule, type Identity, openFamily } from '../family/index.ts'
import { sitesOf } from '../govern/index.ts'
import type { Stage, Step } from './steps.ts'
import { hold } from './store.ts'

export interface HeldFamily {
  pregnant?: Partial<Identity>
  site?: string
  dueDate?: string
  bornOn?: string
  contact?: Partial<ContactRule>
  holder?: Person
  stage?: Stage
  step?: Step
  due?: string
  time?: string
  subject?: 'referral' | 'course'
}

const nobodyAsked: ContactRule = {
  mayCall: null,
  mayText: null,
  mayLeaveMessage: null,
  readAlong: null,
  aloneWhenAsked: null,
  bestHours: [],
  language: null,
  interpreter: false,
}

/** A family with a holder and a next step, made below the pages by Rådgiver Lone's house. */
export const heldFamily = (w: World, made: HeldFamily): Promise<{ family: Id; subject: Id }> =>
  w.bente.does(async db => {
    const site = (await sitesOf(db)).find(one => one.key === (made.site ?? 'odense'))?.id ?? null
    const family = await openFamily(
      db,
      {
        site,
        pregnant: { name: 'Karla Test Hansen', ...made.pregnant },
        dueDate: made.dueDate ?? (made.bornOn ? undefined : '2027-01-23'),
        bornOn: made.bornOn,
        contact: made.contact && { ...nobodyAsked, ...made.contact },
      },
      w.clock.now(),
    )
    const due = made.due ?? '2026-11-24'
    const subject = newId()
    await hold(
      db,
      {
        family,
        holder: (made.holder ?? w.lone).id,
        stage: made.stage ?? 'active',
        step: made.step ?? 'contact',
        due,
        dueAt: made.time ? instantOf(due, made.time) : null,
        subject: made.subject ?? 'referral',
        subjectId: subject,
        track: null,
        site,
      },
      null,
      w.clock.now(),
    )
    return { family, subject }
  })

/** Asked alone, and she said yes to a call. */
export const mayBeCalled: Partial<ContactRule> = {
  aloneWhenAsked: true,
  mayCall: true,
  readAlong: false,
  mayLeaveMessage: false,
}
