import { connectKeeper } from '../../src/kernel/keeper.ts'
import { populateStaff, putOrganisation, putSite } from '../../src/rooms/govern/index.ts'

/** What every test's database holds: the programmes and the cast. */
export const fillTemplate = async (ownerUrl: string): Promise<void> => {
  const keeper = connectKeeper(ownerUrl)
  try {
    await keeper.asKeeper(async kysely => {
      const region = await putOrganisation(kysely, { key: 'region-syddanmark', name: 'Region Syddanmark', kind: 'region' })
      await putOrganisation(kysely, { key: 'moedrehjaelpen', name: 'Mødrehjælpen', kind: 'ngo' })
      for (const [key, name] of Object.entries({ odense: 'OUH Odense', svendborg: 'OUH Svendborg', kolding: 'Sygehus Lillebælt Kolding', esbjerg: 'Esbjerg Sygehus', aabenraa: 'Sygehus Sønderjylland Aabenraa' }))
        await putSite(kysely, { organisation: region, key, name, kind: 'birthPlace' })
      await populateStaff(kysely)
    })
  } finally {
    await keeper.close()
  }
}
