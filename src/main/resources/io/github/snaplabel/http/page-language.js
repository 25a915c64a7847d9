// ---- The language, of all pages

/** Returns the language of a BCP 47 tag if the pages have it. Taiwan, Hong Kong and Macau write Traditional Chinese. */
function languageOfTag(tag) {
  return /^zh\b(?!-hans\b).*\b(hant|tw|hk|mo)\b/i.test(tag) ? 'zh-Hant'
    : /^zh\b/i.test(tag) ? 'zh-Hans'
    : /^en\b/i.test(tag) ? 'en' : undefined;
}

/** One of en, zh-Hans and zh-Hant. */
const language = navigator.languages.map(languageOfTag).find(Boolean) ?? 'en';
document.documentElement.lang = language;

