import type * as CliError from "effect/cli/CliError"

/** What is wrong with a command line, in one line, and which help explains it. */
export const invocationProblems = ({ commandPath, errors }: CliError.ShowHelp): string =>
  `${errors.map(problemOf).join("; ")} (see ${commandPath.join(" ")} --help)`

const problemOf = (error: CliError.NonShowHelpErrors): string => {
  switch (error._tag) {
    case "UnrecognizedOption":
      return `unknown option ${error.option}${didYouMean(error.suggestions)}`
    case "UnknownSubcommand":
      return `unknown command ${error.subcommand}${didYouMean(error.suggestions)}`
    case "MissingOption":
      return `--${error.option} is required`
    case "MissingArgument":
      return `${error.argument.toUpperCase()} is required`
    case "UnexpectedArgument":
      return `unexpected argument ${error.arguments.join(" ")}`
    // The value is not repeated: it may be a secret, or very long.
    case "InvalidValue":
      return `${error.kind === "flag" ? `--${error.option}` : error.option.toUpperCase()}: ${error.expected}`
    default:
      return error.message
  }
}

const didYouMean = (suggestions: ReadonlyArray<string>): string =>
  suggestions.length === 0 ? "" : `, did you mean ${suggestions.join(" or ")}?`
