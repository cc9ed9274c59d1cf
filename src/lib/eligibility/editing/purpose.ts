/** What a kept rule is for: the acts the statute knows, or one of the unit's own. */
export const PURPOSES = ['referendum', 'branch-vote', 'nomination', 'delegates', 'other'] as const;
export type Purpose = (typeof PURPOSES)[number];
