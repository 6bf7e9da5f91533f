/** "1 order", "2 orders": in English, for the command line and what flows write down; the page counts by its messages. */
export const counted = (n: number, noun: string, many = `${noun}s`): string => `${n} ${n === 1 ? noun : many}`
