import { joinSuites } from "../Suite.ts"
import { anyJsonSuite } from "./bulkCreate/anyJson.ts"
import { atomicitySuite } from "./bulkCreate/atomicity.ts"
import { countsSuite } from "./bulkCreate/counts.ts"
import { defaultsSuite } from "./bulkCreate/defaults.ts"
import { historiesSuite } from "./bulkCreate/histories.ts"
import { interleavingSuite } from "./bulkCreate/interleaving.ts"
import { lenientSuite } from "./bulkCreate/lenient.ts"
import { organizationsSuite } from "./bulkCreate/organizations.ts"
import { outcomesSuite } from "./bulkCreate/outcomes.ts"
import { roundTripsSuite } from "./bulkCreate/roundTrips.ts"
import { valuesSuite } from "./bulkCreate/values.ts"

/** Tests everything that a bulk create guarantees, on any store. */
export const bulkCreateSuite = joinSuites(
  countsSuite,
  defaultsSuite,
  atomicitySuite,
  interleavingSuite,
  lenientSuite,
  organizationsSuite,
  outcomesSuite,
  roundTripsSuite,
  valuesSuite,
  anyJsonSuite,
  historiesSuite,
)
