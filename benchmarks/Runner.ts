import { measure, type Scenario } from "./measure/measure.ts"
import type { Results } from "./Results.ts"
import type { System } from "./systems/System.ts"

/** Measures every system the same way. */
export interface Runner {
  /** Runs the warm-up scenarios, without recording them. */
  readonly warm: (system: System) => Promise<void>
  /** Runs the scenario on what the system holds, and records it under `name`. */
  readonly run: (system: System, scenario: Scenario, name: string) => Promise<void>
  /** Empties the system first, and warms it up again if that restarted it. `name` is the scenario's title by default. */
  readonly runEmpty: (system: System, scenario: Scenario, name?: string) => Promise<void>
}

export const makeRunner = (results: Results, warmUp: ReadonlyArray<Scenario>, postgresPid: number): Runner => {
  const warm = async (system: System) => {
    for (const scenario of warmUp) await measure(system, shareOf(scenario, system), postgresPid)
  }
  const run = async (system: System, scenario: Scenario, name: string) =>
    results.add(name, system.title, await measure(system, scenario, postgresPid))

  return {
    warm,
    run,
    runEmpty: async (system, scenario, name = scenario.title) => {
      const pid = system.server()?.pid
      await system.reset()
      if (system.server()?.pid !== pid) await warm(system)
      await run(system, scenario, name)
    },
  }
}

/** The system's share of the requests, but at least one per connection. */
export const shareOf = (scenario: Scenario, { share }: System): Scenario => ({
  ...scenario,
  requests: Math.max(scenario.connections, Math.ceil(scenario.requests * share)),
})
