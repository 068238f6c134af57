import { after, before, test } from 'node:test'
import { axeViolations, launch, sideways, validateHtml } from '../../../test/support/browser.ts'
import { serve } from '../../../test/support/site.ts'
import { type World, world } from '../../../test/support/world.ts'

let w: World
let b: any, site: any
before(async () => {
  w = await world()
  b = await launch()
  site = await serve(w, b)
})
after(async () => {
  await site.close()
  await b.close()
  await w.close()
})
const dir = '/tmp/refer-shots'
test('shots', async () => {
  for (const width of [1280, 360]) {
    const v = await site.open(w.karen, { width })
    const p = v.page
    const shot = async (name: string) => {
      await p.screenshot({ path: `${dir}/${name}-${width}.png`, fullPage: true })
      console.log(
        name,
        width,
        'sideways',
        await sideways(p),
        await axeViolations(p),
        await validateHtml(await (await p.request.get(p.url())).text()),
      )
    }
    await p.goto(site.address + '/')
    await shot('1-kort')
    await p.fill('#cpr', '670390-0001')
    await p.fill('#phone', '00 00 12 34')
    await p.fill('#week', '31+2')
    await p.check('text=Angst')
    await p.check('#alone')
    await p.check('#call')
    await p.check('#consent')
    await p.click('text=Tjek svarene')
    await shot('2-tjek')
    const base = p.url().replace('/tjek', '')
    for (const t of ['hvem', 'hvorfor', 'oenske', 'tryg-kontakt', 'samtykke', 'uden-samtykke']) {
      await p.goto(`${base}/${t}`)
      await shot(`3-${t}`)
    }
    await p.goto(base)
    await p.fill('#cpr', '3102901234')
    await p.fill('#week', '46')
    await p.click('text=Tjek svarene')
    await shot('4-fejl')
    await p.fill('#cpr', '670390-0001')
    await p.fill('#week', '31+2')
    await p.click('text=Tjek svarene')
    if (await p.$('#likeness')) {
      await shot('5-samme')
      await p.check('#likeness')
    }
    await p.click('text=Send henvisningen')
    await shot('6-kvittering')
    console.log(v.problems, v.loads)
    await v.close()
  }
})
