import { htmlPage, htmlReply, type Room } from '../server/exchange.ts';

/** @param site name of the provider @returns what a person sees who follows the link to a photograph or its author */
export const inventedPage =
  (site: string): Room =>
  ({ path }) =>
    htmlReply(200, htmlPage(`${site} sandbox`, `The page ${path} belongs to a photograph or a person that does not exist.`));
