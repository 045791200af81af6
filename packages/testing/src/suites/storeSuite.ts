import { joinSuites } from "../Suite.ts"
import { accountsSuite } from "./accounts.ts"
import { concurrencySuite } from "./concurrency.ts"
import { contactFieldsSuite } from "./contactFields.ts"
import { contactsSuite } from "./contacts.ts"
import { contactTypesSuite } from "./contactTypes.ts"
import { isolationSuite } from "./isolation.ts"
import { limitsSuite } from "./limits.ts"
import { referencesSuite } from "./references.ts"
import { unitOfWorkSuite } from "./unitOfWork.ts"
import { visibilitySuite } from "./visibility.ts"

/** Tests everything that the ports of the use case guarantee. Servers also need `apiKeysSuite`. */
export const storeSuite = joinSuites(
  accountsSuite,
  contactTypesSuite,
  contactsSuite,
  contactFieldsSuite,
  unitOfWorkSuite,
  visibilitySuite,
  referencesSuite,
  isolationSuite,
  concurrencySuite,
  limitsSuite,
)
