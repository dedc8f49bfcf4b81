declare global {
  interface Window {
    /** By address: what early.js has asked for. Undefined: that was of no use, or failed. */
    earlyAnswers?: Record<string, Promise<Response | undefined>>;
  }
}

/** The answer that early.js has asked for before there was any module, once; every other request is sent now. */
export async function takeEarly(request: Request): Promise<Response> {
  const answers = globalThis.window?.earlyAnswers ?? {};
  const address = request.url.replace(globalThis.location?.origin ?? '', '');
  const early = request.method === 'GET' ? answers[address] : undefined;
  delete answers[address];
  const answer = await early;
  return answer && !request.signal.aborted ? answer : fetch(request);
}
