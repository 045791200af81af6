import { Effect, type Scope, Stream } from "effect"
import fc from "fast-check"

/** Bytes in pieces of any sizes, as sockets deliver them. */
export const inPieces = (bytes: Uint8Array): fc.Arbitrary<ReadonlyArray<Uint8Array>> =>
  fc.array(fc.nat(bytes.length), { maxLength: 12 }).map((cuts) => {
    const bounds = [0, ...cuts.sort((a, b) => a - b), bytes.length]
    return bounds.slice(1).map((end, i) => bytes.subarray(bounds[i], end))
  })

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

export const collect = <A, E>(stream: Stream.Stream<A, E, Scope.Scope>): Promise<ReadonlyArray<A>> =>
  Effect.runPromise(Effect.scoped(Stream.runCollect(stream)))

export const collectText = async (stream: Stream.Stream<string>): Promise<string> => (await collect(stream)).join("")
