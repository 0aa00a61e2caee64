import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { htmlText } from '../../../core/src/images/html-text.ts';

describe('HTML of others', () => {
  it.each([
    ['plain', 'plain', null],
    ['<a href="//commons.wikimedia.org/wiki/User:Ann">Ann</a>', 'Ann', 'https://commons.wikimedia.org/wiki/User:Ann'],
    [
      'by <a class="x" href=\'http://example.org/?a=1&amp;b=2\'>A</a>, <a href="https://second.example.org">B</a>',
      'by A, B',
      'http://example.org/?a=1&b=2',
    ],
    ['<a href="javascript:alert(1)">A</a>', 'A', null],
    ['<a href="http://user:pass@example.org/">A</a>', 'A', null],
    ['<a href="https://">A</a>', 'A', null],
    ['<bdi>Be<b>a</b><i>o</i></bdi>', 'Beao', null],
    ['<ul><li>One</li><li>Two</li></ul>', 'One Two', null],
    ['One<br>Two<br/>Three', 'One Two Three', null],
    ['a<style>.x{color:red}</style>b<script>alert(1)</script>c', 'a b c', null],
    ['a<span style="display:none">secret <b>deep</b></span>b', 'ab', null],
    ['a<div style="DISPLAY : NONE"><div>x</div>y</div>b', 'a b', null],
    ['a<!-- comment <b> -->b', 'ab', null],
    ['Zo&#235; &#x1F600; &amp;lt; &unknown; &#0; &#xD800; &#99999999;', 'Zoë 😀 &lt; &unknown;', null],
    ['Moreau &amp; S&ouml;hne&nbsp;&ndash; &Eacute;tudes &#8220;x&#8221;', 'Moreau & Söhne – Études “x”', null],
    ['Moreau &amp; S&amp;ouml;hne, &amp;#233;t&amp;eacute;', 'Moreau & Söhne, été', null],
    ['S&amp;amp;ouml;hne', 'S&amp;ouml;hne', null],
    ['&amp;lt;script&amp;gt; &amp;copy; &amp;amp; &amp;#60;', '&lt;script&gt; &copy; &amp; &#60;', null],
    ['AT&T, R&D &amp; <b>B&B</b>', 'AT&T, R&D & B&B', null],
    ['<a href="https://example.org/?a=1&copy=2&amp;b=3">A</a>', 'A', 'https://example.org/?a=1&copy=2&b=3'],
    ['1 < 2 and <3', '1 < 2 and <3', null],
    ['<b title="a > b">x</b>', 'x', null],
    ['unclosed <b>bold', 'unclosed bold', null],
    ['', '', null],
  ])('%j says %j and links to %j', (html, text, url) => {
    expect(htmlText(html)).toEqual({ text, url });
  });

  it('never leads anywhere but to the web, and never takes long', () => {
    const pieces = fc.constantFrom(
      '<a href="',
      '">',
      '</a>',
      '<',
      '>',
      '"',
      "'",
      '&',
      '&#',
      ';',
      'javascript:',
      'https://x.org',
      '<!--',
      '-->',
      '<style>',
      'display:none',
      ' ',
      'a',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 200 }), parts => {
        const { url } = htmlText(parts.join(''));
        expect(url === null || /^https?:\/\//.test(url)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
