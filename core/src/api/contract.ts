import { accountsRoutes } from './accounts-routes.ts';
import { entitiesRoutes } from './entities-routes.ts';
import { imagesRoutes } from './images-routes.ts';
import { jobsRoutes } from './jobs-routes.ts';
import { operationsRoutes } from './operations-routes.ts';
import { projectsRoutes } from './projects-routes.ts';
import { resultsRoutes } from './results-routes.ts';
import type { Route } from './route.ts';

/** Every endpoint there is: the gateway, the OpenAPI document and the tests of statuses are made from this list. */
export const CONTRACT: readonly Route[] = [
  accountsRoutes,
  projectsRoutes,
  jobsRoutes,
  resultsRoutes,
  entitiesRoutes,
  imagesRoutes,
  operationsRoutes,
].flatMap((routes): Route[] => Object.values<Route>(routes));
