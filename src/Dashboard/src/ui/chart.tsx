import type { ECharts } from 'echarts/core';
import { useEffect, useRef } from 'preact/hooks';
import { repaint } from '../app/theme';
import type { ChartOption } from './echarts';

interface Props {
  /** Made anew when data or colours change; called in the browser only. */
  option: () => ChartOption;
  /** Read to those who do not see it: what is drawn, and what it says. */
  label: string;
  height?: number;
}

/** A chart; the library comes once one is shown. */
export function Chart({ option, label, height = 240 }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>();
  const latest = useRef(option);
  latest.current = option;
  const colours = repaint.value;

  useEffect(() => {
    let gone = false;
    let sizes: ResizeObserver | undefined;
    void import('./echarts').then(({ create }) => {
      if (gone || !place.current) return;
      const made = create(place.current);
      chart.current = made;
      made.setOption(latest.current());
      sizes = new ResizeObserver(() => made.resize());
      sizes.observe(place.current);
    });
    // Effects come too late for the printer.
    const beforePrint = () => {
      chart.current?.setOption(latest.current(), { replaceMerge: ['series'] });
      chart.current?.resize({ width: 640 });
    };
    const afterPrint = () => chart.current?.resize();
    window.addEventListener('beforeprint', beforePrint);
    window.addEventListener('afterprint', afterPrint);
    return () => {
      gone = true;
      window.removeEventListener('beforeprint', beforePrint);
      window.removeEventListener('afterprint', afterPrint);
      sizes?.disconnect();
      chart.current?.dispose();
      chart.current = undefined;
    };
  }, []);

  useEffect(() => {
    chart.current?.setOption(latest.current(), { replaceMerge: ['series'] });
  }, [option, colours]);

  return <div ref={place} class="chart" role="img" aria-label={label} style={{ height: `${height}px` }} />;
}
