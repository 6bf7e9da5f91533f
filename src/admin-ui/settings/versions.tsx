import type { FC } from 'hono/jsx'
import type { SettingsPreview } from '../../flows/settings/change-settings.ts'
import type { PolicyVersion } from '../../flows/settings/list-versions.ts'
import { say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { State } from '../shell/state.tsx'
import { DifferencesButton, MadeAt, VersionDialogButton, VersionTable, WhatFor } from '../shell/versions.tsx'
import { may, type Viewer } from '../viewer.ts'
import { changeLines } from './change-lines.ts'
import { WhatIsForgotten } from './forgotten.tsx'
import { WhatDiffers } from './what-differs.tsx'

/** Before it is done: value by value, and what follows from it. */
export const WhatChanges: FC<{ readonly preview: SettingsPreview }> = ({
  preview: { lines, consequences, forgets },
}) => (
  <>
    <WhatDiffers lines={lines} />
    <WhatIsForgotten forgets={forgets} />
    {consequences.map(sentence => (
      <p>{told(sentence)}</p>
    ))}
  </>
)

interface VersionsProps {
  readonly address: string
  readonly versions: readonly PolicyVersion[]
  readonly viewer: Viewer
}

/** Every version with who made it, what it changed, and the way back to it. */
export const PolicyVersions: FC<VersionsProps> = ({ address, versions, viewer }) => (
  <section class="card">
    <h2>{say('Versions')}</h2>
    {versions.length === 0 ? (
      <p>{say('None yet: versions are kept from the next change on.')}</p>
    ) : (
      <VersionTable telling={say('What changed')}>
        {versions.map(version => (
          <Version address={address} version={version} viewer={viewer} />
        ))}
      </VersionTable>
    )}
  </section>
)

interface VersionProps {
  readonly address: string
  readonly version: PolicyVersion
  readonly viewer: Viewer
}

/** Of a long change the rest is in the differences. */
const MOST_LINES = 4

const Version: FC<VersionProps> = props => {
  const { version, author, reason, createdAt, active } = props.version
  const lines = changeLines(props.version.lines)
  return (
    <tr>
      <th scope="row">
        {version} {active ? <State tone="done" word={say('Active')} /> : null}
        <MadeAt at={createdAt} />
      </th>
      <td class="breaks">
        {lines.slice(0, MOST_LINES).map(line => (
          <div>{line}</div>
        ))}
        {lines.length > MOST_LINES ? (
          <span class="under">
            {say('And {n, plural, one {# more value} other {# more values}}.', { n: lines.length - MOST_LINES })}
          </span>
        ) : null}
      </td>
      <WhatFor reason={reason} author={author} />
      <td class="number">{active ? null : <Actions {...props} />}</td>
    </tr>
  )
}

const Actions: FC<VersionProps> = ({ address, version: { version }, viewer }) => (
  <div class="actions">
    <DifferencesButton address={address} version={version} />
    {may(viewer, 'configure') ? (
      <VersionDialogButton address={address} version={version} asks="back">
        {say('Go back to it…')}
      </VersionDialogButton>
    ) : null}
  </div>
)
