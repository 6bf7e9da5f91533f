import type { Child, FC, PropsWithChildren } from 'hono/jsx'
import { say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { Moment } from './words.tsx'

/** Versions of what people write: settings, policies, mails. */

/** @param telling head of the column that only these versions have */
export const VersionTable: FC<PropsWithChildren<{ readonly telling: Child }>> = ({ telling, children }) => (
  <table class="table">
    <thead>
      <tr>
        <th scope="col">{say('Version')}</th>
        <th scope="col">{telling}</th>
        <th scope="col">{say('What for')}</th>
        <th scope="col">
          <span class="unseen">{say('Actions')}</span>
        </th>
      </tr>
    </thead>
    <tbody>{children}</tbody>
  </table>
)

export const MadeAt: FC<{ readonly at: Date }> = ({ at }) => (
  <span class="under">
    <Moment at={at} />
  </span>
)

export const WhatFor: FC<{ readonly reason: string; readonly author: string }> = ({ reason, author }) => (
  <td class="breaks">
    {told(reason)}
    <span class="under">{told(author)}</span>
  </td>
)

interface VersionActionProps {
  /** Of the page of these versions. */
  readonly address: string
  readonly version: number
}

export const DifferencesButton: FC<VersionActionProps> = ({ address, version }) => (
  <button
    type="button"
    class="small"
    hx-get={`${address}/diff?version=${version}`}
    hx-target="#compared"
    hx-swap="innerHTML show:top"
  >
    {say('Differences')}
    <span class="unseen"> {say('of version {version}', { version })}</span>
  </button>
)

/** @param asks what opens the dialog: "back" */
export const VersionDialogButton: FC<PropsWithChildren<VersionActionProps & { readonly asks: string }>> = ({
  address,
  version,
  asks,
  children,
}) => (
  <button
    type="button"
    class="small"
    hx-get={`${address}/${asks}?version=${version}`}
    hx-target="#dialog"
    hx-swap="innerHTML"
  >
    {children}
    <span class="unseen"> {say('version {version}', { version })}</span>
  </button>
)
