import { describe, expect, it } from 'vitest';
import { href, placeOf } from './router';

describe('addresses', () => {
  it('lead back to the place they were made of', () => {
    const found = placeOf(href('/customers', { level: 'HIGH', search: 'a&b=c é', region: null, segment: '' }));
    expect(found.path).toBe('/customers');
    expect(Object.fromEntries(found.query)).toEqual({ level: 'HIGH', search: 'a&b=c é' });
  });

  it('name the overview with and without a slash', () => {
    for (const address of ['/dashboard', '/dashboard/', '/dashboard/?region=x']) expect(placeOf(address).path).toBe('/');
  });
});
