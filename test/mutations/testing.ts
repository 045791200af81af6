import type { Mutation } from "./Mutation.ts"

const src = "packages/testing/src"
const test = "packages/testing/test"

/** Suites that pass a store although it is wrong, or that do not help whoever has written it. */
export const testing: ReadonlyArray<Mutation> = [
  {
    mistake: "a store that counts the contacts of no organization as skipped passes",
    in: `${src}/suites/bulkCreate`,
    text: "if (Exit.isFailure(exit)) continue\n        assert",
    mutant: "if (Exit.isExit(exit)) continue\n        assert",
    tests: [`${test}/faults.test.ts`],
  },
  {
    mistake: "a store whose transactions see only what there was when they began passes",
    in: `${src}/suites`,
    text: "        yield* findByEmail(organization, [mine.email])\n        yield* Deferred",
    mutant: "        yield* Deferred",
    tests: [`${test}/faults.test.ts`],
  },
  {
    mistake: "a test that fails does not say what the store was asked for",
    in: src,
    text: 'if (calls === "") return',
    mutant: "if (calls !== undefined) return",
    tests: [`${test}/faults.test.ts`],
  },
  {
    mistake: "a property that fails has the calls of what ran last, too",
    in: src,
    text: "Effect.ensuring(Effect.sync(() => calls.forget())),",
    mutant: "",
    tests: [`${test}/faults.test.ts`],
  },
  {
    mistake: "a store with a fixed contact type is asked to store others",
    in: src,
    text: "newContacts.map((contact) => ({ ...contact, contactType })),",
    mutant: "newContacts,",
    tests: [`${test}/faults.test.ts`],
  },
  {
    mistake: "a store with a fixed contact type is asked to create others",
    in: src,
    text: 'tolerated["contact types"] === undefined ? recordPorts<S> :',
    mutant: "tolerated !== undefined ? recordPorts<S> :",
    tests: [`${test}/faults.test.ts`],
  },
  {
    mistake: "a test of a store may hang",
    in: src,
    text: "Effect.timeoutOrElse(effect, {\n      duration: limit,",
    mutant: 'Effect.timeoutOrElse(effect, {\n      duration: "1 hour",',
    tests: [`${test}/limitTime.test.ts`],
  },
]
