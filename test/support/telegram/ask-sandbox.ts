export type Ask = <Answer>(method: string, path: string, body?: object) => Promise<Answer>;

/** Asks the acting interface of a sandbox; rejects with its sentence. */
export function askSandbox(url: string): Ask {
  return async <Answer>(method: string, path: string, body?: object) => {
    const isForm = body instanceof FormData;
    const response = await fetch(`${url}/sandbox${path}`, {
      method,
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      ...(body === undefined || isForm ? {} : { headers: { 'content-type': 'application/json' } }),
    });
    const answer = (await response.json()) as Answer & { error?: string };
    if (!response.ok) throw new Error(`${method} /sandbox${path}: ${response.status} ${answer.error}`);
    return answer;
  };
}
