import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_MARKDOWN, renderMarkdown } from './markdown.ts';

/** Every tag and attribute that may ever appear. */
const ALLOWED_TAG =
  /^<\/?(?:p|h[2-6]|em|strong|s|ul|ol|li|blockquote|pre|code|hr|br|table|thead|tbody|tr|th|td|a)(?: (?:href="(?:https?:\/\/|mailto:)[^"<>]*"|rel="nofollow noopener ugc"|class="align-(?:center|right)"|start="\d+"))*>$/i;

function strayTags(html: string): string[] {
  return (html.match(/<[^>]*>?/g) ?? []).filter((tag) => !ALLOWED_TAG.test(tag));
}

describe('what Markdown may do', () => {
  it('sets emphasis, lists, quotes, tables and code', () => {
    const html = renderMarkdown('**so** *wie*\n\n- eins\n- zwei\n\n> Zitat\n\n`x`\n\n1. a');
    for (const part of [
      '<strong>so</strong>',
      '<em>wie</em>',
      '<li>eins</li>',
      '<blockquote>',
      '<code>x</code>',
    ])
      expect(html).toContain(part);
  });
  it('lets http, https and mailto links through', () => {
    expect(renderMarkdown('[a](https://example.org/x?y=1)')).toContain('href="https://example.org/x?y=1"');
    expect(renderMarkdown('<mailto:a@example.org>')).toContain('href="mailto:a@example.org"');
    expect(renderMarkdown('siehe https://example.org/a.')).toContain('<a href="https://example.org/a"');
  });
  it('does not guess links from bare words', () => {
    expect(renderMarkdown('example.org, a@example.org, 10.0.0.1')).not.toContain('<a');
  });
  it('turns table alignment into classes, never styles', () => {
    const html = renderMarkdown('| a | b |\n| --: | :-: |\n| 1 | 2 |');
    expect(html).toContain('<td class="align-right">1</td>');
    expect(html).not.toContain('style');
  });
  it('shifts headings below the heading of the page', () => {
    expect(renderMarkdown('# A\n\n###### B')).toBe('<h3>A</h3>\n<h6>B</h6>\n');
    expect(renderMarkdown('# A', 2)).toBe('<h2>A</h2>\n');
  });
  it('keeps the number a list begins with', () => expect(renderMarkdown('7. a')).toContain('<ol start="7">'));
  it('shows a picture as a link to it, so that no request leaves by itself', () => {
    expect(renderMarkdown('![Plakat](https://example.org/p.png "t")')).toBe(
      '<p><a href="https://example.org/p.png" rel="nofollow noopener ugc">Plakat</a></p>\n',
    );
  });
});

const ATTACKS: Record<string, string> = {
  'raw HTML': '<script>alert(1)</script><img src=x onerror=alert(1)>',
  'a block of HTML': '<div onclick="alert(1)">\n\nx\n\n</div>',
  'SVG and MathML': '<svg onload=alert(1)><math><mtext></mtext></math></svg>',
  'a javascript link': '[x](javascript:alert(1)) <javascript:alert(1)>',
  'a javascript link in entities': '[x](&#106;avascript&#58;alert(1)) [y](java&Tab;script:alert(1))',
  'a javascript link in percent signs': '[x](%6aavascript:alert(1))',
  'a data link': '[x](data:text/html;base64,PHNjcmlwdD4=) ![x](data:image/svg+xml;base64,AAAA)',
  'other schemes': '[a](vbscript:x) [b](file:///etc/passwd) [c](blob:x) [d](intent:x) [e](ftp://x)',
  'addresses without a scheme': '[a](//example.org) [b](/logout) [c](\\\\x) [d](#x)',
  'an empty address': '[x]() ![x]() [x](<>) ![x](<>)',
  'reference links': '[x]\n\n[x]: javascript:alert(1) "t"',
  'a title that breaks out': '[x](https://example.org "\\" onmouseover=\\"alert(1)")',
  'an address that breaks out': '[x](https://example.org/"onmouseover="alert(1))',
  'a picture that breaks out': '![" onerror="alert(1)](https://example.org/"><script>)',
  'a code info string': '```"><script>alert(1)</script> onload=x\nx\n```',
  'id clobbering': '# a {#location}\n\n[^1]: x\n\n<a id=cookie name=body>',
  mutation: '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  'null bytes': '[x](java\0script:alert(1)) <scr\0ipt>',
};

describe('what Markdown may not do', () => {
  for (const [name, source] of Object.entries(ATTACKS)) {
    it(`[W-09] lets nothing through of ${name}`, () => {
      expect(strayTags(renderMarkdown('**x**'))).toEqual([]);
      expect(strayTags(renderMarkdown(source))).toEqual([]);
    });
  }
  it('[W-09] makes only known tags and attributes of any text', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '[',
      ']',
      '(',
      ')',
      '!',
      '`',
      '#',
      '|',
      '-',
      ':',
      '\n',
      ' ',
      '*',
      '&#x6A;',
      'javascript:',
      'https://a',
      'data:',
      'onerror=',
      '~~',
      '\\',
      'style',
      '\n\n',
      '1. ',
      '| - |',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        expect(strayTags(renderMarkdown(parts.join('')))).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });
  it('loses no word of a text nested deeper than it reads', () => {
    expect(renderMarkdown(`${'> '.repeat(12)}tief`)).toContain('<p>tief</p>');
    expect(renderMarkdown(`${'> '.repeat(60)}tief`)).toContain('tief');
    expect(renderMarkdown(`${'- '.repeat(60)}tief`)).toContain('tief');
    expect(strayTags(renderMarkdown(`${'> '.repeat(60)}<b>`))).toEqual([]);
  });
  it('shows a text beyond the limit as typed, still escaped', () => {
    const html = renderMarkdown('<b>'.repeat(LONGEST_MARKDOWN));
    expect(html.startsWith('<pre>&lt;b&gt;')).toBe(true);
    expect(strayTags(html)).toEqual([]);
  });
});

describe('what Markdown may cost', () => {
  const ofLength = (piece: string, length: number) =>
    piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
  /** Processor time of the quickest of some runs, in milliseconds: what else the machine does leaves it as it is. */
  function cost(text: string): number {
    const runs = Array.from({ length: 5 }, () => {
      const began = process.cpuUsage();
      renderMarkdown(text);
      const { user, system } = process.cpuUsage(began);
      return (user + system) / 1000;
    });
    return Math.min(...runs);
  }
  const BOMBS = [
    '[',
    '[a](',
    '![[',
    '*a_',
    '**a ',
    '`a``',
    '>',
    '> - ',
    '<a',
    '&#x',
    '|a',
    '\\',
    'https://a.',
    'a@',
    '[x]: y\n',
    '|-',
    '(',
    '](',
    '<!--',
    '~~a',
  ];
  for (const piece of BOMBS) {
    it(`[W-26] a text four times as full of ${JSON.stringify(piece)} costs no sixteen times as much`, () => {
      const quarter = cost(ofLength(piece, LONGEST_MARKDOWN / 4));
      expect(cost(ofLength(piece, LONGEST_MARKDOWN))).toBeLessThan(10 * Math.max(1, quarter));
    });
  }
});
