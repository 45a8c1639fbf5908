import { useEffect, useState } from 'preact/hooks';
import { live, stats } from '../api/live';
import { useResource } from '../api/resource';
import { count, day } from '../format/format';

const announced = { connecting: 'Connecting', catching_up: 'Catching up', live: 'Live', lost: 'Connection lost' } as const;

/** Says what the one connection is doing, and whether what it is connected to is ready. */
export function Status() {
  const state = live.value;
  const health = useResource('/health', { every: 5000 });
  const [, tick] = useState(0);
  useEffect(() => {
    if (state.kind !== 'lost') return;
    const timer = window.setInterval(() => tick((n) => n + 1), 500);
    return () => window.clearInterval(timer);
  }, [state.kind]);

  const preparing =
    health.data && !health.data.ready ? health.data.parts.filter((part) => !part.healthy).map((part) => `${part.part} ${part.detail}`) : [];
  const [kind, text] = ((): [string, string] => {
    switch (state.kind) {
      case 'connecting':
        return ['waiting', 'Connecting…'];
      case 'catching_up':
        return ['waiting', `Catching up: ${count(state.left)} interventions to go`];
      case 'lost': {
        const left = Math.max(0, Math.ceil((state.nextAt - Date.now()) / 1000));
        return [
          'lost',
          `Connection lost. What you see is of then. Trying again ${left > 0 ? `in ${left} s` : 'now'} (attempt ${state.attempt})`,
        ];
      }
      case 'live':
        if (preparing.length > 0) return ['waiting', `Live, not ready yet: ${preparing.join('; ')}`];
        return ['live', stats.value ? `Live · ${day(stats.value.now)}` : 'Live'];
    }
  })();
  return (
    <div class="status" data-state={state.kind} title={text}>
      <span class={`pulse ${kind}`} />
      {/* Countdown and date are there to be read, and not to be read out each second. */}
      <span class="visually-hidden" role="status">
        {announced[state.kind]}
      </span>
      <span>{text}</span>
    </div>
  );
}
