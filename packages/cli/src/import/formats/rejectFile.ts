import type { InvalidRequest, Problem } from "@bulk-contacts/core"
import * as Stream from "effect/Stream"
import { type ImportRejected, rejectProblems } from "../ImportRejected.ts"

/** A problem of the file is not one of a request's body. */
const ofFile = (problem: Problem): Problem => (problem.field === "body" ? { ...problem, field: "file" } : problem)

/** Turns the rejection of a file by its reader into that of the import. */
export const rejectFile = <A, E, R>(
  contacts: Stream.Stream<A, E | InvalidRequest, R>,
): Stream.Stream<A, Exclude<E, InvalidRequest> | ImportRejected, R> =>
  Stream.catchTag(contacts as Stream.Stream<A, InvalidRequest, R>, "InvalidRequest", ({ problems, omitted }) =>
    Stream.fail(rejectProblems(problems.map(ofFile), omitted)),
  ) as Stream.Stream<A, Exclude<E, InvalidRequest> | ImportRejected, R>
