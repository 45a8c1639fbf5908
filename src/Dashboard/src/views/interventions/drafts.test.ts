import { expect, test } from 'vitest';
import type { Message } from '../../api/types';
import { draftedForm, draftsOf, dropDrafts, keepDraft } from './drafts';

const read: Message = { channel: 'sms', language: 'en', text: 'Hello', subject: null, revision: '1', edited_by: null } as Message;
const words = { read, text: 'Hi', subject: null };

test('what is typed of one contact is kept beside what is typed of another', () => {
  keepDraft('a', { words });
  keepDraft('b', { reason: 'moved away' });

  expect([draftedForm('a'), draftedForm('b'), draftedForm('c')]).toEqual(['edit', 'reject', undefined]);
  dropDrafts('a');
  expect([draftsOf('a'), draftsOf('b')]).toEqual([{}, { reason: 'moved away' }]);
  dropDrafts('b');
});

test('a reason and other words of one contact do not take each other away', () => {
  keepDraft('a', { words });
  keepDraft('a', { reason: 'moved away' });
  expect(draftsOf('a')).toEqual({ words, reason: 'moved away' });

  keepDraft('a', { words: undefined });
  expect(draftedForm('a')).toBe('reject');
  keepDraft('a', { reason: '' });
  expect(draftedForm('a')).toBeUndefined();
});
