/** How many messages are kept aside for each queue. */
export const mostRejected = 10_000;

/** Characters of the JSON of a message that are kept; of a longer one only its beginning, as text. */
const mostKept = 65_536;

/** What is written to `<queue>:rejected` for people to read. */
export function describeRejected(queue: string, message: unknown, reason: string) {
  const json = JSON.stringify(message) ?? 'null';
  return {
    queue,
    reason,
    message: json.length > mostKept ? `${json.slice(0, mostKept)}…` : message,
    rejected_at: new Date().toISOString(),
  };
}
