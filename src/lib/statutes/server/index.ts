/** What other capabilities may call, inside their transaction. */
export { adoptModelStatute } from './adopt-model-statute.ts';
export { articleAt, articlesAt, numberAt, statuteVersions, type CitedNumber } from './articles.ts';
