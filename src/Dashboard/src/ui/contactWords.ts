import type { ContactState, Decision, Intervention, RuleAnswer } from '../api/types';
import { at, plain, words } from '../format/format';

/** What became of a proposal, as people say it. */
export const states: Record<string, string> = {
  awaiting_approval: 'Awaits approval',
  waiting: 'Waits',
  sending: 'Going out',
  sent: 'Sent',
  delivered: 'Delivered',
  blocked: 'Not contacted',
  held_out: 'Held out',
  expired: 'Expired',
  withdrawn: 'Withdrawn',
  failed: 'Failed',
};

export const verdicts: Record<string, string> = {
  pass: 'passes',
  skip_channel: 'not by this channel',
  block: 'blocks',
  hold_out: 'holds out',
  withdraw: 'withdraws',
  expire: 'too late',
  await_approval: 'asks a person',
  wait: 'not yet',
};

const triggers: Record<string, string> = {
  proposed: 'When it was proposed',
  due: 'When it was due',
  approved: 'When it was approved',
  attempt: 'Before the hand-over',
  undelivered: 'When it did not arrive',
  resent: 'When it was sent again',
};

const actions: Record<string, string> = {
  send: 'to send',
  await_approval: 'to ask a person',
  wait: 'to wait',
  block: 'not to contact',
  hold_out: 'to hold out',
  expire: 'to let it expire',
  withdraw: 'to withdraw it',
};

/** A rule as the reason for what became of a contact. */
const ruleWords = (rule: string): string => (rule === 'usable_channel' ? 'no usable channel' : words(rule).toLowerCase());

/** One decision in a sentence. */
export function decided(decision: Decision): string {
  const action = actions[decision.action] ?? words(decision.action).toLowerCase();
  const rule = decision.rule && decision.rule !== 'approval' ? `: ${ruleWords(decision.rule)}` : '';
  const channel = decision.channel && decision.action === 'send' ? ` by ${channelName(decision.channel)}` : '';
  return `${triggers[decision.trigger] ?? words(decision.trigger)}, ${action}${channel}${rule}`;
}

/** A channel within a sentence. */
const channelName = (channel: string): string => (channel === 'sms' ? 'SMS' : channel);

/** States whose name says already which rule led to them. */
const plainStates = ['awaiting_approval', 'held_out', 'expired'];

export const stateName = (state: string): string => states[state] ?? words(state);

/** State, channel and the rule that holds it up or ended it; that nothing left the house is said, too. */
export function stateWords(contact: ContactState): string {
  const reached = ['sending', 'sent', 'delivered'].includes(contact.state);
  // One that a person is to make stands on the call list meanwhile.
  if (contact.state === 'sending' && contact.channel === 'phone') return 'To be called';
  const how = reached && contact.channel ? ` by ${channelName(contact.channel)}` : '';
  const why = contact.rule && !plainStates.includes(contact.state) ? `: ${ruleWords(contact.rule)}` : '';
  return `${stateName(contact.state)}${how}${why}${contact.dry_run && reached ? ' (dry run)' : ''}`;
}

/** Why a call that somebody has must not be made any more. */
export function withheldWords(by: RuleAnswer): string {
  switch (by.rule) {
    case 'suppression':
      return `there are reasons to leave the customer alone (${reading(by.value)})`;
    case 'objection':
      return 'the customer objected';
    case 'opt_out':
      return 'the customer opted out of calls';
    case 'consent':
      return 'there is no consent to calls any more';
    default:
      return words(by.rule).toLowerCase();
  }
}

/** The state that filters and exports go by; what was not decided about keeps its own status. */
export const stateOf = (item: Intervention): string => item.contact?.state ?? item.status;

/** What held or its limit, as it was recorded: moments in the viewer's zone, long numbers short, lists of words with spaces. */
export function reading(text: string): string {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text)) return at(text);
  if (/^-?\d+\.\d{3,}$/.test(text)) return plain(Number(text));
  return /^[a-z_,]+$/.test(text) ? text.replaceAll('_', ' ').replaceAll(',', ', ') : text;
}
