import { expect, test } from 'vitest';
import { indented } from './json';

test('a document gets lines and keeps every letter', () => {
  const document =
    '{"id":"a, {b}: \\"c\\"", "amount":5.10,"amount":500.00,"no":12345678901234567890,"tags":["x",1e400],"none":{},"empty":[ ]}';

  expect(indented(document)).toBe(`{
  "id": "a, {b}: \\"c\\"",
  "amount": 5.10,
  "amount": 500.00,
  "no": 12345678901234567890,
  "tags": [
    "x",
    1e400
  ],
  "none": {},
  "empty": []
}`);
});

test.each(['{"id":"a" "b"}', '{"id":', 'no json', '', '{"id":"a"}{}'])('what is no JSON stays as it is: %s', (document) => {
  expect(indented(document)).toBe(document);
});

test.each(['7', '"a b"', 'null', '[]'])('what has no parts is one line: %s', (document) => {
  expect(indented(document)).toBe(document);
});
