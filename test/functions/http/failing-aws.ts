import { createServer, type Server } from 'node:http';

/** How every service of AWS answers. */
export type Failure = 'unavailable' | 'denied';

const SECRETIVE = 'arn:aws:iam::123456789012:role/internal-role is not authorized';

const ANSWERS: Readonly<Record<Failure, { readonly status: number; readonly type: string }>> = {
  unavailable: { status: 503, type: 'ServiceUnavailable' },
  denied: { status: 403, type: 'AccessDeniedException' },
};

/** An endpoint for the SDK where everything fails; what it says is nobody's business but the operator's. */
export class FailingAws {
  failure: Failure = 'unavailable';
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<{ readonly aws: FailingAws; readonly url: string }> {
    const server = createServer();
    const aws = new FailingAws(server);
    server.on('request', (request, response) => {
      request.resume();
      const { status, type } = ANSWERS[aws.failure];
      const isXml = request.headers['content-type']?.includes('json') !== true;
      response.writeHead(status, { 'content-type': isXml ? 'application/xml' : 'application/x-amz-json-1.0' });
      response.end(
        isXml ? `<Error><Code>${type}</Code><Message>${SECRETIVE}</Message></Error>` : JSON.stringify({ __type: type, message: SECRETIVE }),
      );
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    return { aws, url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}` };
  }

  /** Part of what the services say, to look for where it must not be. */
  static readonly secret = 'internal-role';

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise(done => this.#server.close(() => done()));
  }
}
