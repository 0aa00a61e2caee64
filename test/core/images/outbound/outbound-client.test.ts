import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { createOutboundClient, type OutboundOptions } from '../../../../core/src/images/outbound/outbound-client.ts';
import { answeringServer, type Answering } from '../../platform/provider-http/answering-server.ts';

const IMAGE = { headers: { 'content-type': 'image/jpeg; charset=binary' }, body: Buffer.from([0xff, 0xd8, 0xff]) };

const client = (given: Partial<OutboundOptions> = {}) =>
  createOutboundClient({ userAgent: 'Cutaway/1 (ops@example.org)', allowedOrigins: [], ...given });

const local = async (answer: Answering, given: Partial<OutboundOptions> = {}) => {
  const server = await answeringServer(answer);
  return { server, outbound: client({ allowedOrigins: [server.url], ...given }) };
};

/** A resolver that gives each answer once, then the last one again. */
const resolving = (...answers: readonly string[][]): { readonly lookup: LookupFunction; readonly asked: string[] } => {
  const asked: string[] = [];
  const lookup: LookupFunction = (hostname, options, callback) => {
    asked.push(hostname);
    const addresses = answers[Math.min(asked.length, answers.length) - 1] ?? [];
    const all: LookupAddress[] = addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (options.all === true) callback(null, all);
    else callback(null, all[0]?.address ?? '', all[0]?.family ?? 4);
  };
  return { lookup, asked };
};

describe('addresses that are not fetched', () => {
  it.each([
    'http://example.org/a.jpg',
    'ftp://example.org/a.jpg',
    'file:///etc/passwd',
    'data:image/png;base64,AAAA',
    'javascript:alert(1)',
    'not an address',
    'https://user:secret@example.org/a.jpg',
    'https://example.org:8443/a.jpg',
    'https://127.0.0.1/a.jpg',
    'https://127.1/a.jpg',
    'https://2130706433/a.jpg',
    'https://0x7f000001/a.jpg',
    'https://0.0.0.0/a.jpg',
    'https://10.0.0.1/a.jpg',
    'https://172.16.0.1/a.jpg',
    'https://192.168.1.1/a.jpg',
    'https://100.64.0.1/a.jpg',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::1]/a.jpg',
    'https://[::ffff:10.0.0.1]/a.jpg',
    'https://[fd00:ec2::254]/a.jpg',
    'https://[fe80::1]/a.jpg',
    'https://[64:ff9b::a00:1]/a.jpg',
    'https://[2002:7f00:1::]/a.jpg',
    'https://224.0.0.1/a.jpg',
    'https://255.255.255.255/a.jpg',
  ])('%s', async address => {
    expect(await client().get(address)).toMatchObject({ kind: 'blocked' });
  });

  it.each([['10.0.0.1'], ['169.254.169.254'], ['127.0.0.1'], ['::1'], ['::ffff:192.168.0.1'], ['fd00::1']])(
    'a name that resolves to %s',
    async address => {
      const { lookup } = resolving([address]);
      expect(await client({ lookup }).get('https://pictures.example.org/a.jpg')).toEqual({
        kind: 'blocked',
        why: 'its name resolves to a private address',
      });
    },
  );

  it('a name of which only one of several addresses is private', async () => {
    const { lookup } = resolving(['93.184.216.34', '10.0.0.1']);
    expect(await client({ lookup }).get('https://pictures.example.org/a.jpg')).toMatchObject({ kind: 'blocked' });
  });

  it('a name is resolved once for a connection, so that it cannot change between check and use', async () => {
    const { lookup, asked } = resolving(['10.0.0.1'], ['93.184.216.34']);
    expect(await client({ lookup }).get('https://rebinding.example.org/a.jpg')).toMatchObject({ kind: 'blocked' });
    expect(asked).toEqual(['rebinding.example.org']);
  });

  it.each(['https://10.0.0.1/a.jpg', 'http://example.org/a.jpg', 'https://[::1]/', 'file:///etc/passwd', 'http://127.0.0.1:1/a.jpg'])(
    'a redirect to %s',
    async location => {
      const { outbound, server } = await local(() => ({ status: 302, headers: { location } }));
      expect(await outbound.get(`${server.url}/a.jpg`)).toMatchObject({ kind: 'blocked' });
      expect(server.seen).toHaveLength(1);
    },
  );

  it('a redirect to a name that resolves to a private address', async () => {
    const { lookup } = resolving(['192.168.0.1']);
    const { outbound, server } = await local(() => ({ status: 301, headers: { location: 'https://inside.example.org/' } }), { lookup });
    expect(await outbound.get(`${server.url}/a.jpg`)).toMatchObject({ kind: 'blocked' });
  });

  it('a redirect from one local server to another that was not allowed', async () => {
    const other = await answeringServer(() => IMAGE);
    const { outbound, server } = await local(() => ({ status: 302, headers: { location: other.url } }));
    expect(await outbound.get(server.url)).toMatchObject({ kind: 'blocked' });
    expect(other.seen).toHaveLength(0);
  });
});

describe('an answer', () => {
  it('is given with its bytes and what it claims to be; the operator is named', async () => {
    const { outbound, server } = await local(() => IMAGE);
    expect(await outbound.get(`${server.url}/a.jpg?x=1`)).toMatchObject({
      kind: 'answered',
      status: 200,
      mediaType: 'image/jpeg',
      bytes: IMAGE.body,
    });
    expect(server.seen[0]?.headers).toMatchObject({ 'user-agent': 'Cutaway/1 (ops@example.org)' });
  });

  it.each([1, 2, 3])('is found behind %i redirects', async hops => {
    const { outbound, server } = await local((_seen, count) =>
      count <= hops ? { status: 307, headers: { location: `/hop${count}` } } : IMAGE,
    );
    expect(await outbound.get(server.url)).toMatchObject({ kind: 'answered', status: 200 });
  });

  it('is not looked for behind a fourth redirect', async () => {
    const { outbound, server } = await local(() => ({ status: 302, headers: { location: '/again' } }));
    expect(await outbound.get(server.url)).toMatchObject({ kind: 'blocked' });
    expect(server.seen).toHaveLength(4);
  });

  it.each([400, 404, 429, 500])('with status %i comes without its body', async status => {
    const { outbound, server } = await local(() => ({ status, headers: { 'retry-after': '9' }, body: 'x'.repeat(10_000) }));
    expect(await outbound.get(server.url)).toEqual({ kind: 'answered', status, bytes: new Uint8Array(), mediaType: '', retryAfter: '9' });
  });

  it('with more bytes than allowed is broken off', async () => {
    const { outbound, server } = await local(() => ({ body: Buffer.alloc(200_000) }), { limits: { maxBytes: 100_000 } });
    expect(await outbound.get(server.url)).toMatchObject({ kind: 'too-large' });
  });

  it('that is small only as long as it is compressed is broken off', async () => {
    const { outbound, server } = await local(() => ({ headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(5_000_000)) }), {
      limits: { maxBytes: 1_000_000 },
    });
    expect(await outbound.get(server.url)).toMatchObject({ kind: 'too-large' });
  });

  it('that lies about being compressed is no answer', async () => {
    const { outbound, server } = await local(() => ({ headers: { 'content-encoding': 'gzip' }, body: 'plain' }));
    expect(await outbound.get(server.url)).toMatchObject({ kind: 'unreachable' });
  });

  it('that drips is given up when the time is over', async () => {
    const drip: Answering = () => ({
      write: response => {
        response.writeHead(200, { 'content-type': 'image/jpeg' });
        const timer = setInterval(() => response.write('x'), 20);
        response.on('close', () => clearInterval(timer));
      },
    });
    const { outbound, server } = await local(drip, { limits: { timeoutMs: 150 } });
    expect(await outbound.get(server.url)).toMatchObject({ kind: 'unreachable' });
  });

  it('that ends before it should is none', async () => {
    const cut: Answering = () => ({
      write: response => {
        response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': '1000' });
        response.write(Buffer.alloc(100), () => response.destroy());
      },
    });
    const { outbound, server } = await local(cut);
    expect(await outbound.get(server.url)).toMatchObject({ kind: 'unreachable' });
  });

  it('of a server that is not there is none', async () => {
    expect(await client({ allowedOrigins: ['http://127.0.0.1:9'] }).get('http://127.0.0.1:9/a.jpg')).toMatchObject({ kind: 'unreachable' });
  });
});
