import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { expect, it } from "vitest"

it("the same test runs with node:test", () => {
  const { status, stdout } = spawnSync("npm", ["run", "test:node"], {
    cwd: join(import.meta.dirname, ".."),
    encoding: "utf8",
    // Without what vitest tells the processes that it starts.
    env: { PATH: process.env["PATH"] },
  })
  expect(stdout).toContain("pass 1")
  expect(status).toBe(0)
})
