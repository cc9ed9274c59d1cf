import type { PageLoad } from './$types';

/** What only a counted vote shows and asks for is loaded with one. */
export const load: PageLoad = async ({ data }) => {
  if (!data.view.result) return { ...data, counted: null };
  const [{ default: Outcome }, { default: Confirmation }, { default: Archiving }] = await Promise.all([
    import('#lib/referendums/ui/result/ResultSection.svelte'),
    import('#lib/referendums/ui/office/ConfirmationForm.svelte'),
    import('#lib/referendums/ui/office/ArchiveForm.svelte'),
  ]);
  return { ...data, counted: { Outcome, Confirmation, Archiving } };
};
