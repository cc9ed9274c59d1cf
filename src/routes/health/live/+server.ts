export function GET(): Response {
  return new Response('live\n');
}
