/** How far something long is: a bar with its count in words, for the eye and for the ear. */
export function ProgressBar({ percent, label }: { percent: number; label: string }) {
  return (
    <div className="flex max-w-xl flex-col gap-1">
      <div
        role="progressbar"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-label={label}
        className="h-3 overflow-hidden rounded border border-line-strong bg-surface"
      >
        <div
          className="h-full bg-brand transition-[width] motion-reduce:transition-none"
          style={{ width: `${percent}%` }}
        />
      </div>
      <p className="figures text-sm text-muted">{label}</p>
    </div>
  )
}
