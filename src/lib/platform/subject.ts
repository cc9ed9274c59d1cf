import { z } from 'zod';

/** How one capability points at a thing of another without knowing it. */
export const subjectRef = z.object({
  kind: z.string().regex(/^[a-z][a-z-]{1,40}$/),
  id: z.string().regex(/^[\w:.-]{1,80}$/),
});

export type SubjectRef = z.infer<typeof subjectRef>;
