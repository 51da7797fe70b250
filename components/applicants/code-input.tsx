import { TextInput } from '@/components/ui/text-input'

/** The box for six digits: the phone offers the code from the message, the keyboard shows digits. */
export function CodeInput({ label, error }: { label: string; error?: string }) {
  return (
    <TextInput
      name="code"
      label={label}
      error={error}
      width="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={12}
      spellCheck={false}
    />
  )
}
