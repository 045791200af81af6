import { assert, it } from "vitest"
import { findPlace, mutations } from "./mutations/places.ts"

it("each mutation of the list has its place in the code, so that the campaign can make it", () => {
  const missing = mutations.map(findPlace).filter((place) => typeof place === "string")
  assert.deepStrictEqual(missing, [])
})
