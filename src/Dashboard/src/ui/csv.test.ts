import { describe, expect, it } from 'vitest';
import { toCsv } from './csv';

describe('CSV', () => {
  it('quotes what has a comma, a quote or a line break', () => {
    expect(
      toCsv(
        ['a', 'b'],
        [
          ['x,y', 'say "no"'],
          ['two\nlines', null],
        ],
      ),
    ).toBe('a,b\r\n"x,y","say ""no"""\r\n"two\nlines",');
  });

  it('keeps a text from being taken for a formula, and a negative number a number', () => {
    expect(toCsv(['a'], [['=1+1'], ['@x'], [-1.5]])).toBe("a\r\n'=1+1\r\n'@x\r\n-1.5");
  });
});
