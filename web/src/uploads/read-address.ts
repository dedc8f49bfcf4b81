/** Characters of an address that the server takes. */
export const longestAddress = 2_000;

/** The http(s) address that a text consists of; undefined where it says anything else. */
export function readAddress(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.length > longestAddress || !/^https?:\/\/\S+$/i.test(trimmed)) return undefined;
  return URL.canParse(trimmed) ? trimmed : undefined;
}
