import { seed } from '../../scripts/starting/preparing.ts';

await seed(process.env.DATABASE_URL as string, Number(process.argv[2]));
