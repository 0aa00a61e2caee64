/**
 * A URL schema also accepts `javascript:` and the like; nothing of that kind may become a link.
 * @returns the address, percent-encoded, or null where it is not http or https
 */
export const webAddress = (url: string): string | null => {
  const parsed = URL.parse(url);
  return parsed?.protocol === 'https:' || parsed?.protocol === 'http:' ? parsed.href : null;
};
