import { say, spokenLanguage } from '../language/say.tsx'

/**
 * What the scripts say by themselves, and in which language: read from the page that is shown, because the one that
 * was loaded first may have been in another.
 */
export const scriptWords = (): Readonly<Record<string, string>> => ({
  lang: spokenLanguage(),
  'data-says-away': say(
    'Orderbridge does not answer. What you see may be old; it goes on by itself when the connection is back.',
  ),
  'data-says-no-file': say('The file could not be fetched ({status}). Load the page again and try once more.', {
    status: '{status}',
  }),
  'data-says-no-document': say('The document could not be fetched ({status}).', { status: '{status}' }),
  'data-says-nobody': say('Magento does not say who is looking. Load its page again.'),
  'data-says-silence': say('Magento does not answer.'),
})
