/** What other capabilities may call, inside their transaction. */
export { adoptModelStatute } from './adopt-model-statute.ts';
export { articleAt, articlesAt, numberAt } from './articles.ts';
