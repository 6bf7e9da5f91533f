import type { Command } from 'commander'

/** Prints lines to where commander prints its help: standard output, or what a test has set. */
export function print(command: Command, lines: readonly string[]): void {
  const { writeOut } = command.configureOutput()
  for (const line of lines) writeOut?.(`${plain(line)}\n`)
}

export function printJson(command: Command, value: unknown): void {
  command.configureOutput().writeOut?.(`${JSON.stringify(value, null, 2)}\n`)
}

/** Words of remote systems cannot move the cursor or colour the terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const plain = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
