/** The model statute is held to be in force from here on, so that every act of a new house finds it. */
export const FIRST_DAY = '2000-01-01';
