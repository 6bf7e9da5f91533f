import type { Command } from 'commander'
import { counted } from '../domain/counted.ts'
import { diagnose, type PlacedFinding } from '../flows/config/diagnose.ts'
import { print, printJson } from './print.ts'
import type { OpenSession } from './session-type.ts'

interface Options {
  readonly store?: string
  readonly fix?: boolean
  readonly json?: boolean
}

/** `orderbridge doctor`: checks everything that has to work. Exit code 1 when something does not. */
export function registerDoctor(program: Command, open: OpenSession): void {
  program
    .command('doctor')
    .description('Check database, keys, stores, ERPs and mail, and say what to do')
    .option('--store <code>', 'only this store and its connections')
    .option('--fix', 'create what may be created: fields in the ERP, file modes')
    .option('--json', 'print as JSON')
    .action(async ({ store, fix, json }: Options, command: Command) => {
      const session = await open()
      try {
        const { ctx, config } = session
        const findings = await diagnose(ctx, { config, fix: fix === true, ...(store !== undefined && { store }) })
        if (json) printJson(command, findings)
        else print(command, table(findings))
        if (findings.some(finding => !finding.ok)) process.exitCode = 1
      } finally {
        await session.close()
      }
    })
}

function table(findings: readonly PlacedFinding[]): readonly string[] {
  const width = Math.min(30, Math.max(...findings.map(({ check }) => check.length)))
  const areas = Map.groupBy(findings, ({ area }) => area)
  const lines = [...areas].flatMap(([area, rows]) => [
    area,
    ...rows.flatMap(({ check, ok, detail, remedy }) => [
      `  ${ok ? '✓' : '✗'} ${check.padEnd(width)}  ${detail}`,
      ...(ok || !remedy ? [] : [`    → ${remedy}`]),
    ]),
    '',
  ])
  const wrong = findings.filter(({ ok }) => !ok).length
  return [
    ...lines,
    wrong === 0
      ? 'All is well.'
      : `${wrong} of ${counted(findings.length, 'check')} ${wrong === 1 ? 'needs' : 'need'} attention.`,
  ]
}
