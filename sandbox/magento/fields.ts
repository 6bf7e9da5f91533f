type FieldTree = Map<string, FieldTree | undefined>

/** Parses "items[entity_id,items[sku]],total_count". Unbalanced brackets end where they end. */
export function parseFields(text: string): FieldTree {
  let at = 0
  const level = (depth: number): FieldTree => {
    const tree: FieldTree = new Map()
    let name = ''
    const keep = (inner?: FieldTree) => {
      if (name.trim() !== '') tree.set(name.trim(), inner)
      name = ''
    }
    while (at < text.length) {
      const letter = text[at++]
      if (letter === ',') keep()
      else if (letter === '[' && depth < 20) keep(level(depth + 1))
      else if (letter === ']') break
      else name += letter
    }
    keep()
    return tree
  }
  return level(0)
}

/**
 * Leaves only the named fields. A list that is asked for with inner fields and is empty becomes null, without inner
 * fields it stays [] (recordings orders-list-empty-with-fields, orders-list-empty-with-fields-items-only).
 */
export function filterFields(value: unknown, tree: FieldTree): unknown {
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(one => filterFields(one, tree))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([field]) => tree.has(field))
      .map(([field, inner]) => {
        const wanted = tree.get(field)
        return [field, wanted ? filterFields(inner, wanted) : inner]
      }),
  )
}
