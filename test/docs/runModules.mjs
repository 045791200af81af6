// Runs modules one after the other, each with what is added to its environment, and prints as JSON what each of them printed: a
// process for each would load Effect anew.
import { setImmediate } from "node:timers/promises"
import { pathToFileURL } from "node:url"

const { stdout, stderr } = process
const write = stdout.write.bind(stdout)
const results = {}

for (const { file, env } of JSON.parse(process.argv[2])) {
  Object.assign(process.env, env)
  const result = { stdout: "", stderr: "" }
  results[file] = result
  stdout.write = (text) => {
    result.stdout += text
    return true
  }
  stderr.write = (text) => {
    result.stderr += text
    return true
  }
  await import(pathToFileURL(file).href).catch((error) => {
    result.stderr += error?.stack ?? String(error)
  })
  // A warning is printed in the next turn.
  await setImmediate()
}

write(JSON.stringify(results))
process.exit()
