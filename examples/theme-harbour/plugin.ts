/** High water of a day, in local time. A real plugin would ask a tide service and keep the answer. */
const TIDES = [
  { time: '04:12', metres: 3.1 },
  { time: '16:38', metres: 3.4 },
];
const WORDS_PER_MINUTE = 200;

/** What the theme Harbour shows beyond content. JSON in, JSON out: markup is the theme's. */
export const harbour = {
  name: 'harbour',
  weight: 0,
  taps: {
    preprocess_page: () => ({ variables: { harbour_tide: TIDES[1] } }),
    preprocess_item: (input: unknown) => ({
      variables: { harbour_minutes: minutes(JSON.stringify(input)) },
    }),
  },
};

function minutes(text: string): number {
  return Math.max(1, Math.round(text.split(/\s+/).length / WORDS_PER_MINUTE));
}
