import type { ArticleDraft } from '../article.ts';
import { decisions } from './decisions.ts';
import { members } from './members.ts';
import { organisation } from './organisation.ts';

/**
 * The statute a new house begins with: our own wording, with numbers in the range that German parties use
 * (PartG, BWahlG and public statutes). Order here is the order in the statute.
 */
export const modelStatute: readonly ArticleDraft[] = [...members, ...organisation, ...decisions];
