/** Outlines of 20 by 20. */
export const icons = {
  overview: 'M3 16V9m5 7V4m5 12v-5m4 5V7',
  customers: 'M10 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6zm-6 8c0-3.3 2.7-5 6-5s6 1.7 6 5',
  live: 'M2 10h4l2-6 4 12 2-6h4',
  model: 'M3 17L17 3M3 17h14M6 13c1-6 5-8 10-8',
  interventions: 'M3 4h14v9H9l-4 4v-4H3z',
  sun: 'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 2v1.5m0 13V18M2 10h1.5m13 0H18M4.3 4.3l1 1m9.4 9.4l1 1m0-11.4l-1 1m-9.4 9.4l-1 1',
  moon: 'M16.5 12.5A7 7 0 0 1 7.5 3.5a7 7 0 1 0 9 9z',
} as const;
