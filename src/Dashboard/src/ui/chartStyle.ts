import { colour } from '../app/theme';
import type { ChartOption } from './echarts';

/** What all charts share: quiet axes, a tooltip in the page's own colours, no animation that draws the eye. */
export function chartStyle(): ChartOption {
  return {
    animation: false,
    grid: { left: 4, right: 12, top: 16, bottom: 4, containLabel: true },
    textStyle: { fontFamily: 'inherit', color: colour('muted') },
    tooltip: {
      trigger: 'axis',
      backgroundColor: colour('raised'),
      borderColor: colour('line-strong'),
      textStyle: { color: colour('text'), fontSize: 13 },
      axisPointer: { lineStyle: { color: colour('line-strong') }, shadowStyle: { color: colour('line'), opacity: 0.4 } },
      confine: true,
    },
  };
}

export function axis(): { axisLine: object; axisTick: object; axisLabel: object; splitLine: object } {
  return {
    axisLine: { lineStyle: { color: colour('line-strong') } },
    axisTick: { show: false },
    axisLabel: { color: colour('muted'), fontSize: 12, hideOverlap: true },
    splitLine: { lineStyle: { color: colour('line') } },
  };
}

/** Text for a tooltip, which is set as markup. */
export function markup(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
