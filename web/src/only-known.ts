/**
 * Reads an address by what a page knows of it. What a page leaves out, the router would leave in as it was typed, `next` of
 * a foreign site with it: so everything else is said to be none.
 */
export function onlyKnown<Search extends object>(
  read: (address: Record<string, unknown>) => Search,
): (address: Record<string, unknown>) => Search {
  return (address) => {
    const none = Object.fromEntries(Object.keys(address).map((name) => [name, undefined]));
    return { ...none, ...read(address) };
  };
}
