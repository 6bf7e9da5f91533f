import type { FC } from 'hono/jsx'
import { changeLines } from './change-lines.ts'

/** Value by value, as the forms call them. */
export const WhatDiffers: FC<{ readonly lines: readonly string[] }> = ({ lines }) => (
  <ul class="history">
    {changeLines(lines).map(line => (
      <li class="breaks">{line}</li>
    ))}
  </ul>
)
