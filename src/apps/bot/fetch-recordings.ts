import { crashPoint } from '../../core/crash-points.ts';
import { toEfirError } from '../../core/errors.ts';
import { createRequestId, createTraceId } from '../../core/ids.ts';
import { sleep } from '../../core/time.ts';
import {
  type ClaimedFetch,
  claimToFetch,
  holdFetch,
  putOffFetch,
  renewFetch,
  takeFetched,
} from '../../domain/chats/index.ts';
import { createRecording } from '../../domain/media/index.ts';
import type { ChatSource } from '../../wire/chat.ts';
import { createWaker } from '../waker.ts';
import { type BotWork, hintBot, listenToBot } from './bot-work.ts';
import { judgeFetch } from './judge-fetch.ts';
import { offerUpload } from './offer-upload.ts';
import { openSource } from './open-source.ts';
import { refuseRecording } from './refuse-recording.ts';
import { makeButton, tellOf } from './telling.ts';
import { withTelling } from './with-telling.ts';
import type { ChatFailure } from './word-failure.ts';

/** Downloads at once, in one process. */
const atOnce = 8;
/** Seconds that a claim holds, and between two renewals: an end of the wish for it is noticed then. */
const lease = 15;
const renewal = 5;
/** Times that one is taken in all: what ends the process each time, or outlasts each claim, leaves no other trace. */
const mostTakes = 10;
/** Milliseconds until due recordings are looked for although nobody gave a hint. */
const pollInterval = 2_000;

/** Fetches what was accepted in chats, and makes recordings of it. */
export async function fetchRecordings(work: BotWork, signal: AbortSignal): Promise<void> {
  const { bot, database, logger } = work;
  const waker = createWaker();
  const hints = listenToBot(work, 'recordings', () => waker.wake());
  const underWay = new Set<Promise<void>>();
  const begin = (claimed: ClaimedFetch) => {
    const fetching = fetchOne(work, claimed, signal)
      .catch((error: unknown) => {
        logger.warn({ error, chat_recording_id: claimed.id }, 'a recording of a chat could not be fetched');
      })
      .finally(() => {
        underWay.delete(fetching);
        waker.wake();
      });
    underWay.add(fetching);
  };
  while (!signal.aborted) {
    try {
      const limit = atOnce - underWay.size;
      const claimed = limit > 0 ? await claimToFetch(database, bot, { limit, lease }) : [];
      claimed.forEach(begin);
      if (claimed.length === 0) await waker.wait(pollInterval, signal);
    } catch (error) {
      logger.warn({ error }, 'recordings of chats could not be claimed; trying again');
      await sleep(pollInterval, signal).catch(() => {});
    }
  }
  hints.close();
  await Promise.all(underWay);
}

/** Fetches one; whatever comes of it stands in the chat. */
async function fetchOne(work: BotWork, claimed: ClaimedFetch, closing: AbortSignal): Promise<void> {
  if (claimed.source.kind === 'upload') return giveUp(work, claimed, 'chat-upload-over');
  if (claimed.tries > mostTakes) return giveUp(work, claimed, 'chat-fetch-hopeless');
  const unwanted = new AbortController();
  const signal = AbortSignal.any([closing, unwanted.signal]);
  const renewing = setInterval(() => {
    renewFetch(work.database, work.bot, claimed, lease).then(
      (held) => held || unwanted.abort(),
      () => {},
    );
  }, renewal * 1000);
  try {
    await bring(work, claimed, signal);
  } catch (thrown) {
    // Stopped meanwhile, or somebody else was first.
    if (unwanted.signal.aborted || (!closing.aborted && toEfirError(thrown).code === 'cancelled')) return;
    await settleFailure(work, claimed, { thrown, closing: closing.aborted });
  } finally {
    clearInterval(renewing);
  }
}

async function bring(work: BotWork, claimed: ClaimedFetch, signal: AbortSignal): Promise<void> {
  const { blobs, bot, config, database, logger, media } = work;
  const content = await openSource(work, claimed, signal);
  crashPoint('source-opened');
  const { recording } = await createRecording(
    database,
    { blobs, probe: media.probe.bind(media) },
    {
      tenantId: bot.tenantId,
      content,
      fileName: claimed.source.fileName ?? nameSource(claimed),
      maxBytes: config.maxFileSize,
      readOptions: async () => claimed.options,
      requestId: createRequestId(),
      trace: createTraceId(),
      alongside: (tx, recordingId) => takeFetched(tx, claimed, recordingId),
      signal,
    },
  ).finally(() => content.destroy());
  hintBot(work, 'recordings');
  logger.info(
    { chat_recording_id: claimed.id, recording_id: recording.id, bytes: recording.bytes },
    'recording of a chat taken in',
  );
}

/** What people see of a recording that has no name: what it is and when it came. */
function nameSource({ createdAt, source: { kind } }: ClaimedFetch): string {
  const endings: Partial<Record<ChatSource['kind'], string>> = {
    ...{ voice: '.ogg', audio: '.mp3', video: '.mp4', video_note: '.mp4' },
  };
  const time = createdAt.toISOString().slice(0, 16).replace('T', '_').replace(':', '-');
  return `${kind}_${time}${endings[kind] ?? ''}`;
}

async function settleFailure(
  work: BotWork,
  claimed: ClaimedFetch,
  { closing, thrown }: { readonly thrown: unknown; readonly closing: boolean },
): Promise<void> {
  const fate = closing
    ? ({ fate: 'again', seconds: 0, counts: false } as const)
    : judgeFetch(thrown, claimed.tries);
  work.logger.info(
    { chat_recording_id: claimed.id, error: thrown, fate: fate.fate, tries: claimed.tries },
    'a recording of a chat did not arrive',
  );
  await withTelling(work, claimed, async (telling) => {
    // Stopped or taken over meanwhile: what came of it there counts.
    if (!(await holdFetch(telling.tx, claimed))) return;
    if (fate.fate === 'too-large') return offerUpload(telling, claimed, work.config);
    if (fate.fate === 'failed') return refuseRecording(telling, claimed, fate.error);
    await putOffFetch(telling.tx, claimed, fate);
    if (fate.counts && claimed.tries >= 2) {
      const stop = { label: 'bot-button-stop', action: 'stop', mine: true };
      const text = telling.texts.text('bot-recording-late');
      await tellOf(telling, claimed, { text, buttons: [[await makeButton(telling, claimed, stop)]] });
    }
  });
}

/** Nobody sent anything through the upload link while it held, or every try came to nothing: that is told once. */
async function giveUp(
  work: BotWork,
  claimed: ClaimedFetch,
  code: Extract<ChatFailure, 'chat-upload-over' | 'chat-fetch-hopeless'>,
): Promise<void> {
  await withTelling(work, claimed, async (telling) => {
    // At the last moment it came, or was stopped.
    if (!(await holdFetch(telling.tx, claimed))) return;
    await refuseRecording(telling, claimed, { code, args: {} });
  });
}
