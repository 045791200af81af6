/** Long campaigns run where nobody waits for them: with `CI=true`. */
const isThorough = process.env["CI"] === "true"

/** How many examples a property is tried with, or how often something is repeated. */
export const times = <A>(locally: A, inCi: A): A => (isThorough ? inCi : locally)
