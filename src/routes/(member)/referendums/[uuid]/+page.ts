import type { PageLoad } from './$types';

/** What only a counted vote shows is loaded with one, so that a phone gets an open vote sooner. */
export const load: PageLoad = async ({ data }) => {
  if (!data.view.result) return { ...data, counted: null };
  const [{ default: Outcome }, { default: Check }] = await Promise.all([
    import('#lib/referendums/ui/result/ResultSection.svelte'),
    import('#lib/referendums/ui/result/HowToCheck.svelte'),
  ]);
  return { ...data, counted: { Outcome, Check } };
};
