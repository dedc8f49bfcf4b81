// A worker of another program, over RabbitMQ: takes tasks, answers each with one message. Replace transcribe() with
// your own.   RABBITMQ_URL=amqp://guest:guest@localhost node foreign-worker-rabbitmq.mjs
import { readFile } from 'node:fs/promises';
import { Connection } from 'rabbitmq-client';

const connection = new Connection({ url: process.env.RABBITMQ_URL, noDelay: true, retryHigh: 2000 });
connection.on('error', (error) => console.error('connection:', error.message));
const results = 'transcribe:results';
const publisher = connection.createPublisher({ confirm: true, queues: [{ queue: results, durable: true }] });
// One task at a time. It is acknowledged when its answer is safe; of a worker that dies it goes to another.
const consumer = connection.createConsumer(
  { queue: 'transcribe:tasks', queueOptions: { durable: true }, qos: { prefetchCount: 1 }, requeue: false },
  async ({ body: { task_id, file_path, language } }) => {
    const answer = await transcribe(file_path, language).then(
      (segments) => ({ status: 'success', text: segments.map(({ text }) => text).join(' '), segments }),
      (error) => ({ status: 'error', text: null, segments: null, error: error.message }),
    );
    await publisher.send({ routingKey: results, durable: true }, { task_id, error: null, ...answer });
  },
);
consumer.on('error', (error) => console.error('consumer:', error.message));
process.once('SIGTERM', async () => {
  for (const open of [consumer, publisher, connection]) await open.close();
});

async function transcribe(path, language = 'auto') {
  const { length } = await readFile(path);
  return [{ start: 0, end: 2.5, text: `${length} bytes, language ${language}`, speaker: 'SPEAKER_00' }];
}
