import { Agent, createServer, request, type IncomingMessage } from 'node:http';
import { freePort } from '../../local/emulator/ministack.ts';

/** One call of the SDK, as it went by. */
export interface AwsCall {
  /** `dynamodb`, `s3`, `sqs`, `states`, `secretsmanager`, `cognito-idp`, `lambda`… */
  readonly service: string;
  /** For example `PutItem`; the method where the service has no name for it in the request. */
  readonly operation: string;
  /** Bytes of the bodies. */
  readonly sent: number;
  readonly received: number;
  /** The request's body where it is JSON, for those who want to count items in it. */
  readonly body: string;
}

export interface CountingProxy {
  readonly url: string;
  /** Calls since the last time this was asked. */
  taken(): readonly AwsCall[];
  close(): Promise<void>;
}

/** `Credential=<key>/<day>/<region>/<service>/aws4_request`, in the header or, of presigned addresses, in the query. */
const SERVICE = /Credential=[^/%]+(?:\/|%2F)\d+(?:\/|%2F)[^/%]+(?:\/|%2F)([a-z0-9-]+)/;

const describe = ({ headers, method, url }: IncomingMessage): Pick<AwsCall, 'service' | 'operation'> => {
  const target = headers['x-amz-target'];
  const service = SERVICE.exec(headers.authorization ?? url ?? '')?.[1] ?? 'unsigned';
  return { service, operation: typeof target === 'string' ? (target.split('.').at(-1) ?? target) : (method ?? 'GET') };
};

/** Stands between the SDK's clients and the emulator, passes everything on, and counts. */
export const startCountingProxy = async (endpoint: string): Promise<CountingProxy> => {
  const { hostname, port } = new URL(endpoint);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  let calls: AwsCall[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    const { url: path, method, headers } = incoming;
    const passed = request({ hostname, port, path, method, headers, agent }, answer => {
      let received = 0;
      answer.on('data', (chunk: Buffer) => (received += chunk.byteLength));
      answer.once('end', () => {
        const body = Buffer.concat(chunks);
        const isJson = headers['content-type']?.includes('json') === true;
        calls.push({ ...describe(incoming), sent: body.byteLength, received, body: isJson ? body.toString() : '' });
      });
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.once('error', () => outgoing.destroy());
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.pipe(passed);
  });
  const ownPort = await freePort();
  await new Promise<void>(done => server.listen(ownPort, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${ownPort}`,
    taken: () => {
      const taken = calls;
      calls = [];
      return taken;
    },
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
};
