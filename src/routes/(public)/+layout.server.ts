import { frameContent } from '#wiring/frame.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals }) => ({ frame: await frameContent(locals) });
