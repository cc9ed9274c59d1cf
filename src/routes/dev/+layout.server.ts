import { notFound } from '#lib/platform/form-action.ts';
import { isPlayground } from '#lib/platform/server/config.server.ts';
import type { LayoutServerLoad } from './$types';

/** Demo, development and tests only: in a production house these pages do not exist. */
export const load: LayoutServerLoad = () => {
  if (!isPlayground()) notFound();
};
