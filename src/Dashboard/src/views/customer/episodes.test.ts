import { describe, expect, it } from 'vitest';
import type { Score } from '../../api/types';
import { episodesOf } from './episodes';

const point = (day: number, risk_level: string): Score => ({
  at: new Date(Date.UTC(2026, 0, day)).toISOString(),
  risk_score: 0,
  risk_level,
  model_version: null,
  shadow: null,
});
const present = (day: number) => Date.UTC(2026, 0, day);

describe('episodes', () => {
  it('close after 14 days of LOW', () => {
    const scores = [point(30, 'LOW'), point(5, 'LOW'), point(3, 'HIGH'), point(2, 'MEDIUM'), point(1, 'LOW')];
    expect(episodesOf(scores, present(31))).toEqual([{ from: point(2, '').at, until: point(19, '').at, highest: 'HIGH' }]);
  });

  it('go on where the level rises again before', () => {
    const scores = [point(12, 'MEDIUM'), point(5, 'LOW'), point(2, 'MEDIUM')];
    expect(episodesOf(scores, present(13))).toEqual([{ from: point(2, '').at, until: null, highest: 'MEDIUM' }]);
  });

  it('are two where the time between was long enough', () => {
    const scores = [point(25, 'CRITICAL'), point(5, 'LOW'), point(2, 'MEDIUM')];
    expect(episodesOf(scores, present(26)).map((episode) => episode.highest)).toEqual(['CRITICAL', 'MEDIUM']);
  });

  it('are none of nobody', () => expect(episodesOf([], present(1))).toEqual([]));
});
