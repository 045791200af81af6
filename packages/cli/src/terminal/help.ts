import * as Console from "effect/Console"
import * as Context from "effect/Context"
import * as CliConfig from "effect/cli/CliConfig"
import * as CliOutput from "effect/cli/CliOutput"
import * as GlobalFlag from "effect/cli/GlobalFlag"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

/** An environment variable, or several that belong together, as the help of a command and the README describe it. */
export interface Variable {
  readonly name: string
  readonly meaning: string
  readonly fallback: string
}

/** The environment variables that a command reads. */
export const Variables = Context.Reference<ReadonlyArray<Variable>>("bulk-contacts/Variables", {
  defaultValue: () => [],
})

// On a terminal too, help is plain text: what prints it removes escape sequences.
const formatter = CliOutput.defaultFormatter({ colors: false, globalFlags: "none" })

const presenter: CliOutput.Presenter = {
  present: (event) => {
    switch (event._tag) {
      case "Help": {
        const variables = Context.get(event.helpDoc.annotations, Variables)
        const environment = variables.length === 0 ? [] : ["", "ENVIRONMENT", formatVariables(variables)]
        return Console.log([formatter.formatHelpDoc(event.helpDoc), ...environment].join("\n"))
      }
      // The command fails too, and `reportFailure` prints why.
      case "InvalidInvocation":
        return Effect.void
      case "Version":
        return Console.log(event.version)
    }
  },
}

const formatVariables = (variables: ReadonlyArray<Variable>): string => {
  const width = Math.max(...variables.map(({ name }) => name.length))
  return variables
    .map(({ name, meaning, fallback }) => `  ${name.padEnd(width)}    ${meaning} (default: ${fallback})`)
    .join("\n")
}

/** How help looks, and the options that every command has. */
export const help = Layer.mergeAll(
  CliOutput.layerPresenter(presenter),
  CliConfig.layer({ builtIns: [GlobalFlag.Help, GlobalFlag.Version, GlobalFlag.Completions] }),
)
