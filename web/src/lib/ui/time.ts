/** Times as people say them, near to now. `now` is handed in. */
import { currentLanguage, say } from '../words/words.svelte';

export function near(iso: string, now: Date): string {
  const then = new Date(iso);
  if (Number.isNaN(then.getTime())) return '';
  const minutes = Math.floor((now.getTime() - then.getTime()) / 60_000);
  if (minutes < 1) return say('time-now');
  if (minutes < 60) return say('time-minutes', { count: minutes });
  const language = currentLanguage();
  const time = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' }).format(then);
  const day = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((day(now) - day(then)) / 86_400_000);
  if (days === 0) return say('time-today', { time });
  if (days === 1) return say('time-yesterday', { time });
  if (then.getFullYear() === now.getFullYear()) {
    return new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', month: 'short' }).format(then);
  }
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' }).format(then);
}

export function date(iso: string): string {
  const then = new Date(iso);
  return Number.isNaN(then.getTime()) ? '' : new Intl.DateTimeFormat(currentLanguage(), { day: 'numeric', month: 'long', year: 'numeric' }).format(then);
}
