import type { Mistake, Path } from './read-yaml.ts'

/**
 * Puts the environment's values where the file's texts say `${NAME}`; `$${` stands for `${` itself. Keys are left as
 * they are, and what a variable holds is never read as YAML.
 * @returns the value, and a mistake for each place whose variable is not set or empty (it keeps its `${NAME}`).
 */
export function expandVariables(
  value: unknown,
  variables: Readonly<Record<string, string | undefined>>,
): { readonly value: unknown; readonly mistakes: readonly Mistake[] } {
  const mistakes: Mistake[] = []
  const expand = (inner: unknown, path: Path): unknown => {
    if (typeof inner === 'string') return expandText(inner, text => mistakes.push({ path, text }))
    if (Array.isArray(inner)) return inner.map((item, index) => expand(item, [...path, index]))
    if (typeof inner !== 'object' || inner === null) return inner
    return Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, expand(item, [...path, key])]))
  }
  const expandText = (text: string, wrong: (text: string) => void): string =>
    text.replace(/\$\$\{|\$\{([^}]*)\}?/g, (found: string, name: string | undefined) => {
      if (name === undefined) return '${'
      if (!found.endsWith('}') || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
        wrong(`"\${" begins a variable like \${NAME}; write $\${ for the characters themselves`)
        return found
      }
      const content = variables[name]
      if (!content) wrong(`the variable ${name} is not set`)
      return content || found
    })
  return { value: expand(value, []), mistakes }
}
