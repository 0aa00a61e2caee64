import { CONTRACT } from '../../../core/src/api/contract.ts';
import type { Route } from '../../../core/src/api/route.ts';
import { raw, type RawCall } from './http.ts';
import { sampleOf } from './sample-of.ts';

export const routes = (which: (route: Route) => boolean = () => true): readonly Route[] => CONTRACT.filter(which);

/** For `it.each`: a test for each route, named by it. */
export const named = (found: readonly Route[]): readonly (readonly [string, Route])[] => found.map(route => [route.id, route]);

export type Ids = Readonly<Record<string, string>>;

const WELL_FORMED_TRANSCRIPT = '1\n00:00:00,000 --> 00:00:02,000\nNobody is named here.\n';

const bodyOf = (route: Route): Pick<RawCall, 'body'> & { readonly type?: string } => {
  if (route.body !== undefined) return { body: JSON.stringify(sampleOf(route.body)), type: 'application/json' };
  const [type] = route.rawBody ?? [];
  return type === undefined ? {} : { body: WELL_FORMED_TRANSCRIPT, type };
};

/** Ids that have the right form and belong to nothing. */
export const missingIds = (route: Route): Ids => (route.params === undefined ? {} : (sampleOf(route.params) as Record<string, string>));

/** @param ids by parameter; those the route needs and are not given name nothing */
export const pathOf = (route: Route, ids: Ids = {}): string => {
  const all = { ...missingIds(route), ...ids };
  return route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(all[name] ?? ''));
};

/** A call that any route takes as well-formed; what differs is given. */
export const callRoute = (
  route: Route,
  { ids, headers = {}, ...call }: RawCall & { readonly ids?: Ids | undefined } = {},
): Promise<Response> => {
  const { body, type } = bodyOf(route);
  return raw(pathOf(route, ids), {
    method: route.method,
    ...(body !== undefined && { body }),
    ...call,
    headers: { ...(type !== undefined && { 'content-type': type }), ...(route.conditional === true && { 'if-match': '"v1"' }), ...headers },
  });
};
