import { isIP } from 'node:net';

/** A server as the client of RabbitMQ wants it described. */
export interface RabbitmqPlace {
  readonly hostname: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly vhost: string;
  readonly tls?: { servername?: string };
}

/** The client reads URLs too, but knows neither addresses in brackets nor who is meant when nobody is named. */
export function readRabbitmqUrl(text: string): RabbitmqPlace {
  const url = new URL(text);
  const tls = url.protocol === 'amqps:';
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const vhost = decodeURIComponent(url.pathname.slice(1));
  return {
    hostname,
    port: Number(url.port) || (tls ? 5671 : 5672),
    username: decodeURIComponent(url.username) || 'guest',
    password: url.username ? decodeURIComponent(url.password) : 'guest',
    vhost: vhost || '/',
    ...(tls ? { tls: isIP(hostname) ? {} : { servername: hostname } } : {}),
  };
}
