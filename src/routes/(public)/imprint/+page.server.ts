import { houseTexts } from '#lib/accounts/server/setup/house.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async () => ({ texts: await houseTexts() });
