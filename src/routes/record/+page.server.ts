import { publicReferendums } from '#lib/referendums/server/views/record-view.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async () => ({ referendums: await publicReferendums() });
