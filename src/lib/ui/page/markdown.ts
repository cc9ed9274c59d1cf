import MarkdownIt, { type Token } from 'markdown-it';

/** Longer texts, and deeper ones, are shown as they were typed: reading never waits for parsing, and no word is lost. */
export const LONGEST_MARKDOWN = 60_000;
const ALLOWED_LINK = /^(?:https?:\/\/|mailto:)/i;
const DEEPEST_NESTING = 20;

/**
 * What a person wrote, as HTML that can do nothing but be read: no raw HTML, links only to http, https and mailto, pictures
 * as links to them (no request leaves the page by itself), no attribute but `href`, `rel` and our own alignment classes.
 * `topHeading` is the level that `#` becomes, so that the outline of the page stays true.
 */
export function renderMarkdown(source: string, topHeading: 2 | 3 | 4 = 3): string {
  const asTyped = () => `<pre>${parser.utils.escapeHtml(source)}</pre>`;
  if (source.length > LONGEST_MARKDOWN) return asTyped();
  const env = { topHeading };
  const tokens = parser.parse(source, env);
  // The parser drops what lies deeper than its limit.
  if (tokens.some((token) => token.level >= DEEPEST_NESTING - 1)) return asTyped();
  return parser.renderer.render(tokens, parser.options, env);
}

const parser = new MarkdownIt({ html: false, linkify: true, maxNesting: DEEPEST_NESTING });
parser.validateLink = (url: string) => ALLOWED_LINK.test(url.trim());
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });

parser.core.ruler.push('only_known_attributes', (state) => {
  for (const token of state.tokens) {
    shiftHeading(token, (state.env as { topHeading: number }).topHeading);
    for (const part of [token, ...(token.children ?? [])]) keepKnownAttributes(part);
  }
});

/** A policy without inline styles would drop the alignment that the table rule writes: it becomes a class. */
function keepKnownAttributes(token: Token): void {
  const align = /text-align:(center|right)/.exec(String(token.attrGet('style') ?? ''))?.[1];
  const href = token.type === 'link_open' ? token.attrGet('href') : null;
  const start = token.type === 'ordered_list_open' ? token.attrGet('start') : null;
  if (token.type === 'image') return;
  token.attrs = null;
  if (align) token.attrSet('class', `align-${align}`);
  if (start) token.attrSet('start', String(start));
  if (href) {
    token.attrSet('href', href);
    token.attrSet('rel', 'nofollow noopener ugc');
  }
}

function shiftHeading(token: Token, topHeading: number): void {
  if (token.type !== 'heading_open' && token.type !== 'heading_close') return;
  token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + topHeading - 1)}`;
}

parser.renderer.rules['image'] = (tokens, index) => {
  const token = tokens[index];
  const { escapeHtml } = parser.utils;
  const address = String(token?.attrGet('src') ?? '');
  // The parser lets an empty address through without asking `validateLink`.
  if (!ALLOWED_LINK.test(address)) return escapeHtml(token?.content ?? '');
  return `<a href="${escapeHtml(address)}" rel="nofollow noopener ugc">${escapeHtml(token?.content || address)}</a>`;
};

const asCode = (tokens: Token[], index: number) =>
  `<pre><code>${parser.utils.escapeHtml(tokens[index]?.content ?? '')}</code></pre>\n`;
parser.renderer.rules['fence'] = asCode;
parser.renderer.rules['code_block'] = asCode;
