import { createCommonsProvider } from '../../../../core/src/images/commons/commons-provider.ts';
import { createActionApi } from '../../../../core/src/platform/provider-http/wikimedia-action-api.ts';
import { createWikimediaHttp } from '../../../../core/src/platform/provider-http/wikimedia-client.ts';
import { aLinkedEntity } from '../../../../core/src/testing/image-builders.ts';
import { openCallGate } from '../../../../core/src/testing/open-call-gate.ts';
import { rememberingAnswerCache } from '../../../../core/src/testing/remembering-answer-cache.ts';
import { answeringServer, type Answering, type Seen } from '../../platform/provider-http/answering-server.ts';

/** @param clock hours since 1970 */
export const provider = async (answer: Answering, clock: () => number = () => 0) => {
  const server = await answeringServer(answer);
  const http = createWikimediaHttp({
    gate: openCallGate(),
    fetch,
    clock: () => 0,
    userAgent: 'Cutaway/1 (ops@example.org)',
    limits: { attempts: 1 },
  });
  return {
    server,
    commons: createCommonsProvider(
      createActionApi(http, new URL(`${server.url}/w/api.php`)),
      rememberingAnswerCache(),
      () => clock() * 3_600_000,
    ),
  };
};

export const question = (seen: Seen): string => seen.params.get('titles') ?? seen.params.get('gsrsearch') ?? '?';
export const request = (entity = aLinkedEntity()) => ({ entity, orientation: 'landscape', limit: 8 }) as const;
