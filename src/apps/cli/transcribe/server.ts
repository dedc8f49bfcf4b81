import { z } from 'zod';
import { transcriptSchema } from '../../../compute/speech/transcript.ts';
import { EfirError } from '../../../core/errors.ts';
import { sleep } from '../../../core/time.ts';
import type { Texts } from '../../../texts/texts.ts';
import type { CommandContext } from '../command.ts';
import { ServerError } from '../report-error.ts';
import { checkInput, type Input } from './inputs.ts';
import { openForm } from './open-form.ts';
import type { Progress } from './progress.ts';
import { createServerClient, type ServerClient, serverErrorSchema } from './server-client.ts';
import type { CheckedOptions, Transcriber } from './transcriber.ts';

/** Through the HTTP door: uploads, follows the events, fetches the transcript; Ctrl-C cancels there as well. */
export async function openServerTranscriber(
  context: CommandContext,
  options: CheckedOptions & { readonly server: string; readonly key: string },
): Promise<Transcriber> {
  const { server, key } = options;
  const client = createServerClient({ server, key, language: context.texts.language });
  return {
    transcribe: async (input, progress) => {
      progress.phase(context.texts.text('transcribe-uploading'));
      await checkInput(input, Number.MAX_SAFE_INTEGER);
      const id = await upload(client, input, options, context.signal);
      try {
        progress.phase(context.texts.text('transcribe-waiting'));
        await follow({ client, id, progress, signal: context.signal, texts: context.texts });
        const answer = await client.send('GET', `/v1/recordings/${id}/transcript?format=json`, {
          signal: context.signal,
        });
        return await client.read(answer, transcriptSchema);
      } catch (thrown) {
        if (context.signal.aborted) await cancel(client, id);
        throw thrown;
      }
    },
    close: async () => {},
  };
}

const createdSchema = z.looseObject({ id: z.string() });

async function upload(
  client: ServerClient,
  input: Input,
  options: CheckedOptions,
  signal: AbortSignal,
): Promise<string> {
  const { callbackUrl, engine, priority } = options;
  const { hot_words: hotWords, spellings, ...asked } = options.asked;
  const query = new URLSearchParams({ file_name: input.name });
  const named = { ...asked, engine, priority, callback_url: callbackUrl };
  for (const [name, value] of Object.entries(named)) {
    if (value !== undefined) query.set(name, String(value));
  }
  // In a form, because a vocabulary is longer than an address may be.
  const form = await openForm(input.path, {
    ...(hotWords ? { hot_words: hotWords.join('\n') } : {}),
    ...(spellings ? { spellings: JSON.stringify(spellings) } : {}),
  });
  const answer = await client.send('POST', `/v1/recordings?${query}`, { signal, ...form });
  return (await client.read(answer, createdSchema)).id;
}

interface Follow {
  readonly client: ServerClient;
  readonly id: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly texts: Texts;
}

/** How often in a row the stream may break before a server counts as gone. */
const mostBreaks = 5;

/** Follows a recording to its end, over as many connections as it takes. Rejects with the recording's error. */
async function follow(following: Follow): Promise<void> {
  const { client, signal } = following;
  const place: Place = { last: '', duration: 0, breaks: 0 };
  for (; ; place.breaks += 1) {
    try {
      if (await listen(following, place)) return;
    } catch (thrown) {
      if (!(thrown instanceof EfirError && thrown.transient) || place.breaks >= mostBreaks) throw thrown;
    }
    if (place.breaks >= mostBreaks) {
      throw new EfirError('server-unreachable', { server: client.server, detail: 'the events broke off' });
    }
    await sleep(Math.min(5000, 250 * 2 ** place.breaks), signal);
  }
}

/** How far we have followed. */
interface Place {
  last: string;
  duration: number;
  breaks: number;
}

/** Listens over one connection; true when the transcript is there, false when the stream ended before. */
async function listen({ client, id, progress, signal, texts }: Follow, place: Place): Promise<boolean> {
  for await (const event of client.listen(`/v1/recordings/${id}/events`, place.last, signal)) {
    place.breaks = 0;
    place.last = event.id ?? place.last;
    const data = JSON.parse(event.data) as EventData;
    place.duration = data.duration || place.duration;
    if (event.event === 'progress') tellProgress(progress, texts, data, place.duration);
    if (event.event === 'state' && judgeState(client, id, data)) return true;
  }
  return false;
}

/** While it waits, how many are before it; then how far it is. */
function tellProgress(progress: Progress, texts: Texts, data: EventData, duration: number): void {
  const { place, processed = 0 } = data;
  if (typeof place === 'number') progress.phase(texts.text('transcribe-place', { place }));
  else progress.update(processed, duration);
}

interface EventData {
  readonly state?: string;
  readonly processed?: number;
  readonly place?: number | null;
  readonly duration?: number;
  readonly error?: unknown;
}

/** True when the transcript is there; rejects when it never will be. */
function judgeState(client: ServerClient, id: string, { error, state }: EventData): boolean {
  if (state === 'succeeded') return true;
  if (state === 'cancelled') throw new EfirError('cancelled');
  if (state !== 'failed') return false;
  const parsed = serverErrorSchema.safeParse(error);
  throw parsed.success
    ? new ServerError(parsed.data.code, parsed.data)
    : new EfirError('internal', { detail: `recording ${id} of ${client.server}` });
}

/** A few seconds are given to telling the server; whether it hears or not, we end. */
async function cancel(client: ServerClient, id: string): Promise<void> {
  await client
    .send('POST', `/v1/recordings/${id}/cancel`, { signal: AbortSignal.timeout(3000) })
    .catch(() => {});
}
