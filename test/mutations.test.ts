import { assert, it } from "vitest"
import { findPlaces } from "./mutations/places.ts"

it("each mutation of the list has its place in the code, so that the campaign can make it", () => {
  const missing = findPlaces().filter((place) => typeof place === "string")
  assert.deepStrictEqual(missing, [])
})
