// A worker of another program, over Redis Streams: takes tasks, answers each with one message. Replace transcribe() with
// your own.   REDIS_URL=redis://localhost:6379 node foreign-worker-redis.mjs
import { readFile } from 'node:fs/promises';
import { Redis } from 'ioredis';

const redis = new Redis(process.env.REDIS_URL);
redis.on('error', (error) => console.error('connection:', error.message));
const [tasks, group] = ['transcribe:tasks', 'transcribe-workers'];
let from = '0'; // First what this worker had taken before it died, then ('>') what is new.
for (;;) {
  await redis.xgroup('CREATE', tasks, group, '0', 'MKSTREAM').catch(() => 'it is there already');
  const words = ['COUNT', 1, 'BLOCK', 5000, 'STREAMS', tasks, from];
  const read = await redis.xreadgroup('GROUP', group, 'worker-1', ...words).catch(console.error);
  const [id, fields] = read?.[0]?.[1]?.[0] ?? [];
  if (id === undefined) from = '>';
  else await answer(id, JSON.parse(fields[fields.indexOf('json') + 1])); // Or by the other fields, one by one.
}

async function answer(id, { task_id, file_path, language }) {
  const words = await transcribe(file_path, language).then(
    (segments) => ['status', 'success', 'text', segments[0].text, 'segments', JSON.stringify(segments)],
    (error) => ['status', 'error', 'error', error.message],
  );
  const adding = redis.multi().xadd('transcribe:results', '*', 'task_id', task_id, ...words);
  await adding.xack(tasks, group, id).xdel(tasks, id).exec();
}

async function transcribe(path, language = 'auto') {
  const { length } = await readFile(path);
  return [{ start: 0, end: 2.5, text: `${length} bytes, language ${language}`, speaker: 'SPEAKER_00' }];
}
