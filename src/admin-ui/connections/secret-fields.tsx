import type { FC } from 'hono/jsx'
import type { FormField } from '../../domain/start-fields.ts'
import { Setting } from '../connect/form.tsx'

interface SecretFieldsProps {
  /** Those that the kind of ERP has a name for. */
  readonly fields: readonly FormField[]
  /** Those that only the settings name. */
  readonly names: readonly string[]
  readonly about: string
  readonly required?: boolean
}

/** Where secrets of a connection are entered; what is kept is never in them. */
export const SecretFields: FC<SecretFieldsProps> = ({ fields, names, about, required = false }) => (
  <>
    {fields.map(field => (
      <Setting field={{ ...field, required }} part="secrets" about={about} />
    ))}
    {names.map(name => (
      <div class="field">
        <label for={`secrets.${name}`}>{name}</label>
        <input
          id={`secrets.${name}`}
          name={`secrets.${name}`}
          type="password"
          {...(required && { required })}
          maxlength={4_000}
          autocomplete="new-password"
          aria-describedby={`about-secrets.${name}`}
        />
        <span class="under" id={`about-secrets.${name}`}>
          {about}
        </span>
      </div>
    ))}
  </>
)
