/**
 * A path of our own out of something a browser sent (`next`), or null when it could lead anywhere else:
 * one leading slash, no second one, no backslash, no control character. At most 500 characters.
 */
export function localPath(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 500) return null
  // Browsers read `\` as `/` and drop tabs and line ends, so `/\evil` and `/<tab>/evil` are addresses of others.
  return /^\/(?![/\\])[^\\\u0000-\u0020\u007f]*$/.test(value) ? value : null
}
