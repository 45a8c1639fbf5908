import { describe, expect, it } from 'vitest';
import type { ContactState, Decision } from '../api/types';
import { decided, reading, stateWords, withheldWords } from './contactWords';

const contact = (part: Partial<ContactState>): ContactState => ({
  state: 'waiting',
  rule: null,
  channel: null,
  due_at: null,
  expires_at: '2026-03-04T00:00:00Z',
  changed_at: '2026-03-01T00:00:00Z',
  dry_run: false,
  ...part,
});

describe('a call that must not be made any more', () => {
  const by = (rule: string, value: string) => ({ rule, channel: null, value, limit: 'none', verdict: 'block' });

  it('says who wants that, and why', () => {
    expect(withheldWords(by('suppression', 'deceased,in_dispute'))).toBe(
      'there are reasons to leave the customer alone (deceased, in dispute)',
    );
    expect(withheldWords(by('objection', 'c1-o1'))).toBe('the customer objected');
    expect(withheldWords(by('opt_out', 'yes'))).toBe('the customer opted out of calls');
    expect(withheldWords(by('consent', 'no'))).toBe('there is no consent to calls any more');
    expect(withheldWords(by('cool_down', 'x'))).toBe('cool down');
  });
});

describe('what became of a proposal', () => {
  it('says that no channel was left, where the rule by itself would say the opposite', () => {
    expect(stateWords(contact({ state: 'failed', rule: 'usable_channel' }))).toBe('Failed: no usable channel');
  });

  it('names the rule that holds it up or ended it', () => {
    expect(stateWords(contact({ rule: 'contact_hours', channel: 'sms' }))).toBe('Waits: contact hours');
    expect(stateWords(contact({ state: 'blocked', rule: 'cool_down' }))).toBe('Not contacted: cool down');
  });

  it('says by which channel it went, and when nothing left the house', () => {
    expect(stateWords(contact({ state: 'sent', channel: 'email' }))).toBe('Sent by email');
    expect(stateWords(contact({ state: 'sending', channel: 'phone' }))).toBe('To be called');
    expect(stateWords(contact({ state: 'sent', channel: 'sms', dry_run: true }))).toBe('Sent by SMS (dry run)');
  });

  it('does not repeat what its name says', () => {
    expect(stateWords(contact({ state: 'awaiting_approval', rule: 'approval', dry_run: true }))).toBe('Awaits approval');
    expect(stateWords(contact({ state: 'held_out', rule: 'holdout' }))).toBe('Held out');
    expect(stateWords(contact({ state: 'expired', rule: 'expiry' }))).toBe('Expired');
  });

  it('shows a state that is newer than this page', () => expect(stateWords(contact({ state: 'put_aside' }))).toBe('Put aside'));
});

describe('a decision', () => {
  const decision = (part: Partial<Decision>): Decision =>
    ({ trigger: 'proposed', action: 'send', channel: null, rule: null, ...part }) as Decision;

  it('is a sentence', () => {
    expect(decided(decision({ channel: 'sms' }))).toBe('When it was proposed, to send by SMS');
    expect(decided(decision({ trigger: 'due', action: 'block', rule: 'contact_cap' }))).toBe(
      'When it was due, not to contact: contact cap',
    );
    expect(decided(decision({ action: 'await_approval', rule: 'approval' }))).toBe('When it was proposed, to ask a person');
  });
});

describe('what a rule was asked about', () => {
  it('is written to be read', () => {
    expect(reading('deceased,in_dispute')).toBe('deceased, in dispute');
    expect(reading('0.7349247770244027')).toBe((0.7349).toLocaleString(undefined, { maximumSignificantDigits: 4 }));
    expect(reading('2026-03-01T10:00:00+00:00')).toContain('2026');
  });

  it('stays as it is where it is a name or a count', () => {
    expect(reading('c000197-e20270201')).toBe('c000197-e20270201');
    expect(reading('3')).toBe('3');
    expect(reading('cust_9')).toBe('cust_9');
  });
});
