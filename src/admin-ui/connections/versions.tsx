import type { FC } from 'hono/jsx'
import type { SettingsVersion } from '../../flows/version/read-version.ts'
import { say } from '../language/say.tsx'
import { State } from '../shell/state.tsx'
import { DifferencesButton, MadeAt, VersionDialogButton, VersionTable, WhatFor } from '../shell/versions.tsx'
import { may, type Viewer } from '../viewer.ts'

interface VersionsProps {
  readonly address: string
  readonly versions: readonly SettingsVersion[]
  readonly viewer: Viewer
}

/** Every version with what can be done with it. */
export const Versions: FC<VersionsProps> = ({ address, versions, viewer }) => (
  <section class="card">
    <h2>{say('Versions')}</h2>
    <VersionTable telling={say('State')}>
      {versions.map(version => (
        <Version address={address} version={version} viewer={viewer} />
      ))}
    </VersionTable>
  </section>
)

interface VersionProps {
  readonly address: string
  readonly version: SettingsVersion
  readonly viewer: Viewer
}

const Version: FC<VersionProps> = props => {
  const { address, version: shown } = props
  const { version, tried, author, createdAt, reason } = shown
  return (
    <tr>
      <th scope="row">
        <a href={`${address}?version=${version}`}>{version}</a>
        <MadeAt at={createdAt} />
      </th>
      <td>
        <VersionState version={shown} />
        {tried ? (
          <span class="under">
            {say(
              '{different} of {orders, plural, one {# order} other {# orders}} {different, plural, one {differs} other {differ}} from version {against}',
              {
                different: tried.different,
                orders: tried.orders,
                against: tried.against,
              },
            )}
          </span>
        ) : null}
      </td>
      <WhatFor reason={reason} author={author} />
      <td class="number">{shown.active ? null : <Actions {...props} />}</td>
    </tr>
  )
}

const VersionState: FC<{ readonly version: SettingsVersion }> = ({ version: { active, activatedAt } }) => {
  if (active) return <State tone="done" word={say('Active')} />
  return activatedAt ? <State tone="over" word={say('Was active')} /> : <State tone="waiting" word={say('Draft')} />
}

const Actions: FC<VersionProps> = ({ address, version: { version, activatedAt }, viewer }) => (
  <div class="actions">
    <DifferencesButton address={address} version={version} />
    {may(viewer, 'configure') ? (
      <>
        <button
          type="button"
          class="small"
          hx-post={`${address}/compare`}
          hx-vals={JSON.stringify({ version })}
          hx-target="#compared"
          hx-swap="innerHTML show:top"
          hx-disable="this"
        >
          {say('Compare')}
          <span class="unseen"> {say('version {version}', { version })}</span>
        </button>
        <VersionDialogButton address={address} version={version} asks="promote">
          {activatedAt ? say('Go back to it…') : say('Promote…')}
        </VersionDialogButton>
      </>
    ) : null}
  </div>
)
